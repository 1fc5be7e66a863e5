#include "lib/html_regular.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "lib/html.h"
#include "lib/text.h"

namespace lib {
namespace {

enum class Kind { root, table, row, cell, block, paragraph, words, line_break, lone };

struct Element {
  std::string_view name;
  Kind kind;
  std::uint64_t key = html_key(name);
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

bool is(const HtmlTag& tag, const Element& element) {
  return tag.key == element.key && (tag.key != 0 || same_name(tag.name, element.name));
}

const Element* element_of(const HtmlTag& tag) {
  for (const Element& element : kElements) {
    if (is(tag, element)) return &element;
  }
  return nullptr;
}

// Their end tags end a page, wherever they stand.
bool is_frame_of_page(const HtmlTag& tag) {
  switch (tag.key) {
    case html_key("body"):
    case html_key("html"):
    case html_key("head"):
    case html_key("frameset"):
    case html_key("script"):
    case html_key("style"): return true;
    default: return false;
  }
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

class Walker {
 public:
  Walker(std::string_view html, HtmlEvents& events) : html_{html}, events_{events} {}

  bool run() {
    HtmlTags tags{html_};
    std::size_t text_from = 0;
    while (const auto tag = tags.next()) {
      if (!text(html_.substr(text_from, tag->at - text_from))) return false;
      if (!(tag->closing ? close(*tag) : open(*tag))) return false;
      text_from = tag->end();
    }
    if (!text(html_.substr(text_from))) return false;
    if (!open_.empty() && !events_.ends_open()) return false;
    while (!open_.empty()) {
      if (!end_innermost()) return false;
    }
    return true;
  }

 private:
  bool text(std::string_view words) {
    if (words.empty()) return true;
    const bool in_words = !open_.empty() && open_.back()->kind != Kind::lone;
    return in_words ? events_.text(words) : is_blank(words);
  }

  bool open(const HtmlTag& tag) {
    const Element* element = element_of(tag);
    if (element == nullptr || tag.text.back() != '>') return false;
    const Kind parent = open_.empty() ? Kind::root : open_.back()->kind;
    const std::string_view parent_name = open_.empty() ? "" : open_.back()->name;
    if (!goes_into(*element, parent, parent_name)) return false;
    if (!events_.open(element->name, tag)) return false;
    if (element->kind == Kind::line_break) return events_.close(element->name);
    if (tag.self_closing) return element->kind == Kind::words && events_.close(element->name);
    open_.push_back(element);
    return true;
  }

  bool close(const HtmlTag& tag) {
    if (!open_.empty() && is(tag, *open_.back())) return end_innermost();
    return ends_nothing(tag);
  }

  // An end tag of text that nobody opened, of which the site has many, is passed over. One of a
  // paragraph would be taken for an empty one.
  bool ends_nothing(const HtmlTag& tag) const {
    const bool plain = std::all_of(tag.name.begin(), tag.name.end(),
                                   [](char c) { return is_ascii_letter(c) || is_digit(c); });
    if (!plain || is_frame_of_page(tag)) return false;
    const Element* element = element_of(tag);
    if (element != nullptr && element->kind != Kind::words) return false;
    return !open_.empty() && std::none_of(open_.begin(), open_.end(),
                                          [&](const Element* open) { return is(tag, *open); });
  }

  bool end_innermost() {
    const Element* element = open_.back();
    open_.pop_back();
    return events_.close(element->name);
  }

  std::string_view html_;
  HtmlEvents& events_;
  std::vector<const Element*> open_;
};

std::optional<char32_t> numbered(std::string_view digits) {
  std::uint32_t value = 0;
  const char* last = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), last, value);
  const bool plain = value >= 0x20 && value < 0xD800 && value != '<' && value != '&';
  if (error != std::errc{} || stop != last || !plain) return std::nullopt;
  return value;
}

// Adds the reference at the front and returns its length; 0 when it is not plain to see.
std::size_t append_reference(std::string& out, std::string_view words, References references) {
  constexpr std::size_t kLongest = 12;
  const bool for_xml = references == References::for_xml;
  if (words.size() < 2) return 0;
  if (!is_ascii_letter(words[1]) && words[1] != '#') {
    out += for_xml ? "&amp;" : "&";
    return 1;
  }
  const std::size_t end = words.substr(0, kLongest).find(';');
  if (end == std::string_view::npos) return 0;
  const std::string_view name = words.substr(1, end - 1);
  constexpr std::array<std::pair<std::string_view, char>, 4> kOfXml = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}}};
  for (const auto& [known, character] : kOfXml) {
    if (name != known) continue;
    if (for_xml) {
      out += words.substr(0, end + 1);
    } else {
      out += character;
    }
    return end + 1;
  }
  const auto character = name == "nbsp"   ? std::optional<char32_t>{0xA0}
                         : name[0] == '#' ? numbered(name.substr(1))
                                          : html_character(name);
  if (!character) return 0;
  append_utf8(out, *character);
  return end + 1;
}

// Writes the markup as XML.
class XmlWriter : public HtmlEvents {
 public:
  explicit XmlWriter(std::size_t size) { xml_.reserve(size + 64); }
  [[nodiscard]] const std::string& xml() const { return xml_; }

  bool open(std::string_view name, const HtmlTag& tag) override {
    xml_ += '<';
    xml_ += name;
    if (tag.attributes > 0 && !write_attributes(tag)) return false;
    xml_ += '>';
    return true;
  }

  bool text(std::string_view as_written) override {
    return append_regular_text(xml_, as_written, References::for_xml);
  }

  bool close(std::string_view name) override {
    xml_ += "</";
    xml_ += name;
    xml_ += '>';
    return true;
  }

 private:
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
      if (!append_regular_text(xml_, value, References::for_xml)) return false;
      xml_ += quote;
    }
    return true;
  }

  std::string xml_;
};

}  // namespace

bool walk_regular_html(std::string_view utf8, HtmlEvents& events) {
  return Walker{utf8, events}.run();
}

bool append_regular_text(std::string& out, std::string_view as_written, References references) {
  std::size_t from = 0;
  for (std::size_t i = find_odd(as_written); i < as_written.size(); i = find_odd(as_written, i)) {
    const auto c = static_cast<unsigned char>(as_written[i]);
    if (c == '&') {
      out += as_written.substr(from, i - from);
      const std::size_t length = append_reference(out, as_written.substr(i), references);
      if (length == 0) return false;
      from = i += length;
      continue;
    }
    const bool control = c < 0x20 && (!is_space(as_written[i]) || c == '\f' || c == '\v');
    // Perhaps U+FFFE or U+FFFF, which are no characters.
    const bool perhaps_none = as_written.substr(i).starts_with("\xEF\xBF");
    if (c == '<' || control || perhaps_none) return false;
    ++i;
  }
  out += as_written.substr(from);
  return true;
}

bool append_regular_html(XmlNode parent, std::string_view utf8) {
  XmlWriter writer{utf8.size()};
  if (!walk_regular_html(utf8, writer)) return false;
  constexpr unsigned kAsWritten = pugi::parse_escapes | pugi::parse_ws_pcdata;
  const XmlNode last = parent.last_child();
  const std::string& xml = writer.xml();
  if (parent.append_buffer(xml.data(), xml.size(), kAsWritten, pugi::encoding_utf8)) return true;
  while (parent.last_child() != last)
    parent.remove_child(parent.last_child());
  return false;
}

}  // namespace lib
