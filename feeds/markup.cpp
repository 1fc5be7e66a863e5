#include "feeds/markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "lib/text.h"

namespace feeds {
namespace {

bool is_superscript(std::string_view name) {
  return name == "sup" || name == "superscript";
}

bool ends_line(std::string_view name) {
  constexpr std::array<std::string_view, 18> kBlocks = {
      "br", "p",  "div", "tr", "table", "li", "ul", "ol",   "center",
      "h1", "h2", "h3",  "h4", "h5",    "h6", "hr", "text", "blockquote"};
  return std::find(kBlocks.begin(), kBlocks.end(), name) != kBlocks.end();
}

// What the depositary puts into names and dates: footnote marks, links to them, line ends.
bool is_usual(std::string_view name) {
  return is_superscript(name) || name == "a" || name == "br";
}

bool is_silent(std::string_view name) {
  return name == "script" || name == "style";
}

// Collects text and marks; white space is settled at the end.
class Collector {
 public:
  explicit Collector(Repairs& repairs) : repairs_{repairs} {}

  void text(std::string_view words) { (in_mark_ > 0 ? mark_ : text_) += words; }

  void open(std::string_view name) {
    if (!is_usual(name)) mended_ = true;
    if (is_superscript(name)) {
      ++in_mark_;
      return;
    }
    if (in_mark_ > 0) return;
    if (ends_line(name)) text_ += '\n';
    if (name == "td" || name == "th" || name == "col") text_ += ' ';
  }

  void close(std::string_view name) {
    if (is_superscript(name)) {
      if (in_mark_ > 0 && --in_mark_ == 0) take_marks();
    } else if (in_mark_ == 0 && ends_line(name)) {
      text_ += '\n';
    }
  }

  RichText finish() {
    if (in_mark_ > 0) take_marks();
    in_mark_ = 0;
    RichText rich;
    rich.mended = mended_;
    rich.marks = std::move(marks_);
    if (is_plain_line(text_)) {
      rich.text = std::move(text_);
      return rich;
    }
    if (has_damage(text_)) {
      text_ = mended_characters(text_, repairs_);
      rich.mended = true;
    }
    for (std::size_t from = 0; from < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', from), text_.size());
      std::string line = folded_line(std::string_view{text_}.substr(from, end - from), repairs_);
      if (rich.text.empty()) {
        rich.text = std::move(line);
      } else if (!line.empty()) {
        (rich.text += '\n') += line;
      }
      from = end + 1;
    }
    return rich;
  }

 private:
  // "1,2" and "1, 2" are two marks.
  void take_marks() {
    const std::string mended = mended_characters(mark_, repairs_);
    for (std::size_t from = 0; from <= mended.size();) {
      std::size_t end = mended.find(',', from);
      if (end == std::string::npos) end = mended.size();
      std::string mark = lib::folded_space(std::string_view{mended}.substr(from, end - from));
      if (!mark.empty()) marks_.push_back(std::move(mark));
      from = end + 1;
    }
    mark_.clear();
  }

  Repairs& repairs_;
  std::string text_;
  std::string mark_;
  std::vector<std::string> marks_;
  int in_mark_ = 0;
  bool mended_ = false;
};

// A character reference at the front of `text`: its character and length.
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

std::string RichText::line() const {
  std::string line = text;  // each of its lines is folded, and none is empty
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

RichText text_of_page(lib::XmlNode element, Repairs& repairs, TablesInside tables) {
  Collector collector{repairs};
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
      enter = !hidden && !is_silent(name) && node.first_child();
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
  Collector collector{repairs};
  std::size_t plain_from = 0;
  std::size_t i = 0;
  const auto flush = [&] { collector.text(markup.substr(plain_from, i - plain_from)); };
  const auto is_special = [](char c) { return c == '<' || c == '&' || c == '\n'; };
  while (true) {
    while (i < markup.size() && !is_special(markup[i]))
      ++i;
    if (i == markup.size()) break;
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
    } else {
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
