#include "notify/schedule.h"

#include <chrono>
#include <stdexcept>

#include "lib/zone.h"

namespace notify {
namespace {

namespace chrono = std::chrono;

bool is_weekend(chrono::sys_days day) {
  const chrono::weekday weekday{day};
  return weekday == chrono::Saturday || weekday == chrono::Sunday;
}

bool is_day_of_issue(const Schedule& schedule, chrono::sys_days day) {
  if (!schedule.weekends && is_weekend(day)) return false;
  const bool monday = chrono::weekday{day} == chrono::Monday;
  const auto of_month = static_cast<unsigned>(chrono::year_month_day{day}.day());
  switch (schedule.when) {
    case When::at_once:
    case When::daily: return true;
    case When::weekly: return monday;
    // Without weekends the first working day stands for a first that falls on one.
    case When::monthly: return of_month == 1 || (!schedule.weekends && monday && of_month <= 3);
  }
  return true;
}

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

Slot slot_of(const Schedule& schedule, treaty::EventKind kind, treaty::Instant at) {
  constexpr int kLongest = 40;  // days; a month and a weekend are less
  if (treaty::is_urgent(kind) || treaty::is_for_operator(kind)) return {at, {}};
  const bool at_once = schedule.when == When::at_once;
  if (at_once && schedule.weekends) return {at, {}};
  const lib::Zone zone{schedule.zone};
  const chrono::sys_days today{zone.at(at).date};
  if (at_once && !is_weekend(today)) return {at, {}};
  for (int i = 0; i < kLongest; ++i) {
    const chrono::sys_days day = today + chrono::days{i};
    const treaty::Instant due = zone.instant(day, schedule.hour);
    if (due <= at || !is_day_of_issue(schedule, day)) continue;
    const chrono::year_month_day date{day};
    return {due, std::string{at_once ? "monday" : name_of(schedule.when)} + '.' +
                     std::to_string(static_cast<int>(date.year())) + '-' +
                     two_digits(static_cast<unsigned>(date.month())) + '-' +
                     two_digits(static_cast<unsigned>(date.day()))};
  }
  throw std::logic_error("no day of issue in " + std::to_string(kLongest) + " days");
}

}  // namespace notify
