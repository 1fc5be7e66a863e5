#include "feeds/page_places.h"

#include <algorithm>
#include <array>

namespace feeds {
namespace {

constexpr std::array kStatusPlaces = {place::kXmlLink,  place::kTitle,     place::kConcluded,
                                      place::kEifLabel, place::kEif,       place::kStatus,
                                      place::kStamp,    place::kTableTitle};
constexpr std::array kBelowPlaces = {place::kDeclarationsTitle,
                                     place::kDeclarations,
                                     place::kUnderArticleTitle,
                                     place::kUnderArticle,
                                     place::kObjectionsTitle,
                                     place::kObjections,
                                     place::kNotificationsTitle,
                                     place::kNotifications,
                                     place::kTerritoriesTitle,
                                     place::kTerritories,
                                     place::kNotes};

template <typename Places>
bool holds(const Places& places, std::string_view name) {
  return std::find(places.begin(), places.end(), name) != places.end();
}

bool contains(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

}  // namespace

std::string_view place_name(std::string_view id) {
  constexpr std::string_view kBefore = "InnerPage_";
  const std::size_t at = id.rfind(kBefore);
  return at == std::string_view::npos ? std::string_view{} : id.substr(at + kBefore.size());
}

bool is_end_of_treaty(std::string_view name) {
  return name.ends_with("_tcText") && (contains(name, "erminat") || contains(name, "xpirat"));
}

bool draws_data(std::string_view table_classes) {
  return contains(table_classes, "table-bordered");
}

Part part_of(std::string_view id) {
  if (id.empty()) return Part::none;
  if (contains(id, place::kTable)) return Part::status;
  const std::string_view name = place_name(id);
  if (holds(kBelowPlaces, name)) return Part::below;
  return holds(kStatusPlaces, name) || is_end_of_treaty(name) ? Part::status : Part::none;
}

}  // namespace feeds
