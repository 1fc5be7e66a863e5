#include "notify/world_map.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <unordered_map>

#include "lib/json.h"
#include "lib/plain_text.h"
#include "lib/xml.h"
#include "notify/site_table.h"

namespace notify {
namespace {

namespace json = lib::json;

constexpr int kDot = 6;  // units
constexpr int kMostUnits = 20000;

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
  throw std::runtime_error(file.string() + ": " + what +
                           "; config/map/make FILE writes such a file");
}

// The letters and figures of a path alone.
bool is_path(std::string_view text) {
  return text.find_first_not_of("MmLlz0123456789 -") == std::string_view::npos;
}

bool is_unit(const json::value& value) {
  return value.is_int64() && value.as_int64() >= -kMostUnits && value.as_int64() <= kMostUnits;
}

std::optional<int> unit_of(const json::object& object, const char* name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || !is_unit(*value)) return std::nullopt;
  return static_cast<int>(value->as_int64());
}

/// How each State of the list stands, by id; "none" where it has not acted.
std::unordered_map<std::string, std::string_view> standings(
    const treaty::Assessment& assessment, const treaty::Participants& participants) {
  std::unordered_map<std::string, std::string_view> all;
  for (const treaty::Participant& one : participants.all()) {
    if (one.nature == treaty::Nature::state) all.emplace(one.id.str(), "none");
  }
  for (const treaty::Standing& standing : assessment.participants) {
    if (!standing.id) continue;
    const auto state = all.find(standing.id->str());
    if (state != all.end()) state->second = standing_of(standing, assessment.today);
  }
  return all;
}

lib::XmlNode add(lib::XmlNode parent, const char* name,
                 std::initializer_list<std::pair<const char*, std::string>> attributes) {
  auto node = parent.append_child(name);
  for (const auto& [key, value] : attributes)
    node.append_attribute(key).set_value(value.c_str());
  return node;
}

void add_title(lib::XmlNode shape, const treaty::Participant& who, std::string_view standing,
               const SiteWords& words) {
  const std::string name = unmarked(words.language().participant(who.id, who.name));
  const std::string title =
      name + words.say("colon") + words.say(standing == "none" ? "no_act" : standing);
  shape.append_child("title").text().set(lib::one_line(title, 200).c_str());
}

// Stripes for those that have deposited, dots for those that have signed: told apart in black and
// white too.
void add_patterns(lib::XmlNode svg) {
  const std::string size = "12";
  auto defs = svg.append_child("defs");
  auto stripes = add(defs, "pattern",
                     {{"id", "map-deposited"},
                      {"width", size},
                      {"height", size},
                      {"patternUnits", "userSpaceOnUse"},
                      {"patternTransform", "rotate(45)"}});
  add(stripes, "rect", {{"class", "map-ground"}, {"width", size}, {"height", size}});
  add(stripes, "rect", {{"class", "map-stripe"}, {"width", "8"}, {"height", size}});
  auto dots = add(defs, "pattern",
                  {{"id", "map-signed"},
                   {"width", size},
                   {"height", size},
                   {"patternUnits", "userSpaceOnUse"}});
  add(dots, "rect", {{"class", "map-ground"}, {"width", size}, {"height", size}});
  add(dots, "circle", {{"class", "map-dot"}, {"cx", "6"}, {"cy", "6"}, {"r", "3.2"}});
}

/// A shape of a State, filled by how it stands.
lib::XmlNode add_shape(lib::XmlNode svg, std::string_view standing) {
  auto shape = svg.append_child("path");
  const std::string look{standing};
  shape.append_attribute("class").set_value(("map-" + look).c_str());
  if (look == "deposited" || look == "signed") {
    shape.append_attribute("fill").set_value(("url(#map-" + look + ')').c_str());
  }
  return shape;
}

/// A dot, too small for a pattern: a disc, a rimmed disc or a ring.
lib::XmlNode add_dot(lib::XmlNode svg, std::string_view standing, std::pair<int, int> place) {
  return add(svg, "circle",
             {{"class", "small map-" + std::string{standing}},
              {"cx", std::to_string(place.first)},
              {"cy", std::to_string(place.second)},
              {"r", std::to_string(kDot)}});
}

}  // namespace

WorldMap load_world_map(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) fail(file, "cannot be read");
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) fail(file, "is no JSON object");
  const json::object& object = value.as_object();
  WorldMap map;
  map.width = unit_of(object, "width").value_or(0);
  map.height = unit_of(object, "height").value_or(0);
  if (map.width <= 0 || map.height <= 0) fail(file, "has no width and height");
  const json::value* shapes = object.if_contains("shapes");
  const json::value* dots = object.if_contains("dots");
  if (shapes == nullptr || !shapes->is_object()) fail(file, "has no shapes");
  for (const auto& [id, path] : shapes->as_object()) {
    if (!path.is_string() || !is_path(path.as_string())) {
      fail(file, "the shape of \"" + std::string{id} + "\" is no path");
    }
    map.shapes.emplace(id, path.as_string());
  }
  if (dots == nullptr || !dots->is_object()) fail(file, "has no dots");
  for (const auto& [id, place] : dots->as_object()) {
    const bool good = place.is_array() && place.as_array().size() == 2 &&
                      is_unit(place.as_array()[0]) && is_unit(place.as_array()[1]);
    if (!good) fail(file, "the place of \"" + std::string{id} + "\" is no [x, y]");
    map.dots.emplace(std::string{id}, std::pair{static_cast<int>(place.as_array()[0].as_int64()),
                                                static_cast<int>(place.as_array()[1].as_int64())});
  }
  return map;
}

std::string draw_world_map(const WorldMap& map, const treaty::Assessment& assessment,
                           const treaty::Participants& participants, const SiteWords& words) {
  const auto all = standings(assessment, participants);
  lib::XmlDocument document;
  auto svg =
      add(document, "svg",
          {{"viewBox", "0 0 " + std::to_string(map.width) + ' ' + std::to_string(map.height)},
           {"role", "img"},
           {"aria-labelledby", "map-title map-words"}});
  auto title = add(svg, "title", {{"id", "map-title"}});
  title.text().set(words.say("map_title").c_str());
  auto description = add(svg, "desc", {{"id", "map-words"}});
  description.text().set(world_map_in_words(assessment, participants, words).c_str());
  add_patterns(svg);
  for (const auto& [id, path] : map.shapes) {
    const auto state = all.find(id);
    if (state == all.end()) {
      add(svg, "path", {{"class", "map-land"}, {"d", path}});
      continue;
    }
    auto shape = add_shape(svg, state->second);
    shape.append_attribute("d").set_value(path.c_str());
    add_title(shape, *participants.find(treaty::ParticipantId{id}), state->second, words);
  }
  for (const auto& [id, place] : map.dots) {
    const auto state = all.find(id);
    if (state == all.end()) continue;
    auto dot = add_dot(svg, state->second, place);
    add_title(dot, *participants.find(treaty::ParticipantId{id}), state->second, words);
  }
  const std::string whole = lib::write_xml(document);
  return whole.substr(whole.find("<svg"));
}

std::string world_map_in_words(const treaty::Assessment& assessment,
                               const treaty::Participants& participants, const SiteWords& words) {
  const auto all = standings(assessment, participants);
  const auto having = [&](std::string_view look) {
    return std::to_string(
        std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.second == look; }));
  };
  return words.say("map_words", {{"party", having("party")},
                                 {"deposited", having("deposited")},
                                 {"signed", having("signed")}});
}

}  // namespace notify
