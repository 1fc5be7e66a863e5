#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "notify/site_words.h"
#include "treaty/assessment.h"
#include "treaty/participant.h"

namespace notify {

/// Shapes of States, as config/map/make writes them: a drawing of `width` by `height` units.
struct WorldMap {
  int width = 0;
  int height = 0;
  std::map<std::string, std::string> shapes;        ///< by id, the d of an SVG path; "" for none's
  std::map<std::string, std::pair<int, int>> dots;  ///< by id, of those too small for a shape

  friend bool operator==(const WorldMap&, const WorldMap&) = default;
};

/// Throws std::runtime_error that names the file and what is wrong with it.
WorldMap load_world_map(const std::filesystem::path& file);

/// How the world has joined a treaty, as SVG to stand in a page: each State filled by how it
/// stands, in patterns that can be told apart without color, and named where the pointer rests.
/// What is no State of the participants' list is land without a statement.
std::string draw_world_map(const WorldMap& map, const treaty::Assessment& assessment,
                           const treaty::Participants& participants, const SiteWords& words);

/// The same in a sentence: how many States stand how.
std::string world_map_in_words(const treaty::Assessment& assessment,
                               const treaty::Participants& participants, const SiteWords& words);

}  // namespace notify
