#pragma once

#include <string>
#include <string_view>

#include "lib/html_scan.h"
#include "lib/xml.h"

namespace lib {

/// What is told of markup whose tree is plain to see: its elements and texts, in order. False from
/// any of them ends the walk.
class HtmlEvents {
 public:
  virtual ~HtmlEvents() = default;
  /// `name` is that of the tag in lower case. A `br` is closed right behind.
  virtual bool open(std::string_view name, const HtmlTag& tag) = 0;
  virtual bool text(std::string_view as_written) = 0;
  virtual bool close(std::string_view name) = 0;
  /// Something is open at the end, and will be closed there.
  virtual bool ends_open() { return true; }
};

/// Tells `events` of markup whose tree is plain to see: that of the common elements of text and
/// tables in which every end tag stands where it belongs and no start tag ends another element.
/// False for any other, perhaps after some of it was told.
bool walk_regular_html(std::string_view utf8, HtmlEvents& events);

/// Adds a text as written to `out`, its references read, or for XML. False when a reference or a
/// character in it is not plain to see.
enum class References { read, for_xml };
bool append_regular_text(std::string& out, std::string_view as_written, References references);

/// Adds markup whose tree is plain to see to `parent`, by way of pugixml, which is many times
/// faster than a parser that forgives; the tree is then the one that parse_html makes (the tests
/// compare them). False for any other, with nothing added.
bool append_regular_html(XmlNode parent, std::string_view utf8);

}  // namespace lib
