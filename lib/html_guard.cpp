#include "lib/html_guard.h"

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "lib/text.h"

namespace lib {
namespace {

struct Tag {
  std::string name;  // lower case
  bool closing = false;
  bool self_closing = false;
  std::size_t attributes = 0;
  std::size_t end = 0;  // one past '>', or the end of the text
};

// `at` stands on '<'.
Tag scan_tag(std::string_view html, std::size_t at) {
  Tag tag;
  std::size_t i = at + 1;
  if (i < html.size() && html[i] == '/') {
    tag.closing = true;
    ++i;
  }
  const std::size_t name_from = i;
  while (i < html.size() && !is_space(html[i]) && html[i] != '>' && html[i] != '/')
    ++i;
  tag.name = lower_ascii(html.substr(name_from, i - name_from));
  bool in_attribute = false;
  while (i < html.size() && html[i] != '>') {
    const char c = html[i];
    if (is_space(c) || c == '/') {
      in_attribute = false;
    } else if (c == '"' || c == '\'') {
      const std::size_t close = html.find(c, i + 1);
      i = close == std::string_view::npos ? html.size() - 1 : close;
    } else if (!in_attribute) {
      in_attribute = true;
      ++tag.attributes;
    }
    ++i;
  }
  tag.self_closing = i > at && i <= html.size() && html[i - 1] == '/';
  tag.end = std::min(i + 1, html.size());
  return tag;
}

// Elements that never hold others, or that the next of their kind closes: they do not add depth.
bool is_flat(std::string_view name) {
  constexpr std::array<std::string_view, 26> kFlat = {
      "area",  "base",  "br",   "col",   "dd",     "dt",    "embed", "hr",     "img",
      "input", "li",    "link", "meta",  "option", "p",     "param", "source", "tbody",
      "td",    "tfoot", "th",   "thead", "tr",     "track", "wbr",   "body"};
  return std::find(kFlat.begin(), kFlat.end(), name) != kFlat.end();
}

class Tamer {
 public:
  explicit Tamer(std::string_view html) : html_{html} {}

  std::optional<TamedHtml> run() {
    std::size_t i = 0;
    while ((i = html_.find('<', i)) != std::string_view::npos) {
      if (html_.substr(i, 4) == "<!--") {
        const std::size_t end = html_.find("-->", i + 4);
        i = end == std::string_view::npos ? html_.size() : end + 3;
        continue;
      }
      const bool is_tag =
          i + 1 < html_.size() &&
          (is_ascii_letter(html_[i + 1]) ||
           (html_[i + 1] == '/' && i + 2 < html_.size() && is_ascii_letter(html_[i + 2])));
      if (!is_tag) {
        ++i;
        continue;
      }
      const Tag tag = scan_tag(html_, i);
      take(tag, i);
      i = tag.end;
      if (!tag.closing && (tag.name == "script" || tag.name == "style")) {
        const std::size_t close = find_ignoring_case(html_, "</" + tag.name, i);
        i = close == std::string_view::npos ? html_.size() : close;
      }
    }
    if (tamed_.tags == 0) return std::nullopt;
    tamed_.text.append(html_.substr(copied_));
    return std::move(tamed_);
  }

 private:
  void take(const Tag& tag, std::size_t at) {
    if (tag.closing) {
      close(tag, at);
      return;
    }
    if (tag.attributes > kMostAttributes) replace(at, tag.end, '<' + tag.name + '>');
    if (tag.self_closing || is_flat(tag.name)) return;
    if (open_.size() >= kDeepestHtml) {
      replace(at, tag.end, "");
      ++left_out_[tag.name];
      return;
    }
    open_.push_back(tag.name);
  }

  void close(const Tag& tag, std::size_t at) {
    const auto left_out = left_out_.find(tag.name);
    if (left_out != left_out_.end() && left_out->second > 0) {
      --left_out->second;
      replace(at, tag.end, "");
      return;
    }
    const auto match = std::find(open_.rbegin(), open_.rend(), tag.name);
    if (match != open_.rend()) open_.erase(match.base() - 1, open_.end());
  }

  void replace(std::size_t from, std::size_t to, std::string_view with) {
    if (to <= copied_) return;
    from = std::max(from, copied_);
    tamed_.text.append(html_.substr(copied_, from - copied_));
    tamed_.text.append(with);
    copied_ = to;
    ++tamed_.tags;
  }

  std::string_view html_;
  TamedHtml tamed_;
  std::size_t copied_ = 0;
  std::vector<std::string> open_;  // never more than kDeepestHtml
  std::map<std::string, std::size_t, std::less<>> left_out_;
};

}  // namespace

std::optional<TamedHtml> tame_html(std::string_view html) {
  return Tamer{html}.run();
}

}  // namespace lib
