#include "lib/zone.h"

#include <stdexcept>

#include <date/tz.h>

namespace lib {

Zone::Zone(const std::string& name) {
  try {
    zone_ = date::locate_zone(name);
  } catch (const std::exception& problem) {
    throw std::runtime_error(
        "the time zone " + name +
        " is not in the system's database (package tzdata): " + problem.what());
  }
}

bool Zone::exists(const std::string& name) {
  try {
    Zone{name};
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

CivilTime Zone::at(std::chrono::sys_seconds instant) const {
  const auto local = static_cast<const date::time_zone*>(zone_)->to_local(instant);
  const auto day = std::chrono::floor<std::chrono::days>(local.time_since_epoch());
  const std::chrono::hh_mm_ss time{local.time_since_epoch() - day};
  return {std::chrono::year_month_day{std::chrono::sys_days{day}},
          static_cast<unsigned>(time.hours().count()),
          static_cast<unsigned>(time.minutes().count()),
          static_cast<unsigned>(time.seconds().count())};
}

std::chrono::sys_seconds Zone::instant(std::chrono::year_month_day date, unsigned hour) const {
  const date::local_seconds local{std::chrono::sys_days{date}.time_since_epoch() +
                                  std::chrono::hours{hour}};
  return static_cast<const date::time_zone*>(zone_)->to_sys(local, date::choose::earliest);
}

}  // namespace lib
