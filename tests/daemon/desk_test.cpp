#include "daemon/desk.h"

#include <chrono>

#include "store/step.h"
#include "support/catch.h"
#include "support/cybercrime.h"
#include "support/temp_folder.h"

using tests::day;
using treaty::ActKind;
using treaty::Instant;

namespace {

Instant at(int seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

treaty::Predecessor predecessor(const char* id, const char* date) {
  return {id, treaty::ParticipantId{id}, {tests::act(ActKind::ratification, date)}, "A note."};
}

}  // namespace

TEST_CASE("What was known on a day is told without the notes and the date that were read later") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  service::Library library;
  treaty::Rule rule = tests::cybercrime();
  rule.entry.number = treaty::Count{2};
  library.rules.emplace(rule.number, rule);
  service::Settings settings;
  service::Clock clock;

  store::StoreStep first{.treaty = "XVIII-16", .at = at(10)};
  first.readings.push_back({treaty::Form::html, at(10), "ab", "1"});
  first.header = store::RecordHeader{
      "A title", {"Not yet in force", {}, {}, {}}, {}, {"P"}, {predecessor("F1", "2027-01-01")}};
  store::record(database, first);
  store::StoreStep second{.treaty = "XVIII-16", .at = at(20)};
  second.header = first.header;
  second.header->predecessors.push_back(predecessor("F2", "2027-02-01"));
  second.header->entry_into_force = {"2 May 2027", day("2027-05-02"), {}, {}};
  store::record(database, second);

  service::Desk desk{database, library, settings, clock};
  CHECK(desk.assess("XVIII-16", {.day = {}, .known_on = at(5)}).count == 0);
  const auto then = desk.assess("XVIII-16", {.day = {}, .known_on = at(15)});
  CHECK(then.count == 1);
  CHECK_FALSE(then.official);
  const auto now = desk.assess("XVIII-16");
  CHECK(now.count == 2);
  CHECK(now.threshold_day == day("2027-02-01"));
  CHECK(now.official == day("2027-05-02"));
}
