#include "treaty/day.h"

#include <array>
#include <charconv>

namespace treaty {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return lower(c) >= 'a' && lower(c) <= 'z';
}

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::string padded(int value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// Takes the longest run of characters that satisfy `wanted` off the front of `text`.
template <typename Predicate>
std::string_view take_while(std::string_view& text, Predicate wanted) {
  std::size_t n = 0;
  while (n < text.size() && wanted(text[n]))
    ++n;
  const std::string_view run = text.substr(0, n);
  text.remove_prefix(n);
  return run;
}

}  // namespace

std::optional<Day> Day::from_ymd(int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month},
                                        std::chrono::day{day}};
  if (!ymd.ok()) return std::nullopt;
  return Day{std::chrono::sys_days{ymd}};
}

std::optional<Day> Day::from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *day < 1) return std::nullopt;
  return from_ymd(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

std::string Day::iso() const {
  const auto date = ymd();
  return padded(static_cast<int>(date.year()), 4) + '-' +
         padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + '-' +
         padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

std::string Day::words() const {
  const auto date = ymd();
  return std::to_string(static_cast<unsigned>(date.day())) + ' ' +
         std::string{kMonths[static_cast<unsigned>(date.month()) - 1]} + ' ' +
         std::to_string(static_cast<int>(date.year()));
}

ShiftedDay add_months(Day day, Months n) {
  const auto from = day.ymd();
  const auto month = std::chrono::year_month{from.year(), from.month()} + n;
  const auto last =
      std::chrono::year_month_day_last{month.year(), std::chrono::month_day_last{month.month()}};
  const bool clamped = from.day() > last.day();
  const auto reached =
      std::chrono::year_month_day{month.year(), month.month(), clamped ? last.day() : from.day()};
  return {Day::from_sys_days(std::chrono::sys_days{reached}), clamped};
}

std::optional<unsigned> month_from_english(std::string_view word) {
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    const bool whole = equal_ignoring_case(word, kMonths[i]);
    const bool abbreviation =
        word.size() == 3 && equal_ignoring_case(word, kMonths[i].substr(0, 3));
    if (whole || abbreviation) return i + 1;
  }
  if (equal_ignoring_case(word, "Sept")) return 9;
  return std::nullopt;
}

std::optional<LeadingDate> leading_english_date(std::string_view text) {
  const std::size_t size = text.size();
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  take_while(text, is_space);
  const auto day = number(take_while(text, is_digit));
  const auto gap = take_while(text, is_space);
  const auto month = month_from_english(take_while(text, is_letter));
  const auto second_gap = take_while(text, is_space);
  const auto year_digits = take_while(text, is_digit);
  const auto year = number(year_digits);
  if (!day || *day < 1 || gap.empty() || !month || second_gap.empty() || !year ||
      year_digits.size() != 4) {
    return std::nullopt;
  }
  const auto date = Day::from_ymd(*year, *month, static_cast<unsigned>(*day));
  if (!date) return std::nullopt;
  return LeadingDate{*date, size - text.size()};
}

}  // namespace treaty
