#pragma once

#include <cstddef>
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

}  // namespace lib
