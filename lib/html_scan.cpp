#include "lib/html_scan.h"

#include <algorithm>
#include <string>

namespace lib {
namespace {

bool ends_name(char c) {
  return is_space(c) || c == '=' || c == '>' || c == '/';
}

// `at` stands on '<'.
HtmlTag tag_at(std::string_view html, std::size_t at) {
  HtmlTag tag;
  tag.at = at;
  tag.closing = html[at + 1] == '/';
  const std::size_t name_from = at + (tag.closing ? 2 : 1);
  std::size_t i = name_from;
  while (i < html.size() && !is_space(html[i]) && html[i] != '>' && html[i] != '/')
    ++i;
  tag.name = html.substr(name_from, i - name_from);
  tag.key = html_key(tag.name);
  if (i < html.size() && html[i] == '>') {
    tag.text = html.substr(at, i + 1 - at);
    return tag;
  }
  HtmlAttributes attributes{html, i};
  while (attributes.next())
    ++tag.attributes;
  tag.self_closing = attributes.self_closing();
  tag.text = html.substr(at, std::min(attributes.at() + 1, html.size()) - at);
  return tag;
}

}  // namespace

std::string_view HtmlTag::attribute(std::string_view wanted) const {
  HtmlAttributes all{*this};
  while (all.next()) {
    if (same_name(all.name(), wanted)) return all.value();
  }
  return {};
}

bool HtmlAttributes::next() {
  slash_ = false;
  for (; at_ < html_.size() && (is_space(html_[at_]) || html_[at_] == '/'); ++at_)
    slash_ = html_[at_] == '/';
  if (at_ >= html_.size() || html_[at_] == '>') return false;
  const std::size_t from = at_++;
  while (at_ < html_.size() && !ends_name(html_[at_]))
    ++at_;
  name_ = html_.substr(from, at_ - from);
  value_ = {};
  std::size_t equals = at_;
  skip_space(equals);
  if (equals >= html_.size() || html_[equals] != '=') return true;
  at_ = equals + 1;
  skip_space(at_);
  take_value();
  return true;
}

void HtmlAttributes::skip_space(std::size_t& i) const {
  while (i < html_.size() && is_space(html_[i]))
    ++i;
}

void HtmlAttributes::take_value() {
  if (at_ >= html_.size()) return;
  const char quote = html_[at_];
  if (quote == '"' || quote == '\'') {
    const std::size_t close = std::min(html_.find(quote, at_ + 1), html_.size());
    value_ = html_.substr(at_ + 1, close - at_ - 1);
    at_ = std::min(close + 1, html_.size());
    return;
  }
  const std::size_t from = at_;
  while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>')
    ++at_;
  value_ = html_.substr(from, at_ - from);
}

std::optional<HtmlTag> HtmlTags::next() {
  while ((at_ = html_.find('<', at_)) != std::string_view::npos) {
    const std::string_view rest = html_.substr(at_, 4);
    if (rest.starts_with("<!") && rest == "<!--") {
      go_on(html_.find("-->", at_ + 4), 3);
      continue;
    }
    const std::size_t name = rest.starts_with("</") ? 2 : 1;
    if (rest.size() <= name || !is_ascii_letter(rest[name])) {
      ++at_;
      continue;
    }
    const HtmlTag tag = tag_at(html_, at_);
    at_ = tag.end();
    ran_off_ = ran_off_ || tag.text.back() != '>';
    if (!tag.closing && (tag.key == html_key("script") || tag.key == html_key("style"))) {
      go_on(find_ignoring_case(html_, "</" + std::string{tag.name}, at_), 0);
    }
    return tag;
  }
  at_ = html_.size();
  return std::nullopt;
}

void HtmlTags::go_on(std::size_t at, std::size_t length) {
  ran_off_ = ran_off_ || at == std::string_view::npos;
  at_ = at == std::string_view::npos ? html_.size() : at + length;
}

}  // namespace lib
