#include "notify/schedule.h"

#include <string>

#include "notify/samples.h"
#include "support/catch.h"

using namespace tests;
using notify::Schedule;
using notify::Slot;
using notify::When;
using treaty::EventKind;

namespace {

Slot slot(const Schedule& schedule, const char* iso_day, int hour) {
  return notify::slot_of(schedule, EventKind::deposit, instant(iso_day, hour));
}

}  // namespace

// 2 November 2026 is a Monday.
TEST_CASE("Somebody who wants to be told at once is told at once", "[schedule]") {
  CHECK(slot({}, "2026-11-07", 23).due == instant("2026-11-07", 23));
  CHECK(slot({}, "2026-11-07", 23).issue.empty());
}

TEST_CASE("A digest comes at the hour in its reader's zone, also when the clocks change",
          "[schedule]") {
  const Schedule daily{.when = When::daily, .hour = 8, .zone = "Europe/Vienna"};
  CHECK(slot(daily, "2026-11-02", 6).due == instant("2026-11-02", 7));
  CHECK(slot(daily, "2026-11-02", 6).issue == "daily.2026-11-02");
  // What is recorded at the hour itself belongs to the next one: that digest may have gone.
  CHECK(slot(daily, "2026-11-02", 7).due == instant("2026-11-03", 7));
  CHECK(slot(daily, "2026-07-01", 5).due == instant("2026-07-01", 6));
  const Schedule night{.when = When::daily, .hour = 2, .zone = "Europe/Vienna"};
  CHECK(slot(night, "2026-03-28", 12).due == instant("2026-03-29", 1));
  const Schedule far{.when = When::daily, .hour = 8, .zone = "Pacific/Auckland"};
  CHECK(slot(far, "2026-11-02", 12).due == instant("2026-11-02", 19));
  CHECK(slot(far, "2026-11-02", 12).issue == "daily.2026-11-03");
}

TEST_CASE("A weekly digest comes on Monday and a monthly one on the first", "[schedule]") {
  const Schedule weekly{.when = When::weekly};
  CHECK(slot(weekly, "2026-11-02", 7).due == instant("2026-11-02", 8));
  CHECK(slot(weekly, "2026-11-02", 8).due == instant("2026-11-09", 8));
  CHECK(slot(weekly, "2026-11-02", 8).issue == "weekly.2026-11-09");
  const Schedule monthly{.when = When::monthly};
  CHECK(slot(monthly, "2026-11-02", 8).due == instant("2026-12-01", 8));
  CHECK(slot(monthly, "2026-12-31", 23).issue == "monthly.2027-01-01");
}

TEST_CASE("Nothing is sent on a weekend to somebody who does not want it", "[schedule]") {
  const Schedule daily{.when = When::daily, .weekends = false};
  CHECK(slot(daily, "2026-11-06", 9).due == instant("2026-11-09", 8));
  CHECK(slot(daily, "2026-11-07", 9).issue == "daily.2026-11-09");
  // The first of August 2026 is a Saturday.
  const Schedule monthly{.when = When::monthly, .weekends = false};
  CHECK(slot(monthly, "2026-07-15", 9).due == instant("2026-08-03", 8));
  CHECK(slot(monthly, "2026-08-01", 9).due == instant("2026-08-03", 8));
  CHECK(slot(monthly, "2026-08-03", 9).due == instant("2026-09-01", 8));
  const Schedule at_once{.weekends = false};
  CHECK(slot(at_once, "2026-11-06", 23).due == instant("2026-11-06", 23));
  CHECK(slot(at_once, "2026-11-07", 9).due == instant("2026-11-09", 8));
  CHECK(slot(at_once, "2026-11-07", 9).issue == "monday.2026-11-09");
}

TEST_CASE("Threshold, entry into force, retractions and faults wait for no digest", "[schedule]") {
  const Schedule monthly{.when = When::monthly, .weekends = false};
  for (const EventKind kind : {EventKind::milestone_threshold, EventKind::eif_computed,
                               EventKind::eif_moved, EventKind::eif_official, EventKind::eif_today,
                               EventKind::notice_retracted, EventKind::source_broken}) {
    CAPTURE(treaty::name_of(kind));
    const Slot slot = notify::slot_of(monthly, kind, instant("2026-11-07", 23));
    CHECK(slot.due == instant("2026-11-07", 23));
    CHECK(slot.issue.empty());
  }
  for (const EventKind kind :
       {EventKind::milestone_count, EventKind::fact_corrected, EventKind::eif_approaching}) {
    CHECK_FALSE(notify::slot_of(monthly, kind, instant("2026-11-07", 23)).issue.empty());
  }
}
