#include "feeds/address.h"

#include <algorithm>
#include <array>

#include "lib/text.h"

namespace feeds {
namespace {

constexpr std::size_t kMaxParts = 4;
constexpr std::size_t kMaxPartLength = 5;
constexpr unsigned kLastChapterOfVolumeOne = 11;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A part is a number that may end in one letter ("16", "12b"), or a letter ("d", "A").
bool is_part(std::string_view part) {
  if (part.empty() || part.size() > kMaxPartLength) return false;
  if (part.size() == 1) return is_digit(part[0]) || is_letter(part[0]);
  const std::string_view body = part.substr(0, part.size() - 1);
  return part[0] != '0' && std::all_of(body.begin(), body.end(), is_digit) &&
         (is_digit(part.back()) || is_letter(part.back()));
}

std::string_view without_slash(std::string_view base) {
  while (base.ends_with('/'))
    base.remove_suffix(1);
  return base;
}

}  // namespace

std::optional<unsigned> from_roman(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 13> kNumerals = {{{"M", 1000},
                                                                                {"CM", 900},
                                                                                {"D", 500},
                                                                                {"CD", 400},
                                                                                {"C", 100},
                                                                                {"XC", 90},
                                                                                {"L", 50},
                                                                                {"XL", 40},
                                                                                {"X", 10},
                                                                                {"IX", 9},
                                                                                {"V", 5},
                                                                                {"IV", 4},
                                                                                {"I", 1}}};
  unsigned value = 0;
  std::string_view rest = text;
  for (const auto& [numeral, worth] : kNumerals) {
    while (rest.starts_with(numeral) && value < 4000) {
      value += worth;
      rest.remove_prefix(numeral.size());
    }
  }
  if (!rest.empty() || value == 0 || value > 3999) return std::nullopt;

  // Canonical is what the value would be written as: this refuses IIII, VV, IXI.
  std::string canonical;
  unsigned left = value;
  for (const auto& [numeral, worth] : kNumerals) {
    for (; left >= worth; left -= worth)
      canonical += numeral;
  }
  if (canonical != text) return std::nullopt;
  return value;
}

std::optional<TreatyNumber> TreatyNumber::parse(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto chapter = from_roman(text.substr(0, dash));
  if (!chapter || dash == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(dash + 1);
  for (std::size_t parts = 1;; ++parts) {
    const std::size_t end = rest.find('-');
    if (parts > kMaxParts || !is_part(rest.substr(0, end))) return std::nullopt;
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return TreatyNumber{std::string{text}, *chapter};
}

std::string TreatyNumber::chapter_roman() const {
  return text_.substr(0, text_.find('-'));
}

std::string number_in_address(std::string_view address) {
  constexpr std::string_view kKey = "mtdsg_no=";
  const std::size_t at = lib::find_ignoring_case(address, kKey);
  if (at == std::string_view::npos) return {};
  std::string number;
  for (const char c : address.substr(at + kKey.size())) {
    if (c == '~') {
      number += '-';
    } else if (is_letter(c) || is_digit(c) || c == '-') {
      number += c;
    } else {
      break;
    }
  }
  return number;
}

std::string page_address(std::string_view base, const TreatyNumber& number) {
  return std::string{without_slash(base)} +
         "/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=" + number.str() +
         "&chapter=" + std::to_string(number.chapter()) + "&clang=_en";
}

std::string xml_address(std::string_view base, const TreatyNumber& number) {
  const char* volume = number.chapter() <= kLastChapterOfVolumeOne ? "I" : "II";
  return std::string{without_slash(base)} + "/doc/Publication/MTDSG/Volume%20" + volume +
         "/Chapter%20" + number.chapter_roman() + '/' + number.str() + ".en.xml";
}

}  // namespace feeds
