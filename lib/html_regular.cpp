#include "lib/html_regular.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "lib/html.h"
#include "lib/html_scan.h"
#include "lib/text.h"

namespace lib {
namespace {

enum class Kind { root, table, row, cell, block, paragraph, words, line_break, lone };

struct Element {
  std::string_view name;
  Kind kind;
};

constexpr std::array<Element, 22> kElements = {{
    {"td", Kind::cell},      {"br", Kind::line_break},     {"p", Kind::paragraph},
    {"tr", Kind::row},       {"a", Kind::words},           {"sup", Kind::words},
    {"div", Kind::block},    {"i", Kind::words},           {"b", Kind::words},
    {"table", Kind::table},  {"span", Kind::words},        {"em", Kind::words},
    {"strong", Kind::words}, {"u", Kind::words},           {"font", Kind::words},
    {"th", Kind::cell},      {"sub", Kind::words},         {"form", Kind::lone},
    {"center", Kind::block}, {"superscript", Kind::words}, {"index", Kind::words},
    {"text", Kind::words},
}};

const Element* element_named(std::string_view name) {
  for (const Element& element : kElements) {
    if (same_name(name, element.name)) return &element;
  }
  return nullptr;
}

// True when a parser puts the child into the parent without ending or adding an element.
bool goes_into(const Element& child, Kind parent, std::string_view parent_name) {
  switch (parent) {
    case Kind::root: return child.kind != Kind::row && child.kind != Kind::cell;
    case Kind::table: return child.kind == Kind::row;
    case Kind::row: return child.kind == Kind::cell;
    case Kind::cell:
    case Kind::block:
      return child.kind != Kind::row && child.kind != Kind::cell && child.kind != Kind::lone;
    case Kind::paragraph:
    case Kind::words:
      return (child.kind == Kind::words || child.kind == Kind::line_break) &&
             child.name != parent_name;
    case Kind::line_break:
    case Kind::lone: return false;
  }
  return false;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Writes the markup as XML.
class Writer {
 public:
  explicit Writer(std::string_view html) : html_{html} { xml_.reserve(html.size() + 64); }

  std::optional<std::string> run() {
    HtmlTags tags{html_};
    std::size_t text_from = 0;
    while (const auto tag = tags.next()) {
      if (!text(html_.substr(text_from, tag->at - text_from))) return std::nullopt;
      if (!(tag->closing ? close(*tag) : open(*tag))) return std::nullopt;
      text_from = tag->end();
    }
    if (!text(html_.substr(text_from))) return std::nullopt;
    while (!open_.empty())
      end_innermost();
    return std::move(xml_);
  }

 private:
  bool text(std::string_view words) {
    if (words.empty()) return true;
    const bool in_words = !open_.empty() && open_.back()->kind != Kind::lone;
    if (!in_words) return is_blank(words);
    return write_text(words);
  }

  bool write_text(std::string_view words) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto c = static_cast<unsigned char>(words[i]);
      if (c == '&') {
        xml_ += words.substr(from, i - from);
        const std::size_t length = write_reference(words.substr(i));
        if (length == 0) return false;
        from = i + length;
        i = from - 1;
      } else if (c == '<' || (c < 0x20 && !is_space(words[i])) || c == '\f' || c == '\v') {
        return false;
      } else if (c == 0xEF && words.substr(i, 2) == "\xEF\xBF") {
        return false;  // perhaps U+FFFE or U+FFFF, which are no characters
      }
    }
    xml_ += words.substr(from);
    return true;
  }

  // Writes the reference at the front and returns its length; 0 when it is not plain to see.
  std::size_t write_reference(std::string_view words) {
    constexpr std::size_t kLongest = 12;
    if (words.size() < 2) return 0;
    if (!is_ascii_letter(words[1]) && words[1] != '#') {
      xml_ += "&amp;";
      return 1;
    }
    const std::size_t end = words.substr(0, kLongest).find(';');
    if (end == std::string_view::npos) return 0;
    const std::string_view name = words.substr(1, end - 1);
    if (name == "amp" || name == "lt" || name == "gt" || name == "quot") {
      xml_ += words.substr(0, end + 1);
      return end + 1;
    }
    const auto character = name[0] == '#' ? numbered(name.substr(1)) : html_character(name);
    if (!character) return 0;
    append_utf8(xml_, *character);
    return end + 1;
  }

  static std::optional<char32_t> numbered(std::string_view digits) {
    std::uint32_t value = 0;
    const char* last = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), last, value);
    const bool plain = value >= 0x20 && value < 0xD800 && value != '<' && value != '&';
    if (error != std::errc{} || stop != last || !plain) return std::nullopt;
    return value;
  }

  bool open(const HtmlTag& tag) {
    const Element* element = element_named(tag.name);
    if (element == nullptr || tag.text.back() != '>') return false;
    const Kind parent = open_.empty() ? Kind::root : open_.back()->kind;
    const std::string_view parent_name = open_.empty() ? "" : open_.back()->name;
    if (!goes_into(*element, parent, parent_name)) return false;
    xml_ += '<';
    xml_ += element->name;
    if (tag.attributes > 0 && !write_attributes(tag)) return false;
    if (element->kind == Kind::line_break) {
      xml_ += "/>";
      return true;
    }
    if (tag.self_closing) {
      xml_ += "/>";
      return element->kind == Kind::words;
    }
    xml_ += '>';
    open_.push_back(element);
    return true;
  }

  bool write_attributes(const HtmlTag& tag) {
    HtmlAttributes attributes{tag};
    while (attributes.next()) {
      xml_ += ' ';
      for (const char c : attributes.name()) {
        if (!is_ascii_letter(c) && c != '-' && !is_digit(c)) return false;
      }
      xml_ += lower_ascii(attributes.name());
      const std::string_view value = attributes.value();
      const char quote = value.find('"') == std::string_view::npos ? '"' : '\'';
      if (value.find(quote) != std::string_view::npos) return false;
      xml_ += '=';
      xml_ += quote;
      if (value.find('&') != std::string_view::npos || value.find('<') != std::string_view::npos) {
        if (!write_text(value)) return false;
      } else {
        xml_ += value;
      }
      xml_ += quote;
    }
    return true;
  }

  bool close(const HtmlTag& tag) {
    if (!open_.empty() && same_name(tag.name, open_.back()->name)) {
      end_innermost();
      return true;
    }
    return ends_nothing(tag.name);
  }

  // An end tag of text that nobody opened, of which the site has many, is passed over. One of a
  // paragraph would be taken for an empty one.
  bool ends_nothing(std::string_view name) const {
    const Element* element = element_named(name);
    if (element != nullptr && element->kind != Kind::words) return false;
    return !open_.empty() && std::none_of(open_.begin(), open_.end(), [&](const Element* open) {
      return same_name(name, open->name);
    });
  }

  void end_innermost() {
    xml_ += "</";
    xml_ += open_.back()->name;
    xml_ += '>';
    open_.pop_back();
  }

  std::string_view html_;
  std::string xml_;
  std::vector<const Element*> open_;
};

}  // namespace

bool append_regular_html(XmlNode parent, std::string_view utf8) {
  const auto xml = Writer{utf8}.run();
  if (!xml) return false;
  constexpr unsigned kAsWritten = pugi::parse_escapes | pugi::parse_ws_pcdata;
  const XmlNode last = parent.last_child();
  if (parent.append_buffer(xml->data(), xml->size(), kAsWritten, pugi::encoding_utf8)) return true;
  while (parent.last_child() != last)
    parent.remove_child(parent.last_child());
  return false;
}

}  // namespace lib
