#include "lib/html.h"

#include <memory>
#include <new>
#include <string>
#include <utility>

#include <libxml/HTMLparser.h>

#include "lib/html_guard.h"
#include "lib/html_regular.h"

namespace lib {
namespace {

struct FreeContext {
  void operator()(htmlParserCtxtPtr context) const { htmlFreeParserCtxt(context); }
};
struct FreeDocument {
  void operator()(htmlDocPtr document) const { xmlFreeDoc(document); }
};

const char* chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

void copy_attributes(const xmlNode* from, XmlNode to) {
  for (const xmlAttr* attribute = from->properties; attribute != nullptr;
       attribute = attribute->next) {
    const xmlNode* value = attribute->children;
    to.append_attribute(chars(attribute->name)) =
        value != nullptr && value->next == nullptr ? chars(value->content) : "";
  }
}

// Copies elements and text under `root`, in document order and without recursion.
void copy_tree(const xmlNode* root, XmlNode target) {
  const xmlNode* from = root;
  XmlNode to = target;
  while (from != nullptr) {
    XmlNode copy;
    if (from->type == XML_ELEMENT_NODE) {
      copy = to.append_child(chars(from->name));
      copy_attributes(from, copy);
    } else if (from->type == XML_TEXT_NODE || from->type == XML_CDATA_SECTION_NODE) {
      to.append_child(pugi::node_pcdata).set_value(chars(from->content));
    }
    if (copy && from->children != nullptr) {
      from = from->children;
      to = copy;
      continue;
    }
    while (from != root && from->next == nullptr) {
      from = from->parent;
      to = to.parent();
    }
    from = from == root ? nullptr : from->next;
  }
}

// Adds what libxml2 makes of the text to `parent`.
std::optional<MarkupStop> append_forgivingly(XmlNode parent, std::string_view text) {
  const std::unique_ptr<htmlParserCtxt, FreeContext> context{htmlNewParserCtxt()};
  if (context == nullptr) throw std::bad_alloc{};
  constexpr int kOptions = HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_RECOVER | HTML_PARSE_COMPACT;
  const std::unique_ptr<xmlDoc, FreeDocument> document{htmlCtxtReadMemory(
      context.get(), text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kOptions)};
  const xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
  if (root == nullptr) return MarkupStop{0, "no element was found in the page"};
  // Left here after taming: an implied nesting that the scan does not know of.
  if (context->disableSAX != 0) {
    const long read = xmlByteConsumed(context.get());
    return MarkupStop{static_cast<std::size_t>(read < 0 ? 0 : read),
                      "the parser gave up: elements nest too deep"};
  }
  copy_tree(root, parent);
  return std::nullopt;
}

}  // namespace

expected<ParsedHtml, MarkupStop> parse_html(std::string_view utf8) {
  const std::optional<TamedHtml> tamed = tame_html(utf8);
  ParsedHtml parsed;
  auto stop = append_forgivingly(parsed.document, tamed ? std::string_view{tamed->text} : utf8);
  if (stop) return unexpected{*std::move(stop)};
  if (tamed) {
    parsed.tamed = tamed->tags;
    parsed.tamed_at = tamed->first;
  }
  return parsed;
}

bool append_html(XmlNode parent, std::string_view utf8) {
  if (append_regular_html(parent, utf8)) return true;
  return !tame_html(utf8) && !append_forgivingly(parent, utf8);
}

std::optional<char32_t> html_character(std::string_view name) {
  const std::string text{name};
  const htmlEntityDesc* known = htmlEntityLookup(reinterpret_cast<const xmlChar*>(text.c_str()));
  return known == nullptr ? std::nullopt : std::optional<char32_t>{known->value};
}

}  // namespace lib
