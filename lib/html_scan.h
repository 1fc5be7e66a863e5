#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/text.h"

namespace lib {

/// A name of up to eight characters as a number, ASCII case ignored, so that names are told apart
/// in one step; 0 for a longer one.
constexpr std::uint64_t html_key(std::string_view name) {
  if (name.size() > sizeof(std::uint64_t)) return 0;
  std::uint64_t key = 0;
  for (const char c : name) {
    const char lowered = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    key = key << 8 | static_cast<unsigned char>(lowered);
  }
  return key;
}

/// A tag as it stands in the text of a page.
struct HtmlTag {
  std::string_view name;  ///< as written, in any case
  std::uint64_t key = 0;  ///< of the name
  std::string_view text;  ///< from '<' to '>', or to the end of the page
  std::size_t at = 0;     ///< where the text begins
  std::size_t attributes = 0;
  bool closing = false;       ///< "</p>"
  bool self_closing = false;  ///< "<br/>"

  [[nodiscard]] std::size_t end() const { return at + text.size(); }

  /// The value of an attribute as written, its references unread; empty when there is none. The
  /// first of that name counts.
  [[nodiscard]] std::string_view attribute(std::string_view wanted) const;
};

/// Reads the attributes of a start tag from first to last.
class HtmlAttributes {
 public:
  explicit HtmlAttributes(const HtmlTag& tag) : HtmlAttributes{tag.text, 1 + tag.name.size()} {}

  /// From behind the tag's name at `at` to its '>'.
  HtmlAttributes(std::string_view html, std::size_t at) : html_{html}, at_{at} {}

  /// False at the end of the tag.
  bool next();
  [[nodiscard]] std::string_view name() const { return name_; }    ///< as written
  [[nodiscard]] std::string_view value() const { return value_; }  ///< without its quotes

  // At the end of the tag:
  [[nodiscard]] std::size_t at() const { return at_; }  ///< its '>', or the end of the page
  [[nodiscard]] bool self_closing() const { return slash_; }

 private:
  void skip_space(std::size_t& i) const;
  void take_value();

  std::string_view html_;
  std::size_t at_;
  std::string_view name_;
  std::string_view value_;
  bool slash_ = false;
};

/// Reads the tags of a page from first to last without building anything, by the rules of the
/// parser behind parse_html: a '>' in quotes ends no tag, comments and the texts of `script` and
/// `style` hold none. The page must live as long.
class HtmlTags {
 public:
  explicit HtmlTags(std::string_view html) : html_{html} {}
  std::optional<HtmlTag> next();

  /// Goes on with what is at or behind `at`, which is not before the last tag.
  void go_to(std::size_t at) { at_ = at; }

  /// True when a tag, a comment, a script or a style was still open where the page ends.
  [[nodiscard]] bool ran_off() const { return ran_off_; }

 private:
  // Goes on behind what is at `at`, or to the end when that is nowhere.
  void go_on(std::size_t at, std::size_t length);

  std::string_view html_;
  std::size_t at_ = 0;
  bool ran_off_ = false;
};

/// True for two names of elements or attributes that differ in nothing but case.
inline bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_ignoring_case(a, b);
}

}  // namespace lib
