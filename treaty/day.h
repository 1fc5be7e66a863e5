#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace treaty {

using Days = std::chrono::days;
using Months = std::chrono::months;
using Years = std::chrono::years;

/// An instant, whole seconds, UTC. Used for "when we saw it", never for a legal date.
using Instant = std::chrono::sys_seconds;

/// A calendar day as the depositary prints it: no time, no zone, and never passed through one.
///
/// Every Day is a day that exists (Gregorian, years 1 to 9999): the only ways to make one refuse
/// 31 February. Arithmetic in days excludes the day counted from, as the depositary does ("on the
/// ninetieth day after the date of deposit" is deposit + 90; 106 of 120 official dates show it).
class Day {
 public:
  /// nullopt when there is no such day.
  static std::optional<Day> from_ymd(int year, unsigned month, unsigned day);

  /// "2003-07-01", exactly; nullopt for anything else.
  static std::optional<Day> from_iso(std::string_view text);

  static Day from_sys_days(std::chrono::sys_days day) { return Day{day}; }
  [[nodiscard]] std::chrono::sys_days sys_days() const { return day_; }
  [[nodiscard]] std::chrono::year_month_day ymd() const { return {day_}; }

  [[nodiscard]] std::string iso() const;    ///< "2003-07-01"
  [[nodiscard]] std::string words() const;  ///< "1 July 2003"

  friend auto operator<=>(const Day&, const Day&) = default;
  friend Day operator+(Day day, Days n) { return Day{day.day_ + n}; }
  friend Day operator-(Day day, Days n) { return Day{day.day_ - n}; }
  friend Days operator-(Day later, Day earlier) { return later.day_ - earlier.day_; }

 private:
  explicit Day(std::chrono::sys_days day) : day_{day} {}
  std::chrono::sys_days day_;
};

/// A day reached by adding months, and whether the day of the month had to be cut to the length of
/// the month reached (31 January + 1 month). No official case of a cut is known, so callers mark
/// such a date as uncertain.
struct ShiftedDay {
  Day day;
  bool clamped = false;
};
ShiftedDay add_months(Day day, Months n);

/// 1 for "January" or "Jan", to 12, "Sept" too; nullopt for anything else. English, any case.
std::optional<unsigned> month_from_english(std::string_view word);

/// "1 July 2003" at the start of a sentence: the day and how many characters it took; leading
/// spaces are allowed. nullopt when the text does not begin with a date.
struct LeadingDate {
  Day day;
  std::size_t length;
};
std::optional<LeadingDate> leading_english_date(std::string_view text);

}  // namespace treaty
