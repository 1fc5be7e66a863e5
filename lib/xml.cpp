#include "lib/xml.h"

#include <sstream>
#include <utility>

namespace lib {

namespace {

void take_stop(const pugi::xml_parse_result& result, ParsedXml& parsed) {
  if (result) return;
  parsed.stop = MarkupStop{static_cast<std::size_t>(result.offset < 0 ? 0 : result.offset),
                           result.description()};
}

}  // namespace

ParsedXml parse_xml(std::string_view bytes) {
  ParsedXml parsed;
  take_stop(parsed.document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default), parsed);
  return parsed;
}

ParsedXml parse_xml(std::string&& bytes) {
  ParsedXml parsed;
  parsed.text = std::move(bytes);
  take_stop(parsed.document.load_buffer_inplace(parsed.text.data(), parsed.text.size(),
                                                pugi::parse_default),
            parsed);
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

XmlNode first_deeper_than(int most, XmlNode root) {
  struct Walker : pugi::xml_tree_walker {
    bool for_each(XmlNode& node) override {
      if (depth() < most) return true;
      found = node;
      return false;
    }
    int most = 0;
    XmlNode found;
  };
  Walker walker;
  walker.most = most;
  root.traverse(walker);
  return walker.found;
}

}  // namespace lib
