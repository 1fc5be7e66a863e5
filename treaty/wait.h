#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "treaty/day.h"

namespace treaty {

/// How a clause counts from the day its number is reached to the day of entry into force.
enum class WaitStyle {
  none,                ///< on that day itself: "upon the deposit of the tenth instrument"
  days,                ///< "on the ninetieth day after": the day of deposit is excluded
  months,              ///< "three months after": the same day of the month
  years,               ///< "two years after"
  month_after_months,  ///< "first day of the month following the expiration of six months"
  month_after_days,    ///< "first day of the month after the 60th day" (Rome Statute 126)
  nth_month,           ///< "first day of the sixth month after the month" of deposit (Ottawa 17)
};

/// A delay, as a value. `amount` is in the unit that the style names; 0 only for `none`.
struct Wait {
  WaitStyle style = WaitStyle::none;
  int amount = 0;
  friend bool operator==(const Wait&, const Wait&) = default;
};

/// Reads a wait as a rule file writes it. In the words that `words_of` writes: "none", "90 days",
/// "3 months", "2 years", "first of the month after 6 months", "first of the month after 60 days",
/// "first of the 6th month after"; in a treaty's own: "on the ninetieth day after the deposit",
/// "twelve months", "first day of the month following the expiration of six months"; and as a
/// duration of ISO 8601: "P90D". nullopt for anything else.
std::optional<Wait> wait_from_words(std::string_view text);
std::string words_of(Wait wait);

/// The day that a wait leads to. `uncertain` when the day of the month had to be cut to a shorter
/// month: no official case shows how the depositary counts then.
struct WaitedDay {
  Day day;
  bool uncertain = false;
};

/// "Following the expiration of N months": when the expiry falls on the first of a month, it is the
/// first of the next one.
WaitedDay after(Wait wait, Day from);

/// The arithmetic as a sentence without its stop: "1 July 2003 + 90 days = 29 September 2003".
std::string arithmetic_of(Wait wait, Day from);

}  // namespace treaty
