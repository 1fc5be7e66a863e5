#include "feeds/repair.h"

#include <algorithm>
#include <array>

#include "lib/text.h"

namespace feeds {
namespace {

constexpr char32_t kUnknown = 0xFFFD;

// By the low byte to which U+20xx was cut. The collection shows 02, 13, 18, 19, 1C and 1D; the
// others are the neighbours that the same accident would give.
char32_t from_low_byte(unsigned char c) {
  switch (c) {
    case 0x02:
    case 0x03: return ' ';
    case 0x10:
    case 0x11: return '-';
    case 0x12: return 0x2012;
    case 0x13: return 0x2013;
    case 0x14: return 0x2014;
    case 0x18: return 0x2018;
    case 0x19: return 0x2019;
    case 0x1A: return 0x201A;
    case 0x1C: return 0x201C;
    case 0x1D: return 0x201D;
    case 0x1E: return 0x201E;
    default: return kUnknown;
  }
}

// windows-1252, 0x80 to 0x9F (the WHATWG index, which reads iso-8859-1 so).
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC,   kUnknown, 0x201A, 0x0192, 0x201E, 0x2026,   0x2020, 0x2021,
    0x02C6,   0x2030,   0x0160, 0x2039, 0x0152, kUnknown, 0x017D, kUnknown,
    kUnknown, 0x2018,   0x2019, 0x201C, 0x201D, 0x2022,   0x2013, 0x2014,
    0x02DC,   0x2122,   0x0161, 0x203A, 0x0153, kUnknown, 0x017E, 0x0178};

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// In UTF-8 the characters U+0080 to U+009F and the no-break space begin with this byte.
constexpr unsigned char kLeadOfC1 = 0xC2;

std::size_t damage_at_or_after(std::string_view utf8, std::size_t i) {
  for (; i < utf8.size(); ++i) {
    const unsigned char c = byte_at(utf8, i);
    if (c >= 0x20 && c != kLeadOfC1) continue;
    if (c < 0x20
            ? !lib::is_space(utf8[i])
            : i + 1 < utf8.size() && byte_at(utf8, i + 1) >= 0x80 && byte_at(utf8, i + 1) <= 0x9F) {
      return i;
    }
  }
  return utf8.size();
}

}  // namespace

bool is_plain_line(std::string_view utf8) {
  if (utf8.starts_with(' ') || utf8.ends_with(' ')) return false;
  for (std::size_t i = lib::find_odd(utf8); i < utf8.size(); i = lib::find_odd(utf8, i + 1)) {
    const unsigned char c = byte_at(utf8, i);
    if (c <= ' ' || c == kLeadOfC1 || lib::white_space_at(utf8, i) > 0) return false;
  }
  return true;
}

bool has_damage(std::string_view utf8) {
  return damage_at_or_after(utf8, 0) < utf8.size();
}

std::string mended_characters(std::string_view utf8, Repairs& repairs) {
  std::string mended;
  mended.reserve(utf8.size());
  for (std::size_t from = 0; from < utf8.size();) {
    const std::size_t i = damage_at_or_after(utf8, from);
    mended.append(utf8.substr(from, i - from));
    if (i == utf8.size()) break;
    const auto c = static_cast<unsigned char>(utf8[i]);
    const char32_t character =
        c == kLeadOfC1 ? kWindows1252.at(byte_at(utf8, i + 1) - 0x80U) : from_low_byte(c);
    lib::append_utf8(mended, character);
    ++(character == kUnknown ? repairs.unknown : repairs.characters);
    from = i + (c == kLeadOfC1 ? 2 : 1);
  }
  return mended;
}

std::string folded_line(std::string_view text, Repairs& repairs) {
  std::size_t run_ends = std::string_view::npos;
  for (std::size_t i = lib::find_odd(text); i < text.size(); i = lib::find_odd(text, i)) {
    const std::size_t white = lib::white_space_at(text, i);
    if (white > 0 && text[i] != ' ') {
      if (i != run_ends) ++repairs.spaces;
      run_ends = i + white;
    }
    i += std::max<std::size_t>(white, 1);
  }
  return lib::folded_space(text);
}

int bare_ampersands(std::string_view xml) {
  int bare = 0;
  for (std::size_t i = xml.find('&'); i != std::string_view::npos; i = xml.find('&', i + 1)) {
    std::size_t end = i + 1;
    if (end < xml.size() && xml[end] == '#') ++end;
    const std::size_t name = end;
    while (end < xml.size() && (lib::is_ascii_letter(xml[end]) || lib::is_digit(xml[end])))
      ++end;
    if (end == name || end >= xml.size() || xml[end] != ';') ++bare;
  }
  return bare;
}

}  // namespace feeds
