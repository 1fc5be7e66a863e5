#include "lib/text.h"

#include <algorithm>

namespace lib {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_ignoring_case(char a, char b) {
  return lower(a) == lower(b);
}

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
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
  bool gap = false;
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      gap = true;
      ++i;
    } else if (text.substr(i, kNoBreakSpace.size()) == kNoBreakSpace) {
      gap = true;
      i += kNoBreakSpace.size();
    } else {
      if (gap && !folded.empty()) folded += ' ';
      gap = false;
      folded += text[i++];
    }
  }
  return folded;
}

std::string lower_ascii(std::string_view text) {
  std::string lowered{text};
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
  return lowered;
}

bool starts_with_ignoring_case(std::string_view text, std::string_view beginning) {
  return text.size() >= beginning.size() &&
         std::equal(beginning.begin(), beginning.end(), text.begin(), same_ignoring_case);
}

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  const auto* start = text.begin() + static_cast<std::ptrdiff_t>(from);
  const auto* found =
      std::search(start, text.end(), wanted.begin(), wanted.end(), same_ignoring_case);
  if (found == text.end() && !wanted.empty()) return std::string_view::npos;
  return static_cast<std::size_t>(found - text.begin());
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

std::string shortened(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string{text};
  std::size_t end = limit;
  while (end > 0 && (byte_at(text, end) & 0xC0U) == 0x80)
    --end;
  return std::string{text.substr(0, end)} + "\xE2\x80\xA6";
}

}  // namespace lib
