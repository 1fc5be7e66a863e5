#include "treaty/wait_words.h"

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "treaty/clause.h"

namespace treaty {
namespace {

constexpr int kDaysOfAWeek = 7;
constexpr int kMonthsOfAYear = 12;

bool is_digit(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

std::optional<Wait> wait_of(int amount, std::string_view unit) {
  if (unit == "day" || unit == "days") return Wait{WaitStyle::days, amount};
  if (unit == "week" || unit == "weeks") return Wait{WaitStyle::days, amount * kDaysOfAWeek};
  if (unit == "month" || unit == "months") return Wait{WaitStyle::months, amount};
  if (unit == "year" || unit == "years") return Wait{WaitStyle::years, amount};
  return std::nullopt;
}

// "ninety days", "3 calendar months"
std::optional<Wait> take_span(ClauseReader& reader) {
  const auto amount = reader.take_number(false);
  if (!amount) return std::nullopt;
  reader.take("calendar");
  for (const std::string_view unit :
       {"day", "days", "week", "weeks", "month", "months", "year", "years"}) {
    if (reader.take(unit)) return wait_of(*amount, unit);
  }
  return std::nullopt;
}

// The first of the month after `within` has run out.
Wait first_of_month_after(Wait within) {
  switch (within.style) {
    case WaitStyle::months: return {WaitStyle::month_after_months, within.amount};
    case WaitStyle::years: return {WaitStyle::month_after_months, within.amount * kMonthsOfAYear};
    default: return {WaitStyle::month_after_days, within.amount};
  }
}

// What follows "on the first day of".
std::optional<Wait> take_month(ClauseReader& reader) {
  reader.take("the");
  if (reader.take_one_of({"next month", "following month"})) return Wait{WaitStyle::nth_month, 1};
  if (!reader.take("month")) {
    const auto months = reader.take_number(true);
    reader.take("calendar");
    return months && reader.take("month") ? std::optional{Wait{WaitStyle::nth_month, *months}}
                                          : std::nullopt;
  }
  const std::size_t tie = reader.place();
  if (!reader.take_one_of({"after", "following"})) return std::nullopt;
  const std::size_t start = reader.place();
  reader.take("the");
  if (const auto days = reader.take_number(true); days && reader.take("day")) {
    return Wait{WaitStyle::month_after_days, *days};
  }
  reader.back_to(start);
  reader.take("the");
  reader.take_one_of({"expiration of", "expiry of", "end of", "lapse of"});
  reader.take_one_of({"a period of", "the period of"});
  if (const auto within = take_span(reader)) return first_of_month_after(*within);
  reader.back_to(tie);  // "the month following the month in which …"
  return Wait{WaitStyle::nth_month, 1};
}

// The words that may say after what, in a rule file: a deposit, or that the number is reached.
bool ends_with_event(ClauseReader& reader, std::size_t size) {
  if (reader.place() == size) return true;
  if (!reader.take_one_of({"after", "following", "from", "thereafter", "later"})) return false;
  while (reader.take_one_of({"the", "its", "date", "day", "of", "on", "month", "in", "which",
                             "that", "instrument", "was", "is", "deposit", "deposited", "number",
                             "reached"})) {
  }
  return reader.place() == size;
}

bool take_none(ClauseReader& reader) {
  if (reader.take_one_of({"none", "no delay", "immediately", "at once"})) return true;
  const std::size_t start = reader.place();
  if (reader.take_one_of({"0", "zero"})) {
    reader.take_one_of({"days", "day", "months", "years"});
    return true;
  }
  if (reader.take_one_of({"on", "upon"})) {
    reader.take("the");
    reader.take_one_of({"date of", "day of"});
    reader.take("the");
    if (reader.take("deposit")) return true;
  }
  reader.back_to(start);
  return false;
}

// "P90D", "P3M": a duration of ISO 8601 with one part.
std::optional<Wait> from_iso_duration(std::string_view text) {
  if (text.size() < 3 || text.front() != 'P') return std::nullopt;
  const std::string amount{text.substr(1, text.size() - 2)};
  const auto value = number_from_cardinal(amount);
  if (!value || !is_digit(amount.front())) return std::nullopt;
  switch (text.back()) {
    case 'D': return wait_of(*value, "days");
    case 'W': return wait_of(*value, "weeks");
    case 'M': return wait_of(*value, "months");
    case 'Y': return wait_of(*value, "years");
    default: return std::nullopt;
  }
}

}  // namespace

std::optional<Wait> take_delay(ClauseReader& reader) {
  const std::size_t start = reader.place();
  reader.take_one_of({"on", "upon"});
  reader.take("the");
  if (reader.take_one_of({"first day of", "first of", "1st day of", "1st of"})) {
    if (const auto wait = take_month(reader)) return wait;
  } else {
    const std::size_t amount = reader.place();
    if (const auto days = reader.take_number(true); days && reader.take("day")) {
      return Wait{WaitStyle::days, *days};
    }
    reader.back_to(amount);
    if (const auto span = take_span(reader)) return span;
  }
  reader.back_to(start);
  return std::nullopt;
}

std::optional<Wait> wait_from_words(std::string_view text) {
  if (const auto wait = from_iso_duration(text)) return wait;
  std::string spaced{text};  // "90-day" as "90 day"
  for (std::size_t i = 1; i < spaced.size(); ++i) {
    if (spaced[i] == '-' && is_digit(spaced[i - 1])) spaced[i] = ' ';
  }
  const std::vector<ClauseWord> words = clause_words(spaced);
  if (words.empty()) return std::nullopt;
  ClauseReader reader{words, 0};
  const auto wait = take_none(reader) ? std::optional{Wait{}} : take_delay(reader);
  return wait && ends_with_event(reader, words.size()) ? wait : std::nullopt;
}

}  // namespace treaty
