#pragma once

#include <chrono>
#include <string>

namespace lib {

/// A moment as clocks and calendars show it in one place.
struct CivilTime {
  std::chrono::year_month_day date;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
};

/// A named time zone of the system's database ("America/New_York").
class Zone {
 public:
  /// Throws std::runtime_error naming the zone when the database does not have it.
  explicit Zone(const std::string& name);

  static bool exists(const std::string& name);

  [[nodiscard]] CivilTime at(std::chrono::sys_seconds instant) const;

  /// When it is that hour there: the first time of two, and the end of the gap for none, when the
  /// clocks are changed.
  [[nodiscard]] std::chrono::sys_seconds instant(std::chrono::year_month_day date,
                                                 unsigned hour) const;

 private:
  const void* zone_;  // owned by the database, for the life of the program
};

}  // namespace lib
