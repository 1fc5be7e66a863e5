#include "feeds/text_collector.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "lib/html_scan.h"
#include "lib/text.h"

namespace feeds {
namespace {

constexpr std::uint64_t key(std::string_view name) {
  return lib::html_key(name);
}

// What an element means for the text in it. Names are in lower case.
struct Meaning {
  bool superscript = false;
  bool ends_line = false;
  bool gap = false;    // parts the text before it from the text inside
  bool usual = false;  // what the depositary puts into names and dates: marks, links, line ends
};

Meaning meaning_of(std::string_view name) {
  switch (lib::html_key(name)) {
    case key("a"): return {.usual = true};
    case key("br"): return {.ends_line = true, .usual = true};
    case key("sup"): return {.superscript = true, .usual = true};
    case key("td"):
    case key("th"):
    case key("col"): return {.gap = true};
    case key("p"):
    case key("div"):
    case key("tr"):
    case key("table"):
    case key("li"):
    case key("ul"):
    case key("ol"):
    case key("center"):
    case key("h1"):
    case key("h2"):
    case key("h3"):
    case key("h4"):
    case key("h5"):
    case key("h6"):
    case key("hr"):
    case key("text"): return {.ends_line = true};
    default: break;
  }
  if (name == "superscript") return {.superscript = true, .usual = true};
  return {.ends_line = name == "blockquote"};
}

}  // namespace

std::string RichText::line() const& {
  return RichText{text}.line();
}

std::string RichText::line() && {
  // Each of its lines is folded, and none is empty.
  for (std::size_t i = text.find('\n'); i != std::string::npos; i = text.find('\n', i + 1))
    text[i] = ' ';
  return std::move(text);
}

void TextCollector::open(std::string_view name) {
  const Meaning element = meaning_of(name);
  if (!element.usual) mended_ = true;
  if (element.superscript) {
    ++in_mark_;
    return;
  }
  if (in_mark_ > 0) return;
  if (element.ends_line) text_ += '\n';
  if (element.gap) text_ += ' ';
}

void TextCollector::close(std::string_view name) {
  const Meaning element = meaning_of(name);
  if (element.superscript) {
    if (in_mark_ > 0 && --in_mark_ == 0) take_marks();
  } else if (in_mark_ == 0 && element.ends_line) {
    text_ += '\n';
  }
}

RichText TextCollector::finish() {
  if (in_mark_ > 0) take_marks();
  in_mark_ = 0;
  RichText rich;
  rich.mended = std::exchange(mended_, false);
  rich.marks = std::exchange(marks_, {});
  if (is_plain_line(text_)) {
    rich.text = std::exchange(text_, {});
    return rich;
  }
  for (std::size_t from = 0; from < text_.size();) {
    const std::size_t end = std::min(text_.find('\n', from), text_.size());
    add_line(std::string_view{text_}.substr(from, end - from), rich);
    from = end + 1;
  }
  text_.clear();
  return rich;
}

void TextCollector::add_line(std::string_view line, RichText& rich) {
  std::string settled;
  if (!is_plain_line(line)) {
    if (has_damage(line)) {
      settled = folded_line(mended_characters(line, *repairs_), *repairs_);
      rich.mended = true;
    } else {
      settled = folded_line(line, *repairs_);
    }
    line = settled;
  }
  if (line.empty()) return;
  if (!rich.text.empty()) rich.text += '\n';
  rich.text += line;
}

// "1,2" and "1, 2" are two marks.
void TextCollector::take_marks() {
  const std::string mended = mended_characters(mark_, *repairs_);
  for (std::size_t from = 0; from <= mended.size();) {
    std::size_t end = mended.find(',', from);
    if (end == std::string::npos) end = mended.size();
    std::string mark = lib::folded_space(std::string_view{mended}.substr(from, end - from));
    if (!mark.empty()) marks_.push_back(std::move(mark));
    from = end + 1;
  }
  mark_.clear();
}

}  // namespace feeds
