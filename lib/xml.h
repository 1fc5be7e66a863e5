#pragma once

// The one place where pugixml is included.
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace lib {

using XmlDocument = pugi::xml_document;
using XmlNode = pugi::xml_node;

/// Where and why a parser stopped before the end of its input. What it read before is kept.
struct MarkupStop {
  std::size_t byte = 0;
  std::string why;
};

/// Reads XML of any encoding that its declaration names (UTF-8, UTF-16, UTF-32, ISO-8859-1) into a
/// tree of UTF-8. Forgiving where the damage is harmless: bare `&` and control characters are kept.
/// On a fault the tree holds what stands before it.
struct ParsedXml {
  std::string text;  ///< what the tree points into, when it was given away
  XmlDocument document;
  std::optional<MarkupStop> stop;
};
ParsedXml parse_xml(std::string_view bytes);

/// The same of bytes that are no longer needed, without a copy of them.
ParsedXml parse_xml(std::string&& bytes);

/// The tree as UTF-8 with a declaration, without added white space. Values must be valid UTF-8 and
/// free of control characters (see lib::one_line), which XML 1.0 cannot hold.
std::string write_xml(const XmlDocument& document);

/// The node that follows `node` in document order inside `root`, children first; null at the end.
/// Walking so needs no stack, whatever the depth.
XmlNode next_in(XmlNode node, XmlNode root);

/// True when the node is an element of that name.
inline bool is_named(XmlNode node, std::string_view name) {
  const char* own = node.name();
  for (const char c : name) {
    if (*own++ != c) return false;
  }
  return *own == '\0';
}

/// The first node in document order that lies more than `most` levels below `root`; null for none.
XmlNode first_deeper_than(int most, XmlNode root);

/// The node that follows `node` and all of its children inside `root`; null at the end.
XmlNode next_past(XmlNode node, XmlNode root);

}  // namespace lib
