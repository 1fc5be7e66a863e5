#include "daemon/clock.h"

#include <fstream>
#include <stdexcept>

namespace service {
namespace {

constexpr const char* kHeadquarters = "America/New_York";

}  // namespace

Clock::Clock() : new_york_{kHeadquarters} {}

Clock::Clock(const std::string& file) : new_york_{kHeadquarters}, file_{file} {
  refresh();
  if (!day_) {
    throw std::runtime_error("the clock file " + file +
                             " must hold a date such as 2003-07-01, and nothing else");
  }
}

std::optional<treaty::Day> Clock::read_file() const {
  std::ifstream in{file_};
  std::string word;
  if (!(in >> word)) return std::nullopt;
  return treaty::Day::from_iso(word);
}

void Clock::refresh() {
  const auto day = read_file();
  if (!day || day == day_) return;
  day_ = day;
  day_began_ = std::chrono::steady_clock::now();
}

treaty::Instant Clock::now() {
  if (file_.empty()) {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  }
  refresh();
  const auto passed =
      std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - day_began_);
  return treaty::Instant{day_->sys_days()} + std::chrono::hours{12} + passed;
}

treaty::Day Clock::today() {
  if (file_.empty()) return day_at_headquarters(new_york_, now());
  refresh();
  return *day_;
}

treaty::Day day_at_headquarters(const lib::Zone& new_york, treaty::Instant instant) {
  return treaty::Day::from_sys_days(std::chrono::sys_days{new_york.at(instant).date});
}

treaty::Day utc_day(treaty::Instant instant) {
  return treaty::Day::from_sys_days(std::chrono::floor<std::chrono::days>(instant));
}

}  // namespace service
