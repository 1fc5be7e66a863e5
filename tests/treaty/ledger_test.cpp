#include "treaty/ledger.h"

#include <algorithm>

#include "support/catch.h"
#include "support/treaties.h"

using tests::act;
using tests::day;
using treaty::ActKind;
using treaty::ParticipantId;

namespace {

treaty::Participants world() {
  treaty::Participant gdr = tests::state("DDDE", "German Democratic Republic");
  gdr.nature = treaty::Nature::former_state;
  gdr.ceased = day("1990-10-02");
  gdr.successors = {ParticipantId{"DEU"}};
  treaty::Participant uar = tests::state("UAR", "United Arab Republic");
  uar.nature = treaty::Nature::former_state;
  uar.began = day("1958-02-22");
  uar.ceased = day("1961-09-27");
  uar.successors = {ParticipantId{"EGY"}, ParticipantId{"SYR"}};
  return treaty::Participants{{gdr, uar, tests::state("DEU", "Germany"),
                               tests::state("EGY", "Egypt"), tests::state("FRA", "France")}};
}

treaty::Reading reading_with_gdr(std::vector<treaty::Act> acts_of_germany) {
  treaty::Reading reading =
      tests::reading({tests::row("DEU", "Germany", std::move(acts_of_germany))});
  reading.predecessors.push_back({"German Democratic Republic",
                                  ParticipantId{"DDDE"},
                                  {act(ActKind::ratification, "1990-08-16")},
                                  "The German Democratic Republic ratified on 16 August 1990."});
  return reading;
}

treaty::Entry entry_of(const treaty::Reading& reading, const char* id) {
  const treaty::Ledger ledger = treaty::ledger_of(reading, world());
  const auto found = std::find_if(ledger.entries.begin(), ledger.entries.end(),
                                  [&](const treaty::Entry& entry) { return entry.key() == id; });
  REQUIRE(found != ledger.entries.end());
  return *found;
}

}  // namespace

TEST_CASE("A former State's instrument counts until its successor's own takes its place") {
  SECTION("the successor deposits after the State has ended") {
    const auto reading = reading_with_gdr(
        {act(ActKind::signature, "1990-02-13"), act(ActKind::ratification, "1992-08-18")});
    CHECK(entry_of(reading, "DDDE").ceased == day("1992-08-17"));
  }
  SECTION("the successor had deposited before: it ends with the State") {
    const auto reading = reading_with_gdr({act(ActKind::ratification, "1985-01-01")});
    CHECK(entry_of(reading, "DDDE").ceased == day("1990-10-02"));
  }
  SECTION("the successor has only signed: it ends with the State") {
    const auto reading = reading_with_gdr({act(ActKind::signature, "1992-01-01")});
    CHECK(entry_of(reading, "DDDE").ceased == day("1990-10-02"));
  }
}

TEST_CASE("A State that was part of a union for a time carries it along") {
  const auto reading =
      tests::reading({tests::row("EGY", "Egypt", {act(ActKind::ratification, "1955-08-04")}),
                      tests::row("FRA", "France", {act(ActKind::ratification, "1955-08-04")})});
  const auto joined = entry_of(reading, "EGY").joined;
  REQUIRE(joined);
  CHECK(joined->key == "UAR");
  CHECK(joined->period.contains(day("1958-02-22")));
  CHECK_FALSE(joined->period.contains(day("1961-09-28")));
  CHECK_FALSE(entry_of(reading, "FRA").joined);
}
