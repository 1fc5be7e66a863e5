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
/// With a clock file (an ISO date, read anew at each question) today is that date and `now` is
/// noon UTC of it plus the seconds that have really passed since the date was first seen: for
/// replays and tests. A file that cannot be read or holds no date keeps the last good one.
class Clock {
 public:
  Clock();
  /// Throws std::runtime_error when the file holds no date at the start.
  explicit Clock(const std::string& file);

  [[nodiscard]] treaty::Instant now();
  [[nodiscard]] treaty::Day today();
  [[nodiscard]] bool is_simulated() const { return !file_.empty(); }

 private:
  std::optional<treaty::Day> read_file() const;
  void refresh();

  lib::Zone new_york_;
  std::string file_;
  std::optional<treaty::Day> day_;
  std::chrono::steady_clock::time_point day_began_;
};

/// The calendar day in New York at an instant.
treaty::Day day_at_headquarters(const lib::Zone& new_york, treaty::Instant instant);

/// The calendar day of an instant in UTC, for "seen on".
treaty::Day utc_day(treaty::Instant instant);

}  // namespace service
