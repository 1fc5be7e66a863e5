#include "feeds/markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "lib/text.h"

namespace feeds {
namespace {

struct Reference {
  char32_t character;
  std::size_t length;
};

std::optional<Reference> reference(std::string_view text) {
  const std::size_t end = text.substr(0, 12).find(';');
  if (text.size() < 3 || end == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(1, end - 1);
  if (name.starts_with('#')) {
    const bool hexadecimal = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(hexadecimal ? 2 : 1);
    unsigned value = 0;
    const char* last = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), last, value, hexadecimal ? 16 : 10);
    if (digits.empty() || error != std::errc{} || stop != last) return std::nullopt;
    return Reference{value, end + 1};
  }
  constexpr std::array<std::pair<std::string_view, char32_t>, 12> kNamed = {{
      {"amp", '&'},
      {"lt", '<'},
      {"gt", '>'},
      {"quot", '"'},
      {"apos", '\''},
      {"nbsp", 0xA0},
      {"ndash", 0x2013},
      {"mdash", 0x2014},
      {"lsquo", 0x2018},
      {"rsquo", 0x2019},
      {"ldquo", 0x201C},
      {"rdquo", 0x201D},
  }};
  for (const auto& [known, character] : kNamed) {
    if (name == known) return Reference{character, end + 1};
  }
  return std::nullopt;
}

// The tag at the front of `text`: "<superscript>", "</i>", "<br/>"; nullopt for a mere "<".
struct InlineTag {
  std::string name;
  bool closing;
  std::size_t length;
};

std::optional<InlineTag> inline_tag(std::string_view text) {
  std::size_t i = 1;
  const bool closing = text.size() > 1 && text[1] == '/';
  if (closing) ++i;
  const std::size_t from = i;
  while (i < text.size() && (lib::is_ascii_letter(text[i]) || lib::is_digit(text[i])))
    ++i;
  if (i == from || !lib::is_ascii_letter(text[from])) return std::nullopt;
  const std::string_view name = text.substr(from, i - from);
  const std::size_t end = text.substr(0, 2000).find('>', i);
  if (end == std::string_view::npos) return std::nullopt;
  const char next = text[i];
  if (next != '>' && next != '/' && !lib::is_space(next)) return std::nullopt;
  return InlineTag{lib::lower_ascii(name), closing, end + 1};
}

}  // namespace

RichText text_of_page(lib::XmlNode element, Repairs& repairs, TablesInside tables) {
  TextCollector collector{repairs};
  lib::XmlNode node = element.first_child();
  while (node) {
    bool enter = true;
    if (node.type() == pugi::node_pcdata) {
      collector.text(node.value());
      enter = false;
    } else {
      const std::string_view name = node.name();
      const bool hidden =
          (name == "p" && std::string_view{node.attribute("class").value()} == "invisible") ||
          (name == "table" && tables == TablesInside::left_out);
      collector.open(name);
      enter = !hidden && name != "script" && name != "style" && node.first_child();
    }
    if (enter) {
      node = node.first_child();
      continue;
    }
    while (node != element) {
      if (node.type() == pugi::node_element) collector.close(node.name());
      if (const lib::XmlNode sibling = node.next_sibling()) {
        node = sibling;
        break;
      }
      node = node.parent();
    }
    if (node == element) break;
  }
  return collector.finish();
}

RichText text_of_markup(std::string_view markup, Repairs& repairs) {
  std::size_t i = lib::find_odd(markup);
  if (i == markup.size() && !markup.starts_with(' ') && !markup.ends_with(' ')) {
    return {std::string{markup}, {}, false};
  }
  TextCollector collector{repairs};
  std::size_t plain_from = 0;
  const auto flush = [&] { collector.text(markup.substr(plain_from, i - plain_from)); };
  for (; i < markup.size(); i = lib::find_odd(markup, i)) {
    if (markup[i] == '\n') {
      flush();
      collector.text(" ");
      plain_from = ++i;
    } else if (markup[i] == '<') {
      const auto tag = inline_tag(markup.substr(i));
      if (!tag) {
        ++i;
        continue;
      }
      flush();
      tag->closing ? collector.close(tag->name) : collector.open(tag->name);
      ++repairs.markup;
      plain_from = i += tag->length;
    } else if (markup[i] == '&') {
      const auto found = reference(markup.substr(i));
      if (!found) {
        ++i;
        continue;
      }
      flush();
      std::string character;
      lib::append_utf8(character, found->character);
      collector.text(character);
      plain_from = i += found->length;
    } else {
      ++i;
    }
  }
  flush();
  return collector.finish();
}

RichText text_of_xml(lib::XmlNode element, Repairs& repairs) {
  const lib::XmlNode only = element.first_child();
  if (!only || (only.type() == pugi::node_pcdata && !only.next_sibling())) {
    return text_of_markup(only.value(), repairs);
  }
  std::string markup;
  for (lib::XmlNode node = lib::next_in(element, element); node;
       node = lib::next_in(node, element)) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      markup += node.value();
    }
  }
  return text_of_markup(markup, repairs);
}

}  // namespace feeds
