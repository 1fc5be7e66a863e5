#include "feeds/cell.h"

#include <charconv>
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

// "24 Jan 1983" at the front, which it takes off; no calendar yet.
std::optional<DateWords> take_date(std::string_view& text) {
  skip_spaces(text);
  const std::string_view day = take(text, lib::is_digit);
  skip_spaces(text);
  const auto month = treaty::month_from_english(take(text, lib::is_ascii_letter));
  if (!text.empty() && text.front() == '.') text.remove_prefix(1);
  skip_spaces(text);
  const std::string_view year = take(text, lib::is_digit);
  if (day.empty() || day.size() > 2 || !month || year.size() != 4) return std::nullopt;
  DateWords words{0, *month, 0};
  std::from_chars(day.data(), day.data() + day.size(), words.day);
  std::from_chars(year.data(), year.data() + year.size(), words.year);
  return words;
}

// "a", or "(a)" as the headings have it.
std::string_view take_letter(std::string_view& text) {
  std::string_view rest = text;
  const bool opened = rest.starts_with('(');
  if (opened) rest.remove_prefix(1);
  const std::string_view letter = take(rest, lib::is_ascii_letter);
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
