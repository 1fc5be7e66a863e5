#include <algorithm>
#include <string>

#include "support/catch.h"
#include "support/cybercrime.h"
#include "treaty/assess.h"

using tests::assess_on;
using tests::cybercrime;
using tests::day;
using tests::ledger_of_states;
using tests::state_id;
using treaty::ActKind;
using treaty::Assessment;
using treaty::Day;
using treaty::Days;
using treaty::EifState;
using treaty::Ledger;
using treaty::Outcome;
using treaty::Standing;

namespace {

// Forty deposits, one a day: the fortieth on 1 July 2027, entry into force on 29 September 2027.
const Day kFirst = day("2027-05-23");
const Day kFortieth = day("2027-07-01");
const Day kInForce = day("2027-09-29");

const Standing& standing(const Assessment& assessment, const std::string& id) {
  const auto found =
      std::find_if(assessment.participants.begin(), assessment.participants.end(),
                   [&](const Standing& one) { return one.id == treaty::ParticipantId{id}; });
  REQUIRE(found != assessment.participants.end());
  return *found;
}

void withdraw(Ledger& ledger, std::size_t entry, std::optional<Day> by) {
  ledger.entries.at(entry).act.withdrawn = true;
  ledger.entries.at(entry).withdrawn_by = by;
}

bool explains(const Assessment& assessment, const std::string& words) {
  return std::any_of(
      assessment.explanation.begin(), assessment.explanation.end(),
      [&](const std::string& sentence) { return sentence.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("A fortieth deposit published 600 days late makes a past date, and says in force") {
  const auto assessment = assess_on(ledger_of_states(40, kFirst), "2029-02-20");
  CHECK(assessment.threshold_day == kFortieth);
  CHECK(assessment.computed == kInForce);
  CHECK(assessment.state == EifState::in_force);
  CHECK(assessment.remaining == 0);
}

TEST_CASE("A deposit date that is corrected moves the threshold and the date") {
  Ledger ledger = ledger_of_states(40, kFirst);
  CHECK(assess_on(ledger, "2027-07-10").computed == kInForce);
  ledger.entries.back().act.date = day("2027-07-05");
  const auto corrected = assess_on(ledger, "2027-07-10");
  CHECK(corrected.threshold_day == day("2027-07-05"));
  CHECK(corrected.computed == day("2027-10-03"));
}

TEST_CASE("A withdrawal before the threshold lowers the count") {
  Ledger ledger = ledger_of_states(40, kFirst);
  withdraw(ledger, 0, day("2027-06-15"));
  const auto assessment = assess_on(ledger, "2027-07-10");
  CHECK(assessment.count == 39);
  CHECK(assessment.remaining == 1);
  CHECK_FALSE(assessment.threshold_day);
  CHECK(assessment.state == EifState::none);
}

TEST_CASE("A withdrawal between threshold and entry into force is contested, and the date kept") {
  Ledger ledger = ledger_of_states(40, kFirst);
  const auto by = GENERATE(std::optional<Day>{day("2027-08-01")}, std::optional<Day>{});
  withdraw(ledger, 0, by);
  const auto assessment = assess_on(ledger, "2027-08-10");
  CHECK(assessment.state == EifState::contested);
  CHECK(assessment.threshold_day == kFortieth);
  CHECK(assessment.computed == kInForce);
  CHECK(assessment.count == 39);
  CHECK(explains(assessment, "for a person to decide"));
}

TEST_CASE("A withdrawal that takes effect with entry into force or later contests nothing") {
  const auto by = GENERATE(as<const char*>{}, "2027-09-29", "2027-09-30");
  Ledger ledger = ledger_of_states(40, kFirst);
  withdraw(ledger, 0, day(by));
  const auto assessment = assess_on(ledger, "2027-10-10");
  CHECK(assessment.state == EifState::in_force);
  CHECK(assessment.computed == kInForce);
}

TEST_CASE("A number that is undone before the threshold and reached again later is reached then") {
  Ledger ledger = ledger_of_states(41, kFirst);
  withdraw(ledger, 0, kFortieth - Days{1});
  const auto assessment = assess_on(ledger, "2027-08-10");
  CHECK(assessment.threshold_day == kFortieth + Days{1});
  CHECK(assessment.threshold_participants == std::vector<std::string>{"State S1041"});
  CHECK(assessment.state == EifState::computed);
}

TEST_CASE("A withdrawal that leaves forty does not contest the date") {
  Ledger ledger = ledger_of_states(41, kFirst);
  withdraw(ledger, 0, day("2027-08-01"));
  CHECK(assess_on(ledger, "2027-08-10").state == EifState::computed);
}

TEST_CASE("After entry into force a withdrawal changes the count and never the date") {
  Ledger ledger = ledger_of_states(40, kFirst);
  withdraw(ledger, 0, day("2028-12-01"));
  const auto assessment = assess_on(ledger, "2029-01-01");
  CHECK(assessment.state == EifState::in_force);
  CHECK(assessment.computed == kInForce);
  CHECK(assessment.count == 39);
  CHECK(standing(assessment, state_id(1)).withdrawn);
  CHECK_FALSE(standing(assessment, state_id(1)).counted);
}

TEST_CASE("A succession counts on its notification, and no date is invented for it") {
  Ledger ledger = ledger_of_states(40, kFirst);
  ledger.entries.back().act.kind = ActKind::succession;
  const auto assessment = assess_on(ledger, "2027-10-01");
  CHECK(assessment.threshold_day == kFortieth);
  const Standing& successor = standing(assessment, state_id(40));
  CHECK(successor.counted);
  CHECK_FALSE(successor.in_force);
  CHECK(successor.why.find("succession") != std::string::npos);

  treaty::Rule rule = cybercrime();
  rule.entry.successions = treaty::SuccessionRule::not_counted;
  CHECK(assess_on(rule, ledger, "2027-10-01").count == 39);
}

TEST_CASE("A State that joins later is bound 30 days on, or with the treaty if that is later") {
  const auto [days, in_force] = GENERATE(table<int, const char*>({
      {0, "2027-09-29"},
      {59, "2027-09-29"},
      {60, "2027-09-29"},
      {61, "2027-09-30"},
      {90, "2027-10-29"},
  }));
  Ledger ledger = ledger_of_states(40, kFirst);
  ledger.entries.push_back(tests::entry("S2000", ActKind::accession, kFortieth + Days{days}));
  const auto assessment = assess_on(ledger, "2028-01-01");
  CHECK(standing(assessment, "S2000").in_force == day(in_force));
}

TEST_CASE("Sixty deposits and sixty States Parties are reached on different days") {
  // The sixtieth deposits on 21 July 2027, long before entry into force.
  const auto early = assess_on(ledger_of_states(60, kFirst), "2027-08-01");
  REQUIRE(early.thresholds.size() == 1);
  CHECK(early.thresholds[0].deposited.count == 60);
  CHECK(early.thresholds[0].deposited.day == day("2027-07-21"));
  CHECK(early.thresholds[0].states_parties.count == 0);
  CHECK(early.thresholds[0].states_parties.day == kInForce);

  Ledger ledger = ledger_of_states(59, kFirst);
  ledger.entries.push_back(tests::entry("S2000", ActKind::accession, day("2028-03-01")));
  const auto late = assess_on(ledger, "2028-03-15");
  CHECK(late.thresholds[0].deposited.day == day("2028-03-01"));
  CHECK(late.thresholds[0].states_parties.count == 59);
  CHECK(late.thresholds[0].states_parties.day == day("2028-03-31"));
}

TEST_CASE(
    "The European Union is shown beside sixty States Parties and does not make the sixtieth") {
  Ledger ledger = ledger_of_states(59, kFirst);
  ledger.entries.push_back(tests::european_union(day("2027-06-01")));
  const auto assessment = assess_on(ledger, "2028-01-01");
  CHECK(assessment.thresholds[0].states_parties.count == 59);
  CHECK_FALSE(assessment.thresholds[0].states_parties.day);
  CHECK(assessment.thresholds[0].states_parties_with_organizations.count == 60);
  CHECK(assessment.thresholds[0].states_parties_with_organizations.day == kInForce);
}

TEST_CASE("A denunciation that brings sixty Parties down to 59 is said, and the day stays") {
  Ledger ledger = ledger_of_states(60, kFirst);
  withdraw(ledger, 59, day("2029-06-01"));
  const auto assessment = assess_on(ledger, "2029-07-01");
  CHECK(assessment.thresholds[0].states_parties.count == 59);
  CHECK(assessment.thresholds[0].states_parties.day == kInForce);
  CHECK(explains(assessment, "no longer met"));
  CHECK_FALSE(assessment.thresholds[0].states_parties.since);
}

TEST_CASE("Sixty States Parties that are lost and regained count anew from the day of the regain") {
  Ledger ledger = ledger_of_states(60, kFirst);
  CHECK(assess_on(ledger, "2029-05-01").thresholds[0].states_parties.since == kInForce);
  withdraw(ledger, 59, day("2029-06-01"));
  ledger.entries.push_back(tests::entry("S2000", ActKind::accession, day("2029-06-20")));
  const auto ahead = assess_on(ledger, "2029-07-01").thresholds[0];
  CHECK(ahead.states_parties.day == kInForce);
  CHECK(ahead.states_parties.since == day("2029-07-20"));
  CHECK(ahead.deposited.since == day("2029-06-20"));
  CHECK(assess_on(ledger, "2029-08-01").thresholds[0].states_parties.since == day("2029-07-20"));
}

TEST_CASE("A wait in months from 31 January is cut to 29 February and marked uncertain") {
  treaty::Rule rule = cybercrime();
  rule.entry.wait = treaty::wait_from_words("1 month");
  const auto assessment =
      assess_on(rule, ledger_of_states(40, day("2028-01-31") - Days{39}), "2028-02-01");
  CHECK(assessment.computed == day("2028-02-29"));
  REQUIRE(assessment.problems.size() == 1);
  CHECK(assessment.problems[0].code == "uncertain-date");
}

TEST_CASE("Ninety days run over 29 February") {
  const auto assessment =
      assess_on(ledger_of_states(40, day("2028-01-01") - Days{39}), "2028-01-02");
  CHECK(assessment.computed == day("2028-03-31"));
}

TEST_CASE(
    "Another date than ours, printed by the depositary, stands, and the difference is explained") {
  Ledger ledger = ledger_of_states(40, kFirst);
  ledger.entry_into_force.date = day("2027-09-30");
  const auto assessment = assess_on(ledger, "2027-10-01");
  CHECK(assessment.official == day("2027-09-30"));
  CHECK(assessment.computed == kInForce);
  CHECK(assessment.agree == false);
  CHECK(assessment.outcome == Outcome::explained);
  CHECK(explains(assessment, "counted 1 day longer"));
  CHECK(standing(assessment, state_id(1)).in_force == day("2027-09-30"));

  ledger.entry_into_force.date = day("2031-01-01");
  CHECK(assess_on(ledger, "2031-02-01").outcome == Outcome::disputed);
}

TEST_CASE("A legal state of the past leaves out what came later") {
  Ledger ledger = ledger_of_states(41, kFirst);
  ledger.entry_into_force.date = kInForce;
  const treaty::Rule rule = cybercrime();
  const auto before =
      treaty::assess(&rule, ledger, {.today = day("2028-01-01"), .as_of = kFortieth - Days{1}});
  CHECK(before.count == 39);
  CHECK(before.state == EifState::none);
  CHECK_FALSE(before.official);
  const auto after =
      treaty::assess(&rule, ledger, {.today = day("2028-01-01"), .as_of = kFortieth});
  CHECK(after.count == 40);
  CHECK(after.state == EifState::official);
}
