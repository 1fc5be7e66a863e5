#include "lib/plain_text.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace lib {
namespace {

struct CodePoint {
  std::uint32_t value;
  std::size_t size;  ///< bytes
};

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The code point at the start, or nullopt when the bytes there are not UTF-8 (RFC 3629: no
/// overlong forms, no surrogates, nothing above U+10FFFF).
std::optional<CodePoint> first_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80U) return CodePoint{lead, 1};
  std::size_t size = 0;
  std::uint32_t value = 0;
  std::uint32_t smallest = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    size = 2;
    value = lead & 0x1FU;
    smallest = 0x80;
  } else if ((lead & 0xF0U) == 0xE0U) {
    size = 3;
    value = lead & 0x0FU;
    smallest = 0x800;
  } else if ((lead & 0xF8U) == 0xF0U) {
    size = 4;
    value = lead & 0x07U;
    smallest = 0x10000;
  } else {
    return std::nullopt;
  }
  if (text.size() < size) return std::nullopt;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[i])) return std::nullopt;
    value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest || value > 0x10FFFF || surrogate) return std::nullopt;
  return CodePoint{value, size};
}

bool is_space_or_control(std::uint32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029;
}

bool is_invisible(std::uint32_t c) {
  return c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

/// Drops the last character.
void pop_character(std::string& text) {
  while (!text.empty() && is_continuation(text.back()))
    text.pop_back();
  if (!text.empty()) text.pop_back();
}

void wrap_line(std::string_view line, std::size_t width, std::string& out) {
  const std::size_t indent = line.find_first_not_of(' ');
  std::string_view rest = line.substr(indent);
  const std::string margin(indent + (rest.starts_with("- ") ? 2 : 0), ' ');
  out.append(indent, ' ');
  std::size_t column = indent;
  bool first = true;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    const std::size_t next = rest.find_first_not_of(' ', end);
    rest = next == std::string_view::npos ? std::string_view{} : rest.substr(next);
    const std::size_t length = characters(word);
    if (!first && column + 1 + length > width) {
      out += '\n' + margin;
      column = margin.size();
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += length;
    first = false;
  }
  out += '\n';
}

}  // namespace

std::string one_line(std::string_view text, std::size_t limit) {
  std::string line;
  std::size_t length = 0;
  bool gap = false;
  while (!text.empty()) {
    const auto next = first_code_point(text);
    const std::string_view bytes = text.substr(0, next ? next->size : 1);
    text.remove_prefix(bytes.size());
    if (next && is_space_or_control(next->value)) {
      gap = length != 0;
      continue;
    }
    if (next && is_invisible(next->value)) continue;
    const std::size_t needed = gap ? 2 : 1;
    if (length + needed > limit) {
      if (length == limit) pop_character(line);
      return line + "…";
    }
    if (gap) line += ' ';
    line += next ? bytes : std::string_view{"\xEF\xBF\xBD"};
    length += needed;
    gap = false;
  }
  return line;
}

std::string web_address(std::string_view text) {
  static constexpr std::string_view kUnfit = "<>\"'`\\{}|^()";
  const bool is_web = text.starts_with("https://") || text.starts_with("http://");
  const bool fit = std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7F && kUnfit.find(c) == std::string_view::npos;
  });
  return is_web && fit && text.size() <= 2000 ? std::string{text} : std::string{};
}

std::size_t characters(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text)
    n += is_continuation(c) ? 0U : 1U;
  return n;
}

std::string wrap(std::string_view text, std::size_t width) {
  std::string out;
  bool empty_before = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \r") == std::string_view::npos) {
      if (!empty_before) out += '\n';
      empty_before = true;
    } else {
      wrap_line(line, width, out);
      empty_before = false;
    }
  }
  if (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace lib
