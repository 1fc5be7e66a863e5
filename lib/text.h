#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace lib {

/// The length of the white space that begins at `i`: ASCII's, or a space of Unicode, be it of no
/// width (UTF-8); 0 when there is none.
std::size_t white_space_at(std::string_view text, std::size_t i);

/// The first byte at or after `from` that is anything but plain text: a control character, the
/// second of two spaces, '<', '&', or a byte beyond ASCII. The size of the text when there is none.
std::size_t find_odd(std::string_view text, std::size_t from = 0);

/// Runs of white space made one space, and none at the ends.
std::string folded_space(std::string_view text);

/// ASCII letters lower-cased; every other byte as it is.
std::string lower_ascii(std::string_view text);

bool starts_with_ignoring_case(std::string_view text, std::string_view beginning);

/// A word to be searched for again and again, ASCII case ignored.
class WordSearch {
 public:
  explicit WordSearch(std::string_view wanted);
  /// The first place at or after `from`; npos for none.
  [[nodiscard]] std::size_t find_in(std::string_view text, std::size_t from = 0) const;

 private:
  std::string wanted_;
  std::array<std::uint8_t, 256> steps_;  // Horspool: how far to go on when this byte is the last
};

/// The first place of `wanted` in `text` at or after `from`, ASCII case ignored; npos for none.
std::size_t find_ignoring_case(std::string_view text, std::string_view wanted,
                               std::size_t from = 0);

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/// The Unicode character as UTF-8; U+FFFD for what is no character.
void append_utf8(std::string& out, char32_t character);

/// Text in which every byte sequence that is not UTF-8, and every NUL, became U+FFFD.
struct MendedUtf8 {
  std::string text;
  std::size_t replaced = 0;
  std::size_t first = 0;  ///< byte of the first replacement, when there is one
};
MendedUtf8 mend_utf8(std::string_view bytes);

/// True when mend_utf8 would change nothing; much faster than mending.
bool is_clean_utf8(std::string_view bytes);

/// `text` cut to at most `limit` bytes, at a character's border, with "…" where something was cut.
std::string shortened(std::string_view text, std::size_t limit);

}  // namespace lib
