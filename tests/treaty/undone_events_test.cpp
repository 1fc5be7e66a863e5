#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/treaties.h"
#include "treaty/events.h"

using treaty::ActKind;
using treaty::Assessment;
using treaty::EifState;
using treaty::Event;
using namespace tests;

namespace {

Assessment standing_at(int count) {
  Assessment state{.number = "XVIII-16",
                   .name = "UN Convention against Cybercrime",
                   .today = day("2027-03-20"),
                   .has_rule = true,
                   .instruments = 40,
                   .wait = "90 days",
                   .count = count,
                   .remaining = std::max(0, 40 - count)};
  state.thresholds = {{.name = "supplementary protocols", .parties = 60}};
  if (count >= 40) {
    state.threshold_day = day("2027-03-01");
    state.computed = day("2027-05-30");
    state.state = EifState::computed;
  }
  return state;
}

std::vector<Event> told(const Assessment& before, const Assessment& after,
                        const std::set<std::string>& on_record = {}) {
  return treaty::events_of_changes(
      {}, before, after,
      {treaty::Instant{day("2027-03-20").sys_days()}, "ab", "https://example.org/",
       [&](const std::string& id) { return on_record.contains(id); }});
}

const Event& event_of(const std::vector<Event>& events, const std::string& id) {
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const Event& event) { return event.id == id; });
  INFO(id);
  REQUIRE(found != events.end());
  return *found;
}

}  // namespace

TEST_CASE("A threshold that is no longer reached is told to those who were told that it was") {
  const auto events = told(standing_at(40), standing_at(39));
  REQUIRE(events.size() == 2);
  const Event& number =
      event_of(events, "XVIII-16.milestone.threshold.40.2027-03-01.undone.2027-03-20");
  CHECK(number.corrects == "XVIII-16.milestone.threshold.40.2027-03-01");
  CHECK(number.headline ==
        "No longer reached: 39 of 40 instruments count for the UN Convention against Cybercrime");
  const Event& date = event_of(events, "XVIII-16.eif.moved.none.from.2027-05-30.undone.2027-03-20");
  CHECK(date.corrects == "XVIII-16.eif.computed.2027-05-30");
  CHECK(date.text.find("computed as 30 May 2027 before") != std::string::npos);
}

TEST_CASE("A printed date that is not printed any more is told to those who were told of it") {
  Assessment before = standing_at(40);
  before.official = day("2027-05-30");
  before.state = EifState::official;
  const auto events = told(before, standing_at(40));
  REQUIRE(events.size() == 1);
  CHECK(events[0].corrects == "XVIII-16.eif.official.2027-05-30");
  CHECK(events[0].text.find("30 May 2027") != std::string::npos);
}

TEST_CASE("What is reached again after it was undone is told again, under an id of its own") {
  const std::set<std::string> before = {"XVIII-16.milestone.threshold.40.2027-03-01",
                                        "XVIII-16.eif.computed.2027-05-30"};
  const auto first = told(standing_at(39), standing_at(40));
  event_of(first, "XVIII-16.milestone.threshold.40.2027-03-01");
  event_of(first, "XVIII-16.eif.computed.2027-05-30");
  const auto again = told(standing_at(39), standing_at(40), before);
  event_of(again, "XVIII-16.milestone.threshold.40.2027-03-01.again.2027-03-20");
  event_of(again, "XVIII-16.eif.computed.2027-05-30.again.2027-03-20");
}

TEST_CASE("Of the counts that were told only the highest that is lost is taken back") {
  const auto events = told(standing_at(35), standing_at(29));
  REQUIRE(events.size() == 1);
  CHECK(events[0].id == "XVIII-16.milestone.count.35.undone.2027-03-20");
  CHECK(events[0].corrects == "XVIII-16.milestone.count.35");
  CHECK(told(standing_at(34), standing_at(33)).empty());
}

TEST_CASE("A threshold reached on another day than was told is a correction of that notice") {
  Assessment after = standing_at(40);
  after.threshold_day = day("2027-03-04");
  after.computed = day("2027-06-02");
  const auto events = told(standing_at(40), after);
  const Event& moved = event_of(events, "XVIII-16.milestone.threshold.40.2027-03-04");
  CHECK(moved.corrects == "XVIII-16.milestone.threshold.40.2027-03-01");
  CHECK(moved.text.find("by 4 March 2027, and not by 1 March 2027") != std::string::npos);
  CHECK(event_of(events, "XVIII-16.eif.moved.2027-06-02.from.2027-05-30").corrects ==
        "XVIII-16.eif.computed.2027-05-30");
}

TEST_CASE("A date that the depositary has printed is undone by no later correction") {
  Assessment before = standing_at(40);
  Assessment after = standing_at(39);
  before.official = after.official = day("2027-05-30");
  before.state = after.state = EifState::official;
  after.remaining = 0;
  CHECK(told(before, after).empty());
}

TEST_CASE(
    "Sixty States Parties that become 59 are told, and so is the day on which they are back") {
  Assessment sixty = standing_at(61);
  sixty.thresholds[0].states_parties = {60, day("2027-03-02"), day("2027-03-02")};
  Assessment less = sixty;
  less.thresholds[0].states_parties = {59, day("2027-03-02"), std::nullopt};
  const auto lost = told(sixty, less);
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].id == "XVIII-16.milestone.threshold.60.states-parties.undone.2027-03-20");
  CHECK(lost[0].corrects == "XVIII-16.milestone.threshold.60.states-parties");
  CHECK(lost[0].headline ==
        "No longer 60 States Parties: 59, the UN Convention against Cybercrime");

  less.thresholds[0].states_parties.since = day("2027-04-18");
  const auto back =
      treaty::events_of_calendar(less, day("2027-04-17"), day("2027-04-18"),
                                 {treaty::Instant{day("2027-04-18").sys_days()}, "", "", {}});
  REQUIRE(back.size() == 1);
  CHECK(back[0].id == "XVIII-16.milestone.threshold.60.states-parties.again.2027-04-18");
}

TEST_CASE("An act that vanished and is shown again is told as that, not as a late deposit") {
  const auto shown = reading({row("FRA", "France", {act(ActKind::ratification, "2019-03-02")})});
  const auto vanished =
      treaty::with_changes(record_of(shown), treaty::compare(record_of(shown), reading({})),
                           treaty::Instant{day("2027-03-01").sys_days()}, "11");
  const auto changes = treaty::compare(vanished, shown);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].again);
  const auto events = treaty::events_of_changes(
      changes, standing_at(2), standing_at(3),
      {treaty::Instant{day("2027-03-20").sys_days()}, "ab", "https://example.org/", {}});
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == treaty::EventKind::fact_corrected);
  CHECK(events[0].corrects == "XVIII-16.deposit.FRA.ratification.2019-03-02");
  CHECK(events[0].headline == "Corrected: France's ratification of 2 March 2019 is shown again");

  const auto taken_back = treaty::events_of_changes(
      changes, standing_at(2), standing_at(3),
      {treaty::Instant{day("2027-03-20").sys_days()}, "ab", "https://example.org/",
       [](const std::string& id) {
         return id == "XVIII-16.deposit.FRA.ratification.2019-03-02.retracted";
       }});
  REQUIRE(taken_back.size() == 1);
  CHECK(taken_back[0].kind == treaty::EventKind::deposit);
}
