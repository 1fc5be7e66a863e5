#include "support/cybercrime.h"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.h"
#include "treaty/events.h"

// From a changed record to what readers are told, by way of the engine.

using tests::assess_on;
using tests::day;
using treaty::ActKind;
using treaty::Change;
using treaty::ChangeKind;
using treaty::Event;
using treaty::EventKind;

namespace {

// Forty deposits, one a day: the fortieth on 1 July 2027, entry into force on 29 September 2027.
const treaty::Day kFirst = day("2027-05-23");

std::vector<Event> told(const treaty::Ledger& before, const treaty::Ledger& after,
                        const Change& change, const char* today) {
  return treaty::events_of_changes({change}, assess_on(before, today), assess_on(after, today),
                                   {treaty::Instant{day(today).sys_days()}, "ab", ""});
}

Change change_of(ChangeKind kind, const treaty::Entry& entry) {
  const treaty::Fact held{.participant = *entry.id, .name = entry.name, .act = entry.act};
  return {kind, *entry.id, entry.name, held, entry.act};
}

const Event* find(const std::vector<Event>& events, EventKind kind) {
  const auto found = std::find_if(events.begin(), events.end(),
                                  [&](const Event& event) { return event.kind == kind; });
  return found == events.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE(
    "A fortieth deposit that is published 600 days late is told with a date that has passed") {
  const treaty::Ledger before = tests::ledger_of_states(39, kFirst);
  const treaty::Ledger after = tests::ledger_of_states(40, kFirst);
  Change late = change_of(ChangeKind::added, after.entries.back());
  late.before.reset();
  const auto events = told(before, after, late, "2029-02-20");
  const Event* deposit = find(events, EventKind::deposit);
  REQUIRE(deposit);
  CHECK(deposit->date == day("2027-07-01"));
  CHECK(deposit->text.find("600 days after") != std::string::npos);
  const Event* computed = find(events, EventKind::eif_computed);
  REQUIRE(computed);
  CHECK(computed->date == day("2027-09-29"));
  CHECK(computed->headline.find("entered into force on 29 September 2027") != std::string::npos);
  CHECK(find(events, EventKind::milestone_threshold));
}

TEST_CASE("A deposit date corrected after the alert moves the date and corrects the alert") {
  const treaty::Ledger before = tests::ledger_of_states(40, kFirst);
  treaty::Ledger after = before;
  Change correction = change_of(ChangeKind::corrected, before.entries.back());
  after.entries.back().act.date = day("2027-07-05");
  correction.after = after.entries.back().act;
  const auto events = told(before, after, correction, "2027-07-10");
  CHECK(find(events, EventKind::fact_corrected));
  const Event* moved = find(events, EventKind::eif_moved);
  REQUIRE(moved);
  CHECK(moved->id == "XVIII-16.eif.moved.2027-10-03.from.2027-09-29");
  CHECK(moved->corrects == "XVIII-16.eif.computed.2027-09-29");
  CHECK(moved->headline.find("now enters into force on 3 October 2027") != std::string::npos);
}

TEST_CASE("A withdrawal is told by when it took effect: of no date, contested, or of history") {
  const auto [by, today, contested] = GENERATE(table<const char*, const char*, bool>({
      {"2027-06-20", "2027-08-10", false},  // before the number was reached
      {"2027-08-01", "2027-08-10", true},   // between the number and entry into force
      {"2028-12-01", "2029-01-01", false},  // after entry into force
  }));
  const treaty::Ledger before = tests::ledger_of_states(40, kFirst);
  treaty::Ledger after = before;
  after.entries[0].act.withdrawn = true;
  after.entries[0].withdrawn_by = day(by);
  Change withdrawal = change_of(ChangeKind::bracketed, before.entries[0]);
  withdrawal.after = after.entries[0].act;
  const auto events = told(before, after, withdrawal, today);
  CHECK(find(events, EventKind::withdrawal_effective));
  const Event* event = find(events, EventKind::eif_contested);
  REQUIRE((event != nullptr) == contested);
  if (event == nullptr) return;
  CHECK(event->date == day("2027-09-29"));
  CHECK(event->text.find("a person must settle") != std::string::npos);
}
