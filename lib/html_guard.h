#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lib {

/// What libxml2 needs to be kept from: it stops at depth 256 and loses the rest of the page, it
/// searches all open elements at each end tag, and it compares each attribute of a tag with all
/// others.
constexpr std::size_t kDeepestHtml = 60;  ///< real pages of the collection reach 27
constexpr std::size_t kDeepestTables = 20;
constexpr std::size_t kMostAttributes = 500;

/// The page with bounded depth: where elements nest deeper than kDeepestHtml, those open around the
/// place are closed first, up to the table they stand in (tables themselves only when nothing else
/// is open), so that what follows keeps its structure.
/// Tags with more than kMostAttributes lose their attributes. nullopt when nothing had to be done,
/// which is so for every honest page. Linear in time.
struct TamedHtml {
  std::string text;
  std::size_t tags = 0;   ///< how many had to be closed, left out or stripped
  std::size_t first = 0;  ///< the byte of the first of them
};
std::optional<TamedHtml> tame_html(std::string_view html);

}  // namespace lib
