#include "lib/xml.h"

#include <sstream>
#include <utility>

namespace lib {

ParsedXml parse_xml(std::string_view bytes) {
  ParsedXml parsed;
  const pugi::xml_parse_result result =
      parsed.document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default);
  if (!result) {
    parsed.stop = MarkupStop{static_cast<std::size_t>(result.offset < 0 ? 0 : result.offset),
                             result.description()};
  }
  return parsed;
}

XmlNode next_past(XmlNode node, XmlNode root) {
  while (node && node != root) {
    if (const XmlNode sibling = node.next_sibling()) return sibling;
    node = node.parent();
  }
  return {};
}

std::string write_xml(const XmlDocument& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(out).str();
}

XmlNode next_in(XmlNode node, XmlNode root) {
  if (const XmlNode child = node.first_child()) return child;
  return next_past(node, root);
}

}  // namespace lib
