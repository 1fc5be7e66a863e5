#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "lib/expected.h"
#include "lib/xml.h"

namespace lib {

/// A page as a tree of UTF-8, names of elements and attributes in lower case. As in HTML 4, no
/// `tbody` is invented: look for `tr` anywhere under a `table`.
struct ParsedHtml {
  XmlDocument document;
  std::size_t tamed = 0;  ///< tags that had to be tamed, see lib/html_guard.h; their text is kept
  std::size_t tamed_at = 0;  ///< the byte of the first of them
};

/// Reads a page of UTF-8 (mend it first). Forgiving as browsers are; bounded in depth and in
/// attributes, so that time and memory grow with the size of the page alone; loads nothing. A page
/// of which nothing can be made is a MarkupStop.
expected<ParsedHtml, MarkupStop> parse_html(std::string_view utf8);

/// The same of a part of a page, added to `parent`, which thereby may get its elements alone or in
/// a `body` of their own. False when nothing can be made of it, or something had to be tamed.
bool append_html(XmlNode parent, std::string_view utf8);

/// The character of a name of HTML 4: "nbsp" is U+00A0.
std::optional<char32_t> html_character(std::string_view name);

}  // namespace lib
