#include "treaty/events.h"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/treaties.h"

using treaty::ActKind;
using treaty::Assessment;
using treaty::Change;
using treaty::ChangeKind;
using treaty::EifState;
using namespace tests;

namespace {

using Ids = std::vector<std::string>;

Assessment reached(const char* threshold, const char* computed, const char* today) {
  Assessment state = counted_at(40, today);
  state.threshold_day = day(threshold);
  state.computed = day(computed);
  state.threshold_participants = {"Albania", "France"};
  state.state = EifState::computed;
  return state;
}

Change deposit(const char* id, const char* name, const char* date) {
  return {ChangeKind::added, treaty::ParticipantId{id}, name, std::nullopt,
          act(ActKind::ratification, date)};
}

treaty::EventContext seen_on(const char* iso) {
  return {treaty::Instant{day(iso).sys_days()}, "ab", "https://example.org/"};
}

Ids ids(const std::vector<treaty::Event>& events) {
  Ids list;
  for (const auto& event : events)
    list.push_back(event.id);
  return list;
}

}  // namespace

TEST_CASE("A signature is told as a signature and never as joining") {
  const Change change{ChangeKind::added, treaty::ParticipantId{"FRA"}, "France", std::nullopt,
                      act(ActKind::signature, "2025-10-25")};
  const auto events = treaty::events_of_changes({change}, counted_at(0, "2025-10-26"),
                                                counted_at(0, "2025-10-26"), seen_on("2025-10-26"));
  REQUIRE(ids(events) == Ids{"XVIII-16.signature.FRA.signature.2025-10-25"});
  CHECK(events[0].headline == "France signed the UN Convention against Cybercrime");
  CHECK(events[0].text.find("does not make France a Party") != std::string::npos);
  CHECK(events[0].text.find("ratif") == std::string::npos);
}

TEST_CASE("A deposit carries the count by the rule, and the tenth is a milestone") {
  const auto events = treaty::events_of_changes(
      {deposit("FRA", "France", "2026-11-02")}, counted_at(9, "2026-11-03"),
      counted_at(10, "2026-11-03"), seen_on("2026-11-03"));
  REQUIRE(ids(events) ==
          Ids{"XVIII-16.deposit.FRA.ratification.2026-11-02", "XVIII-16.milestone.count.10"});
  CHECK(events[0].headline ==
        "France deposited its instrument of ratification of the UN "
        "Convention against Cybercrime (10 of 40)");
  CHECK(events[0].count == 10);
}

TEST_CASE("An act published long after its date is told with both dates") {
  const auto events = treaty::events_of_changes({deposit("FRA", "France", "2026-01-02")},
                                                counted_at(1, "2026-11-03"),
                                                counted_at(2, "2026-11-03"), seen_on("2026-11-03"));
  CHECK(events.at(0).text.find(
            "first saw this on the depositary's page on 3 November 2026, 305 days after") !=
        std::string::npos);
}

TEST_CASE("A threshold day names all who deposited, and nobody as the fortieth") {
  const auto events = treaty::events_of_changes(
      {deposit("FRA", "France", "2027-03-01"), deposit("ALB", "Albania", "2027-03-01")},
      counted_at(38, "2027-03-02"), reached("2027-03-01", "2027-05-30", "2027-03-02"),
      seen_on("2027-03-02"));
  CHECK(ids(events) ==
        Ids{"XVIII-16.deposit.ALB.ratification.2027-03-01",
            "XVIII-16.deposit.FRA.ratification.2027-03-01", "XVIII-16.milestone.count.39",
            "XVIII-16.milestone.threshold.40.2027-03-01", "XVIII-16.eif.computed.2027-05-30"});
  CHECK(events[3].text.find("Albania and France deposited; none of them alone is \"the 40th\"") !=
        std::string::npos);
  CHECK(events[4].text.find("computed from the rule; the depositary has not printed one yet") !=
        std::string::npos);
}

TEST_CASE("What was reached once is not to go again, and what is in force is not reached anew") {
  auto before = reached("2027-03-01", "2027-05-30", "2028-03-02");
  before.official = day("2027-05-30");
  before.agree = true;
  before.state = EifState::in_force;
  auto after = before;
  after.count = 39;
  after.remaining = 1;
  after.threshold_day.reset();
  after.computed.reset();
  CHECK(treaty::events_of_changes({}, before, after, seen_on("2028-03-02")).empty());
  auto joined = before;
  joined.threshold_day = day("2028-03-01");
  joined.computed = day("2028-05-30");
  joined.agree = false;
  CHECK(treaty::events_of_changes({}, after, joined, seen_on("2028-03-02")).empty());
}

TEST_CASE("A number that was undone when it came to be known is contested and not reached") {
  auto after = reached("2027-03-01", "2027-05-30", "2027-03-20");
  after.state = EifState::contested;
  const auto events =
      treaty::events_of_changes({}, counted_at(39, "2027-03-20"), after, seen_on("2027-03-20"));
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == treaty::EventKind::eif_contested);
  CHECK(events[0].text.find("shown together") != std::string::npos);
}

TEST_CASE(
    "A printed date that differs from the computed one is a dispute, and the printed stands") {
  auto after = reached("2027-03-01", "2027-05-30", "2027-03-20");
  auto before = after;
  after.official = day("2027-05-31");
  after.agree = false;
  after.state = EifState::official;
  const auto events = treaty::events_of_changes({}, before, after, seen_on("2027-03-20"));
  REQUIRE(ids(events) == Ids{"XVIII-16.eif.official.2027-05-31",
                             "XVIII-16.eif.disputed.2027-05-31.not.2027-05-30"});
  CHECK(events[1].entry_into_force == day("2027-05-31"));
}

TEST_CASE("A correction points at the event that told the old act") {
  const auto record =
      record_of(reading({row("FRA", "France", {act(ActKind::ratification, "2026-03-02")})}));
  const auto changes = treaty::compare(
      record, reading({row("FRA", "France", {act(ActKind::ratification, "2026-03-03")})}));
  const auto events = treaty::events_of_changes(changes, counted_at(1, "2026-11-03"),
                                                counted_at(1, "2026-11-03"), seen_on("2026-11-03"));
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == treaty::EventKind::fact_corrected);
  CHECK(events[0].corrects == "XVIII-16.deposit.FRA.ratification.2026-03-02");
}

TEST_CASE("The calendar tells each day's events once, on the day or late, in order") {
  const auto state = reached("2027-03-01", "2027-05-30", "2027-05-30");
  const auto on = [&](const char* since, const char* today) {
    return ids(treaty::events_of_calendar(state, day(since), day(today), seen_on(today)));
  };
  CHECK(on("2027-05-29", "2027-05-30") == Ids{"XVIII-16.eif.today.2027-05-30"});
  CHECK(on("2027-05-30", "2027-05-30").empty());
  CHECK(on("2027-05-30", "2027-06-30").empty());
  CHECK(on("2027-04-29", "2027-04-30") == Ids{"XVIII-16.eif.approaching.2027-05-30.30"});
  CHECK(on("2027-04-01", "2027-05-24") == Ids{"XVIII-16.eif.approaching.2027-05-30.7"});
  CHECK(on("2027-05-01", "2027-06-02") == Ids{"XVIII-16.eif.today.2027-05-30"});
}

TEST_CASE("Deadlines are told ahead and when they have passed") {
  auto state = counted_at(3, "2026-12-01");
  state.deadlines.push_back({"signature closes", day("2026-12-31"), treaty::Days{30}});
  const auto ahead = treaty::events_of_calendar(state, day("2026-11-30"), day("2026-12-01"),
                                                seen_on("2026-12-01"));
  REQUIRE(ids(ahead) == Ids{"XVIII-16.deadline.approaching.2026-12-31.30"});
  CHECK(ahead[0].headline == "UN Convention against Cybercrime: signature closes in 30 days");
  CHECK(ids(treaty::events_of_calendar(state, day("2026-12-31"), day("2027-01-01"),
                                       seen_on("2027-01-01"))) ==
        Ids{"XVIII-16.deadline.passed.2026-12-31"});
}
