#include "treaty/wait.h"

#include <string>

namespace treaty {
namespace {

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
  std::string result = after(wait, from).day.words();
  switch (wait.style) {
    case WaitStyle::none: return "Without delay: " + result;
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
      return "First day of the " + ordinal(wait.amount) + " month after the month of " +
             from.words() + " = " + result;
  }
  return result;
}

}  // namespace treaty
