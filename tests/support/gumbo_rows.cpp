#include "support/gumbo_rows.h"

#include <string_view>

#include <gumbo.h>

#include "lib/text.h"

namespace gumbo {
namespace {

const GumboVector* children(const GumboNode* node) {
  if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
  const bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
  return element ? &node->v.element.children : nullptr;
}

bool is(const GumboNode* node, GumboTag tag) {
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

template <typename Visit>
void each_child(const GumboNode* node, Visit visit) {
  const GumboVector* all = children(node);
  for (unsigned i = 0; all != nullptr && i < all->length; ++i)
    visit(static_cast<const GumboNode*>(all->data[i]));
}

void add_text(const GumboNode* node, std::string& text) {
  if (is(node, GUMBO_TAG_TD)) text += " | ";
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) {
    text += node->v.text.text;
  }
  each_child(node, [&](const GumboNode* child) { add_text(child, text); });
}

void add_rows(const GumboNode* node, bool in_table, std::vector<std::string>& rows) {
  if (is(node, GUMBO_TAG_TABLE)) {
    const GumboAttribute* id = gumbo_get_attribute(&node->v.element.attributes, "id");
    in_table = in_table || (id != nullptr &&
                            std::string_view{id->value}.find("_tblgrid") != std::string_view::npos);
  }
  if (in_table && is(node, GUMBO_TAG_TR)) {
    std::string text;
    each_child(node, [&](const GumboNode* child) { add_text(child, text); });
    rows.push_back(lib::folded_space(text));
  }
  each_child(node, [&](const GumboNode* child) { add_rows(child, in_table, rows); });
}

}  // namespace

std::vector<std::string> rows_of(const std::string& page) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  std::vector<std::string> rows;
  add_rows(output->document, false, rows);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return rows;
}

}  // namespace gumbo
