#include "feeds/cell.h"

#include <array>
#include <optional>

#include "lib/text.h"

namespace feeds {
namespace {

void skip_spaces(std::string_view& text) {
  while (!text.empty() && lib::is_space(text.front()))
    text.remove_prefix(1);
}

template <typename Predicate>
std::string_view take(std::string_view& text, Predicate wanted) {
  std::size_t n = 0;
  while (n < text.size() && wanted(text[n]))
    ++n;
  const std::string_view run = text.substr(0, n);
  text.remove_prefix(n);
  return run;
}

struct DateWords {
  unsigned day;
  unsigned month;
  int year;
};

// The three letters that nearly all cells have for a month are looked up in one step.
std::optional<unsigned> month_of(std::string_view word) {
  if (word.size() != 3) return treaty::month_from_english(word);
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  const auto packed = [](std::string_view three) {
    unsigned all = 0;
    for (const char c : three.substr(0, 3))
      all = all << 8 | static_cast<unsigned char>(c | 0x20);
    return all;
  };
  constexpr std::array<unsigned, 12> kPacked = [&] {
    std::array<unsigned, 12> each{};
    for (std::size_t i = 0; i < each.size(); ++i)
      each.at(i) = packed(kMonths.substr(3 * i));
    return each;
  }();
  const unsigned wanted = packed(word);
  for (unsigned i = 0; i < kPacked.size(); ++i) {
    if (kPacked[i] == wanted) return i + 1;
  }
  return std::nullopt;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits)
    value = value * 10 + (c - '0');
  return value;
}

// "24 Jan 1983" at the front, which it takes off; no calendar yet.
std::optional<DateWords> take_date(std::string_view& text) {
  skip_spaces(text);
  const std::string_view day = take(text, [](char c) { return lib::is_digit(c); });
  if (day.empty() || day.size() > 2) return std::nullopt;
  skip_spaces(text);
  const auto month = month_of(take(text, [](char c) { return lib::is_ascii_letter(c); }));
  if (!month) return std::nullopt;
  if (!text.empty() && text.front() == '.') text.remove_prefix(1);
  skip_spaces(text);
  const std::string_view year = take(text, [](char c) { return lib::is_digit(c); });
  if (year.size() != 4) return std::nullopt;
  return DateWords{static_cast<unsigned>(number_of(day)), *month, number_of(year)};
}

// "a", or "(a)" as the headings have it.
std::string_view take_letter(std::string_view& text) {
  std::string_view rest = text;
  const bool opened = rest.starts_with('(');
  if (opened) rest.remove_prefix(1);
  const std::string_view letter = take(rest, [](char c) { return lib::is_ascii_letter(c); });
  if (opened && (letter.empty() || !rest.starts_with(')'))) return {};
  if (opened) rest.remove_prefix(1);
  text = rest;
  return letter;
}

// A second date anywhere in the rest: "12 Mar 1990".
bool holds_date(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!lib::is_digit(text[i]) || (i > 0 && lib::is_digit(text[i - 1]))) continue;
    std::string_view rest = text.substr(i);
    if (take_date(rest)) return true;
  }
  return false;
}

}  // namespace

Cell read_cell(std::string_view folded) {
  std::string_view text = folded;
  skip_spaces(text);
  if (text.empty()) return EmptyCell{};
  const bool opened = text.front() == '[';
  if (opened) text.remove_prefix(1);
  const auto date = take_date(text);
  if (!date) return UnreadCell{"unread-cell", "is no date"};
  if (holds_date(text)) return UnreadCell{"two-dates", "holds two dates"};
  skip_spaces(text);
  std::string_view letter = take_letter(text);
  skip_spaces(text);
  const bool closed = !text.empty() && text.front() == ']';
  if (closed) text.remove_prefix(1);
  skip_spaces(text);
  if (closed && letter.empty()) letter = take_letter(text);
  skip_spaces(text);
  if (!text.empty()) return UnreadCell{"unread-cell", "holds more than a date and its letter"};
  if (opened != closed) return UnreadCell{"half-bracket", "has one bracket of two"};
  if (letter.size() > 2)
    return UnreadCell{"unread-cell", "ends with a word that is no kind letter"};
  const auto day = treaty::Day::from_ymd(date->year, date->month, date->day);
  if (!day) return UnreadCell{"no-such-day", "names a day that does not exist"};
  if (date->year < kEarliestYear || date->year > kLatestYear) {
    return UnreadCell{"unlikely-year", "names a year in which nothing was deposited"};
  }
  return DatedCell{*day, std::string{letter}, opened};
}

}  // namespace feeds
