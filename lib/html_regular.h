#pragma once

#include <string_view>

#include "lib/xml.h"

namespace lib {

/// Adds markup whose tree is plain to see to `parent`, by way of pugixml, which is many times
/// faster than a parser that forgives. Plain to see is markup of the common elements of text and
/// tables in which every end tag stands where it belongs, no start tag ends another element, and
/// every reference is known; the tree is then the one that parse_html makes (the tests compare
/// them). False for any other, with nothing added. What is open at the end is closed there.
bool append_regular_html(XmlNode parent, std::string_view utf8);

}  // namespace lib
