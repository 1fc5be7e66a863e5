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

// The length of the white space at `i`: a space of ASCII or a no-break space; 0 when there is none.
std::size_t white_space_at(std::string_view text, std::size_t i) {
  const unsigned c = byte_at(text, i);
  if (c > 0x20 && c != 0xC2) return 0;
  if (is_space(text[i])) return 1;
  return c == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) == 0xA0 ? 2 : 0;
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

std::string folded_space(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  std::size_t from = 0;  // what stands before is in `folded`
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + white_space_at(text, i);
    if (end == i) {
      ++i;
      continue;
    }
    while (end < text.size() && white_space_at(text, end) > 0)
      end += white_space_at(text, end);
    // Single spaces between words, by far the most, are copied along with the words.
    const bool inside = i > 0 && end < text.size();
    if (!inside || end - i != 1 || text[i] != ' ') {
      folded.append(text.substr(from, i - from));
      if (inside) folded += ' ';
      from = end;
    }
    i = end;
  }
  return folded.append(text.substr(from));
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

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  if (from > text.size() || wanted.size() > text.size() - from) return std::string_view::npos;
  if (wanted.empty()) return from;
  // Horspool: how far the window may go on when this byte is its last. A shorter step is never
  // wrong, so a byte holds it.
  const std::size_t last = wanted.size() - 1;
  const auto step = [](std::size_t n) {
    return static_cast<std::uint8_t>(std::min<std::size_t>(n, 255));
  };
  std::array<std::uint8_t, 256> steps;
  steps.fill(step(wanted.size()));
  for (std::size_t i = 0; i < last; ++i) {
    const char c = lower(wanted[i]);
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    steps[byte_of(c)] = steps[byte_of(upper)] = step(last - i);
  }
  for (std::size_t end = from + last; end < text.size(); end += steps[byte_of(text[end])]) {
    if (!kSameIgnoringCase(text[end], wanted[last])) continue;
    const std::size_t begin = end - last;
    if (starts_with_ignoring_case(text.substr(begin), wanted)) return begin;
  }
  return std::string_view::npos;
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
    // Eight bytes at once, as long as all are ASCII and none is NUL.
    std::uint64_t eight = 0;
    if (i + sizeof eight <= bytes.size()) {
      constexpr std::uint64_t kOnes = 0x0101010101010101;
      constexpr std::uint64_t kHighs = 0x8080808080808080;
      std::memcpy(&eight, bytes.data() + i, sizeof eight);
      if (((eight | (eight - kOnes)) & kHighs) == 0) {
        i += sizeof eight;
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
