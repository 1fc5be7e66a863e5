#include "lib/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace lib {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr auto kSameIgnoringCase = [](char a, char b) { return lower(a) == lower(b); };

unsigned char byte_of(char c) {
  return static_cast<unsigned char>(c);
}
unsigned byte_at(std::string_view text, std::size_t i) {
  return byte_of(text[i]);
}

constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighs = 0x8080808080808080;

constexpr std::uint64_t eight_of(char c) {
  return kOnes * static_cast<unsigned char>(c);
}

// The high bit of each byte that is zero; perhaps of a one behind a zero too.
constexpr std::uint64_t zeros_in(std::uint64_t eight) {
  return (eight - kOnes) & ~eight & kHighs;
}

std::uint64_t load_eight(const char* from) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, from, sizeof eight);
  return eight;
}

// Never zero when one of the eight bytes is odd, as find_odd has it.
std::uint64_t odd_in(std::uint64_t eight) {
  const std::uint64_t spaces = zeros_in(eight ^ eight_of(' '));
  return ((eight - eight_of(' ')) & kHighs) | (eight & kHighs) | zeros_in(eight ^ eight_of('<')) |
         zeros_in(eight ^ eight_of('&')) | (spaces & (spaces << 8));
}

bool is_odd(std::string_view text, std::size_t i) {
  const unsigned char c = byte_of(text[i]);
  return c < 0x20 || c >= 0x80 || c == '<' || c == '&' || (c == ' ' && i > 0 && text[i - 1] == ' ');
}

// The length of the UTF-8 sequence at `i` (RFC 3629, table 3-7 of Unicode); 0 when there is none.
std::size_t utf8_length(std::string_view text, std::size_t i) {
  const unsigned first = byte_at(text, i);
  if (first < 0x80) return first == 0 ? 0 : 1;
  std::size_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (first >= 0xC2 && first <= 0xDF) {
    length = 2;
  } else if (first >= 0xE0 && first <= 0xEF) {
    length = 3;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
  } else if (first >= 0xF0 && first <= 0xF4) {
    length = 4;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
  }
  if (length == 0 || i + length > text.size()) return 0;
  if (byte_at(text, i + 1) < low || byte_at(text, i + 1) > high) return 0;
  for (std::size_t k = 2; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0U) != 0x80) return 0;
  }
  return length;
}

}  // namespace

std::size_t white_space_at(std::string_view text, std::size_t i) {
  const unsigned c = byte_at(text, i);
  if (c < 0x80) return is_space(text[i]) ? 1 : 0;
  constexpr std::array<std::string_view, 21> kSpaces = {
      "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
      "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87",
      "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\x8B", "\xE2\x80\xA8",
      "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE2\x81\xA0", "\xE3\x80\x80",
      "\xEF\xBB\xBF"};
  if (c != 0xC2 && c != 0xE2 && c != 0xE1 && c != 0xE3 && c != 0xEF) return 0;
  for (const std::string_view space : kSpaces) {
    if (text.compare(i, space.size(), space) == 0) return space.size();
  }
  return 0;
}

std::size_t find_odd(std::string_view text, std::size_t from) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  if (from < text.size() && is_odd(text, from)) return from;
  // Words overlap by a byte, for the two spaces that lie on a border, the last by as many as need
  // be.
  std::size_t i = from;
  while (i + kWord < text.size() && odd_in(load_eight(text.data() + i)) == 0)
    i += kWord - 1;
  if (i + kWord >= text.size() && text.size() >= from + kWord) {
    const std::size_t last = text.size() - kWord;
    if (odd_in(load_eight(text.data() + last)) == 0) return text.size();
  }
  while (i < text.size() && !is_odd(text, i))
    ++i;
  return i;
}

std::string folded_space(std::string_view text) {
  while (!text.empty() && white_space_at(text, 0) > 0)
    text.remove_prefix(white_space_at(text, 0));
  std::string folded;
  folded.reserve(text.size());
  std::size_t from = 0;  // what stands before is in `folded`
  for (std::size_t i = find_odd(text, 0); i < text.size(); i = find_odd(text, i)) {
    std::size_t end = i + white_space_at(text, i);
    if (end == i) {
      ++i;
      continue;
    }
    while (end < text.size() && white_space_at(text, end) > 0)
      end += white_space_at(text, end);
    if (i > from && text[i - 1] == ' ') --i;
    folded.append(text.substr(from, i - from));
    folded += ' ';
    from = i = end;
  }
  folded.append(text.substr(from));
  if (folded.ends_with(' ')) folded.pop_back();
  return folded;
}

std::string lower_ascii(std::string_view text) {
  std::string lowered{text};
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return lowered;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), text.begin(), kSameIgnoringCase);
}

WordSearch::WordSearch(std::string_view wanted) : wanted_{lower_ascii(wanted)} {
  // A shorter step is never wrong, so a byte holds it.
  const auto step = [](std::size_t n) {
    return static_cast<std::uint8_t>(std::min<std::size_t>(n, 255));
  };
  steps_.fill(step(wanted_.size()));
  for (std::size_t i = 0; i + 1 < wanted_.size(); ++i) {
    const char c = wanted_[i];
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    steps_[byte_of(c)] = steps_[byte_of(upper)] = step(wanted_.size() - 1 - i);
  }
}

std::size_t WordSearch::find_in(std::string_view text, std::size_t from) const {
  if (from > text.size() || wanted_.size() > text.size() - from) return std::string_view::npos;
  if (wanted_.empty()) return from;
  const std::size_t last = wanted_.size() - 1;
  for (std::size_t end = from + last; end < text.size(); end += steps_[byte_of(text[end])]) {
    if (lower(text[end]) != wanted_[last]) continue;
    const std::size_t begin = end - last;
    if (starts_with_ignoring_case(text.substr(begin), wanted_)) return begin;
  }
  return std::string_view::npos;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  return WordSearch{wanted}.find_in(text, from);
}

void append_utf8(std::string& out, char32_t character) {
  const auto put = [&](char32_t bits) { out += static_cast<char>(bits); };
  if (character == 0 || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
    out += kReplacement;
  } else if (character < 0x80) {
    put(character);
  } else if (character < 0x800) {
    put(0xC0 | (character >> 6));
    put(0x80 | (character & 0x3F));
  } else if (character < 0x10000) {
    put(0xE0 | (character >> 12));
    put(0x80 | ((character >> 6) & 0x3F));
    put(0x80 | (character & 0x3F));
  } else {
    put(0xF0 | (character >> 18));
    put(0x80 | ((character >> 12) & 0x3F));
    put(0x80 | ((character >> 6) & 0x3F));
    put(0x80 | (character & 0x3F));
  }
}

MendedUtf8 mend_utf8(std::string_view bytes) {
  MendedUtf8 mended;
  mended.text.reserve(bytes.size());
  std::size_t good_from = 0;
  const auto keep_until = [&](std::size_t end) {
    mended.text.append(bytes.substr(good_from, end - good_from));
  };
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = utf8_length(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    keep_until(i);
    mended.text += kReplacement;
    if (mended.replaced++ == 0) mended.first = i;
    good_from = ++i;
  }
  keep_until(bytes.size());
  return mended;
}

bool is_clean_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    // Many bytes at once, as long as all are ASCII and none is NUL.
    constexpr std::size_t kWords = 4;
    if (i + kWords * sizeof(std::uint64_t) <= bytes.size()) {
      std::uint64_t seen = 0;
      for (std::size_t word = 0; word < kWords; ++word) {
        const std::uint64_t eight = load_eight(bytes.data() + i + word * sizeof eight);
        seen |= eight | (eight - kOnes);
      }
      if ((seen & kHighs) == 0) {
        i += kWords * sizeof(std::uint64_t);
        continue;
      }
    }
    const std::size_t length = utf8_length(bytes, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string{text};
  std::size_t end = limit;
  while (end > 0 && (byte_at(text, end) & 0xC0U) == 0x80)
    --end;
  return std::string{text.substr(0, end)} + "\xE2\x80\xA6";
}

}  // namespace lib
