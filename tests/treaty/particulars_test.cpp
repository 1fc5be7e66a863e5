#include <string>
#include <vector>

#include "support/catch.h"
#include "support/treaties.h"
#include "treaty/events.h"
#include "treaty/retraction.h"

using treaty::ActKind;
using treaty::Assessment;
using treaty::Change;
using treaty::ChangeKind;
using treaty::Event;
using treaty::EventKind;
using treaty::Particular;
using treaty::Word;
using namespace tests;

namespace {

Assessment at(int count, const char* today) {
  Assessment state = counted_at(count, today);
  if (count < 40) return state;
  state.threshold_day = day("2026-11-02");
  state.threshold_participants = {"France"};
  state.participants = {{.name = "France", .id = treaty::ParticipantId{"FRA"}}};
  state.computed = day("2027-01-31");
  state.state = treaty::EifState::computed;
  return state;
}

treaty::EventContext seen_on(const char* iso) {
  return {treaty::Instant{day(iso).sys_days()}, "ab", "https://example.org/"};
}

Change of(ChangeKind kind, std::optional<treaty::Act> before, std::optional<treaty::Act> after) {
  Change change{kind, treaty::ParticipantId{"FRA"}, "France", std::nullopt, std::move(after)};
  if (before) {
    change.before =
        treaty::Fact{.participant = change.participant, .name = "France", .act = *before};
  }
  return change;
}

// nullopt when the event does not say it.
std::optional<Particular> said(const Event& event, const std::string& name) {
  const auto found = event.particulars.find(name);
  return found == event.particulars.end() ? std::nullopt : std::optional{found->second};
}

const Event& of_kind(const std::vector<Event>& events, EventKind kind) {
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const Event& event) { return event.kind == kind; });
  REQUIRE(found != events.end());
  return *found;
}

const treaty::Act kRatified = act(ActKind::ratification, "2026-11-02");

}  // namespace

TEST_CASE("A deposit says apart from its sentence when it was published and for whom it counts") {
  Assessment after = at(3, "2026-12-20");
  after.participants = {{.name = "France",
                         .id = treaty::ParticipantId{"FRA"},
                         .why = "the treaty is not in force; not counted: only States count",
                         .why_not_counted = "only States count"}};
  const auto events = treaty::events_of_changes({of(ChangeKind::added, {}, kRatified)},
                                                at(2, "2026-12-20"), after, seen_on("2026-12-20"));
  const Event& deposit = of_kind(events, EventKind::deposit);
  CHECK(said(deposit, "late") == Particular{48});
  CHECK(said(deposit, "seen") == Particular{day("2026-12-20")});
  CHECK(said(deposit, "not_counted") == Particular{treaty::English{"only States count"}});
  CHECK(said(deposit, "remaining") == Particular{37});
  CHECK(said(deposit, "state") == Particular{Word{"none"}});
  CHECK(said(deposit, "wait") == Particular{Word{"90 days"}});
  CHECK_FALSE(said(deposit, "in_force"));
}

TEST_CASE("A correction says what was told and what is shown now") {
  const treaty::Act moved = act(ActKind::acceptance, "2026-11-03");
  const auto now = [&](ChangeKind kind, std::optional<treaty::Act> after) {
    const auto events =
        treaty::events_of_changes({of(kind, kRatified, std::move(after))}, at(3, "2026-11-04"),
                                  at(3, "2026-11-04"), seen_on("2026-11-04"));
    CHECK(said(events.at(0), "was_act") == Particular{ActKind::ratification});
    CHECK(said(events.at(0), "was") == Particular{day("2026-11-02")});
    return said(events.at(0), "now");
  };
  CHECK(now(ChangeKind::corrected, moved) == Particular{Word{"corrected"}});
  CHECK(now(ChangeKind::restored, kRatified) == Particular{Word{"restored"}});
  CHECK(now(ChangeKind::vanished, std::nullopt) == Particular{Word{"vanished"}});
  CHECK(now(ChangeKind::bracketed, kRatified) == Particular{Word{"bracketed"}});
}

TEST_CASE("The threshold names with their ids those who deposited on its day") {
  const auto events =
      treaty::events_of_changes({of(ChangeKind::added, {}, kRatified)}, at(39, "2026-11-03"),
                                at(40, "2026-11-03"), seen_on("2026-11-03"));
  const std::vector<treaty::Named> france = {{treaty::ParticipantId{"FRA"}, "France"}};
  CHECK(said(of_kind(events, EventKind::milestone_threshold), "participants") ==
        Particular{france});
  CHECK(said(of_kind(events, EventKind::eif_computed), "threshold_day") ==
        Particular{day("2026-11-02")});
}

TEST_CASE("A mark that is passed is told apart from one that is met") {
  const auto counts = [](int before, int after) {
    return of_kind(treaty::events_of_changes({}, at(before, "2026-11-03"), at(after, "2026-11-03"),
                                             seen_on("2026-11-03")),
                   EventKind::milestone_count);
  };
  CHECK(said(counts(0, 1), "first") == Particular{true});
  CHECK(said(counts(0, 1), "one_mark") == Particular{true});
  CHECK_FALSE(said(counts(0, 3), "one_mark"));
  CHECK(said(counts(34, 35), "five_to_go") == Particular{true});
  CHECK(said(counts(38, 39), "one_to_go") == Particular{true});
}

TEST_CASE("The calendar's events say how many days are left, and of what") {
  Assessment state = at(40, "2027-01-01");
  state.deadlines = {{"signature closes", day("2027-01-08"), treaty::Days{7}}};
  const auto events = treaty::events_of_calendar(state, day("2026-12-31"), day("2027-01-01"),
                                                 seen_on("2027-01-01"));
  CHECK(said(of_kind(events, EventKind::eif_approaching), "days") == Particular{30});
  const Event& deadline = of_kind(events, EventKind::deadline_approaching);
  CHECK(said(deadline, "days") == Particular{7});
  CHECK(said(deadline, "name") == Particular{treaty::English{"signature closes"}});
}

TEST_CASE("A retraction says what the notice said, and where the treaty stands without it") {
  const auto told =
      treaty::events_of_changes({of(ChangeKind::added, {}, kRatified)}, at(2, "2026-11-03"),
                                at(3, "2026-11-03"), seen_on("2026-11-03"));
  const Event back = treaty::retraction_of(told[0], "It was a test.", at(2, "2026-11-05"),
                                           treaty::Instant{day("2026-11-05").sys_days()});
  CHECK(said(back, "retracted") == Particular{Word{"deposit"}});
  CHECK(said(back, "told") == Particular{day("2026-11-03")});
  CHECK(said(back, "reason") == Particular{treaty::English{"It was a test."}});
  CHECK(said(back, "remaining") == Particular{38});
  CHECK(said(back, "retracted.remaining") == Particular{37});
  CHECK(said(back, "retracted_count") == Particular{3});
  CHECK(treaty::retraction_of(Event{}, "", at(2, "2026-11-05"), {}).particulars.empty());
}
