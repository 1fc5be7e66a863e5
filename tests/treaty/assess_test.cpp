#include "treaty/assess.h"

#include "support/catch.h"
#include "support/cybercrime.h"

using tests::assess_on;
using tests::day;
using tests::ledger_of_states;
using treaty::EifState;
using treaty::Outcome;

namespace {

// The 40th of the States deposits 39 days after the first: on 1 July 2027.
const treaty::Day kFirst = day("2027-05-23");
const treaty::Day kFortieth = day("2027-07-01");

}  // namespace

TEST_CASE("Thirty-nine States and the European Union reach no threshold") {
  treaty::Ledger ledger = ledger_of_states(39, kFirst);
  ledger.entries.push_back(tests::european_union(day("2027-06-01")));
  const auto assessment = assess_on(ledger, "2027-12-01");
  CHECK(assessment.count == 39);
  CHECK(assessment.count_register == 40);
  CHECK(assessment.remaining == 1);
  CHECK(assessment.state == EifState::none);
  CHECK_FALSE(assessment.threshold_day);
  CHECK_FALSE(assessment.computed);
  REQUIRE(assessment.count_differences.size() == 1);
  CHECK(assessment.count_differences[0].find("State EU") == 0);
}

TEST_CASE("The fortieth and forty-first on one day are both named, and the day is the threshold") {
  treaty::Ledger ledger = ledger_of_states(41, kFirst);
  ledger.entries[40].act.date = kFortieth;
  const auto assessment = assess_on(ledger, "2027-07-02");
  CHECK(assessment.threshold_day == kFortieth);
  CHECK(assessment.threshold_participants.size() == 2);
  CHECK(assessment.count == 41);
  CHECK(assessment.remaining == 0);
  CHECK(assessment.computed == day("2027-09-29"));
  CHECK(assessment.state == EifState::computed);
  CHECK(assessment.outcome == Outcome::not_in_force);
}

TEST_CASE("A date that the depositary prints stands, and agreement is told") {
  treaty::Ledger ledger = ledger_of_states(40, kFirst);
  ledger.entry_into_force.date = day("2027-09-29");
  const auto ahead = assess_on(ledger, "2027-09-28");
  CHECK(ahead.state == EifState::official);
  CHECK(ahead.agree == true);
  CHECK(ahead.outcome == Outcome::agree);
  CHECK(assess_on(ledger, "2027-09-29").state == EifState::in_force);
}
