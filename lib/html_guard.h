#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lib {

/// What libxml2 needs to be kept from: it stops at depth 256 and loses the rest, searches all open
/// elements at each end tag, and compares each attribute of a tag with all others.
constexpr std::size_t kDeepestHtml = 60;  ///< real pages of the collection reach 27
constexpr std::size_t kMostAttributes = 500;

/// The page without the tags that open deeper than kDeepestHtml (and their end tags), and without
/// the attributes of tags that have more than kMostAttributes; nullopt when there are none, which
/// is every honest page. Linear in time.
struct TamedHtml {
  std::string text;
  std::size_t tags = 0;  ///< how many were left out or stripped
};
std::optional<TamedHtml> tame_html(std::string_view html);

}  // namespace lib
