#include "treaty/wait.h"

#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace treaty {
namespace {

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = text.find(' ');
    if (end != 0) words.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return words;
}

// 1 to 999; "6th", "1st" when `ordinal`.
std::optional<int> amount_from(std::string_view word, bool ordinal) {
  int value = 0;
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, value);
  if (error != std::errc{} || value < 1 || value > 999) return std::nullopt;
  const std::string_view rest{stop, static_cast<std::size_t>(end - stop)};
  const bool suffix = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  if (ordinal ? !suffix : !rest.empty()) return std::nullopt;
  return value;
}

enum class Unit { days, months, years };

std::optional<Unit> unit_from(std::string_view word) {
  if (word == "day" || word == "days") return Unit::days;
  if (word == "month" || word == "months") return Unit::months;
  if (word == "year" || word == "years") return Unit::years;
  return std::nullopt;
}

std::string counted(int amount, std::string_view unit) {
  return std::to_string(amount) + ' ' + std::string{unit} + (amount == 1 ? "" : "s");
}

std::string ordinal(int n) {
  const int tens = n % 100;
  std::string_view suffix = "th";
  if (tens < 11 || tens > 13) {
    if (n % 10 == 1) suffix = "st";
    if (n % 10 == 2) suffix = "nd";
    if (n % 10 == 3) suffix = "rd";
  }
  return std::to_string(n) + std::string{suffix};
}

Day first_of_following_month(Day day) {
  const auto date = day.ymd();
  const auto next = std::chrono::year_month{date.year(), date.month()} + Months{1};
  return Day::from_sys_days(std::chrono::sys_days{next / std::chrono::day{1}});
}

}  // namespace

std::optional<Wait> wait_from_words(std::string_view text) {
  const auto words = words_in(text);
  if (words.size() == 1 && words[0] == "none") return Wait{};
  if (words.size() == 2 && words[0] == "0" && unit_from(words[1])) return Wait{};
  if (words.size() == 2) {
    const auto amount = amount_from(words[0], false);
    const auto unit = unit_from(words[1]);
    if (!amount || !unit) return std::nullopt;
    switch (*unit) {
      case Unit::days: return Wait{WaitStyle::days, *amount};
      case Unit::months: return Wait{WaitStyle::months, *amount};
      case Unit::years: return Wait{WaitStyle::years, *amount};
    }
  }
  if (text.starts_with("first of the month after ") && words.size() == 7) {
    const auto amount = amount_from(words[5], false);
    const auto unit = unit_from(words[6]);
    if (!amount || !unit) return std::nullopt;
    switch (*unit) {
      case Unit::days: return Wait{WaitStyle::month_after_days, *amount};
      case Unit::months: return Wait{WaitStyle::month_after_months, *amount};
      case Unit::years: return Wait{WaitStyle::month_after_months, *amount * 12};
    }
  }
  if (text.starts_with("first of the ") && words.size() == 6 && words[4] == "month" &&
      words[5] == "after") {
    const auto amount = amount_from(words[3], true);
    if (amount) return Wait{WaitStyle::nth_month, *amount};
  }
  return std::nullopt;
}

std::string words_of(Wait wait) {
  switch (wait.style) {
    case WaitStyle::none: return "none";
    case WaitStyle::days: return counted(wait.amount, "day");
    case WaitStyle::months: return counted(wait.amount, "month");
    case WaitStyle::years: return counted(wait.amount, "year");
    case WaitStyle::month_after_months:
      return "first of the month after " + counted(wait.amount, "month");
    case WaitStyle::month_after_days:
      return "first of the month after " + counted(wait.amount, "day");
    case WaitStyle::nth_month: return "first of the " + ordinal(wait.amount) + " month after";
  }
  return "none";
}

WaitedDay after(Wait wait, Day from) {
  switch (wait.style) {
    case WaitStyle::none: return {from};
    case WaitStyle::days: return {from + Days{wait.amount}};
    case WaitStyle::months: {
      const ShiftedDay shifted = add_months(from, Months{wait.amount});
      return {shifted.day, shifted.clamped};
    }
    case WaitStyle::years: {
      const ShiftedDay shifted = add_months(from, Months{12 * wait.amount});
      return {shifted.day, shifted.clamped};
    }
    case WaitStyle::month_after_months:
      // A cut day lies in the same month as the uncut one, so the next first is certain.
      return {first_of_following_month(add_months(from, Months{wait.amount}).day)};
    case WaitStyle::month_after_days: return {first_of_following_month(from + Days{wait.amount})};
    case WaitStyle::nth_month: {
      const auto date = from.ymd();
      const auto month = std::chrono::year_month{date.year(), date.month()} + Months{wait.amount};
      return {Day::from_sys_days(std::chrono::sys_days{month / std::chrono::day{1}})};
    }
  }
  return {from};
}

std::string arithmetic_of(Wait wait, Day from) {
  const std::string result = after(wait, from).day.words();
  switch (wait.style) {
    case WaitStyle::none: return "no delay: " + result;
    case WaitStyle::days:
    case WaitStyle::months:
    case WaitStyle::years: return from.words() + " + " + words_of(wait) + " = " + result;
    case WaitStyle::month_after_months: {
      const Day expiry = add_months(from, Months{wait.amount}).day;
      return from.words() + " + " + counted(wait.amount, "month") + " = " + expiry.words() +
             "; first day of the month that follows = " + result;
    }
    case WaitStyle::month_after_days: {
      const Day expiry = from + Days{wait.amount};
      return from.words() + " + " + counted(wait.amount, "day") + " = " + expiry.words() +
             "; first day of the month that follows = " + result;
    }
    case WaitStyle::nth_month:
      return "first day of the " + ordinal(wait.amount) + " month after the month of " +
             from.words() + " = " + result;
  }
  return result;
}

}  // namespace treaty
