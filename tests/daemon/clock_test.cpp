#include "daemon/clock.h"

#include <fstream>
#include <stdexcept>

#include "support/catch.h"
#include "support/temp_folder.h"

using service::Clock;
using treaty::Day;
using treaty::Instant;

namespace {

Instant utc(const char* day, int hour, int minute, int second) {
  return Instant{Day::from_iso(day)->sys_days()} + std::chrono::hours{hour} +
         std::chrono::minutes{minute} + std::chrono::seconds{second};
}

}  // namespace

TEST_CASE("Today is the day in New York, on each side of its midnight, in winter and in summer") {
  const lib::Zone new_york{"America/New_York"};
  const auto day = [&](Instant instant) {
    return service::day_at_headquarters(new_york, instant).iso();
  };
  CHECK(day(utc("2026-12-31", 4, 59, 59)) == "2026-12-30");
  CHECK(day(utc("2026-12-31", 5, 0, 0)) == "2026-12-31");
  CHECK(day(utc("2026-07-01", 3, 59, 59)) == "2026-06-30");
  CHECK(day(utc("2026-07-01", 4, 0, 0)) == "2026-07-01");
}

TEST_CASE("A clock file gives today, is read anew, and keeps its day when it is damaged") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "today";
  const auto write = [&](const char* text) { std::ofstream{file} << text << '\n'; };
  CHECK_THROWS_AS(Clock{file.string()}, std::runtime_error);
  write("2003-07-01");
  Clock clock{file.string()};
  CHECK(clock.is_simulated());
  CHECK(clock.today().iso() == "2003-07-01");
  CHECK(service::utc_day(clock.now()).iso() == "2003-07-01");
  const Instant before = clock.now();
  write("2003-07-02");
  CHECK(clock.today().iso() == "2003-07-02");
  CHECK(clock.now() > before);
  write("tomorrow");
  CHECK(clock.today().iso() == "2003-07-02");
}
