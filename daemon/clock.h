#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "lib/zone.h"
#include "treaty/day.h"

namespace service {

/// Where the service takes the time from. Today is the calendar day at UN Headquarters (New York),
/// because that is the depositary's day.
///
/// With a clock file ("2003-07-01", or with a time in UTC "2003-07-01T18:00", read anew at each
/// question) today is that date and `now` is that time, noon without one, plus the seconds that
/// have really passed since it was first seen: for replays and tests. A file that cannot be read or
/// holds no date keeps the last good one.
class Clock {
 public:
  Clock();
  /// Throws std::runtime_error when the file holds no date at the start.
  explicit Clock(const std::string& file);
  /// A clock that shows what it is told, for doing recorded steps again.
  static Clock told(treaty::Instant now, treaty::Day today);

  /// Sets a clock that was made by `told`.
  void tell(treaty::Instant now, treaty::Day today) { told_ = Told{now, today}; }

  [[nodiscard]] treaty::Instant now();
  [[nodiscard]] treaty::Day today();
  [[nodiscard]] bool is_simulated() const { return told_ || !file_.empty(); }

 private:
  struct Reading {
    treaty::Day day;
    std::chrono::minutes time{};
    friend bool operator==(const Reading&, const Reading&) = default;
  };
  struct Told {
    treaty::Instant now;
    treaty::Day today;
  };
  std::optional<Reading> read_file() const;
  void refresh();

  lib::Zone new_york_;
  std::string file_;
  std::optional<Told> told_;
  std::optional<Reading> shown_;
  std::chrono::steady_clock::time_point shown_since_;
};

/// The key of `meta` under which the skew of the depositary's clock against ours is kept, in
/// seconds.
inline constexpr const char* kClockSkew = "clock.skew";

/// More than an hour apart, one of the two clocks is wrong, and no day can be told.
bool is_clock_wrong(std::chrono::seconds skew);

/// The calendar day in New York at an instant.
treaty::Day day_at_headquarters(const lib::Zone& new_york, treaty::Instant instant);

/// The calendar day of an instant in UTC, for "seen on".
treaty::Day utc_day(treaty::Instant instant);

/// "30 seconds", "12 minutes", "3 hours", "2 days": the largest unit that tells enough. A
/// negative span is told as "0 seconds".
std::string in_words(std::chrono::seconds span);

}  // namespace service
