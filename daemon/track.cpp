#include "daemon/track.h"

#include <algorithm>

#include "feeds/address.h"
#include "feeds/catalogue.h"

namespace service {
namespace {

constexpr std::string_view kAll = "*";
constexpr std::string_view kUnder = "-*";

}  // namespace

bool is_pattern(std::string_view word) {
  if (word == kAll) return true;
  if (!word.ends_with(kUnder)) return false;
  word.remove_suffix(kUnder.size());
  return feeds::from_roman(word).has_value() || feeds::TreatyNumber::parse(word).has_value();
}

bool matches_pattern(std::string_view pattern, std::string_view number) {
  return number.starts_with(pattern.substr(0, pattern.size() - 1));
}

void widen(std::vector<std::string>& track, const std::vector<std::string>& patterns,
           const std::vector<std::string>& known) {
  for (const std::string& number : known) {
    const bool wanted =
        std::any_of(patterns.begin(), patterns.end(),
                    [&](const std::string& pattern) { return matches_pattern(pattern, number); });
    if (wanted && std::find(track.begin(), track.end(), number) == track.end()) {
      track.push_back(number);
    }
  }
}

std::set<unsigned> chapters_of(const std::vector<std::string>& patterns) {
  std::set<unsigned> chapters;
  for (const std::string& pattern : patterns) {
    if (pattern == kAll) {
      for (const feeds::CatalogueList& list : feeds::catalogue_lists())
        chapters.insert(list.chapter);
    } else if (const auto chapter = feeds::from_roman(pattern.substr(0, pattern.find('-')))) {
      chapters.insert(*chapter);
    }
  }
  return chapters;
}

}  // namespace service
