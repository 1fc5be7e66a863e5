#include "daemon/clock.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace service {
namespace {

constexpr const char* kHeadquarters = "America/New_York";

}  // namespace

Clock::Clock() : new_york_{kHeadquarters} {}

Clock::Clock(const std::string& file) : new_york_{kHeadquarters}, file_{file} {
  refresh();
  if (!shown_) {
    throw std::runtime_error(
        "the clock file " + file +
        " must hold a date such as 2003-07-01 or 2003-07-01T18:00, and nothing else");
  }
}

Clock Clock::told(treaty::Instant now, treaty::Day today) {
  Clock clock;
  clock.tell(now, today);
  return clock;
}

std::optional<Clock::Reading> Clock::read_file() const {
  std::ifstream in{file_};
  std::string word;
  if (!(in >> word)) return std::nullopt;
  const std::size_t separator = word.find('T');
  const auto day = treaty::Day::from_iso(word.substr(0, separator));
  if (!day) return std::nullopt;
  if (separator == std::string::npos) return Reading{*day, std::chrono::hours{12}};
  int hours = 0;
  int minutes = 0;
  char colon = 0;
  std::istringstream time{word.substr(separator + 1)};
  time >> hours >> colon >> minutes;
  if (!time || colon != ':' || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
    return std::nullopt;
  }
  return Reading{*day, std::chrono::hours{hours} + std::chrono::minutes{minutes}};
}

void Clock::refresh() {
  const auto reading = read_file();
  if (!reading || reading == shown_) return;
  shown_ = reading;
  shown_since_ = std::chrono::steady_clock::now();
}

treaty::Instant Clock::now() {
  if (told_) return told_->now;
  if (file_.empty()) {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  refresh();
  const auto passed =
      std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - shown_since_);
  return treaty::Instant{shown_->day.sys_days()} + shown_->time + passed;
}

treaty::Day Clock::today() {
  if (told_) return told_->today;
  if (file_.empty()) return day_at_headquarters(new_york_, now());
  refresh();
  return shown_->day;
}

bool is_clock_wrong(std::chrono::seconds skew) {
  return std::chrono::abs(skew) > std::chrono::hours{1};
}

treaty::Day day_at_headquarters(const lib::Zone& new_york, treaty::Instant instant) {
  return treaty::Day::from_sys_days(std::chrono::sys_days{new_york.at(instant).date});
}

treaty::Day utc_day(treaty::Instant instant) {
  return treaty::Day::from_sys_days(std::chrono::floor<std::chrono::days>(instant));
}

std::string in_words(std::chrono::seconds span) {
  constexpr std::chrono::minutes kMinute{1};
  constexpr std::chrono::hours kHour{1};
  constexpr std::chrono::days kDay{1};
  const auto amount = [](auto n, const char* one) {
    return std::to_string(n) + ' ' + one + (n == 1 ? "" : "s");
  };
  if (span < kMinute) return amount(std::max(span.count(), span.zero().count()), "second");
  if (span < 2 * kHour) return amount(span / kMinute, "minute");
  if (span < 2 * kDay) return amount(span / kHour, "hour");
  return amount(span / kDay, "day");
}

}  // namespace service
