#include <algorithm>
#include <random>
#include <string>

#include "support/catch.h"
#include "support/cybercrime.h"
#include "treaty/assess.h"
#include "treaty/ledger.h"

using tests::assess_on;
using tests::day;
using treaty::ActKind;
using treaty::Assessment;
using treaty::Days;
using treaty::Ledger;

namespace {

// A record drawn by chance: ratifications, accessions and successions over a year.
Ledger drawn(std::mt19937& chance, int how_many) {
  Ledger ledger;
  ledger.number = "XVIII-16";
  std::uniform_int_distribution<int> days{0, 365};
  std::uniform_int_distribution<int> kinds{0, 3};
  constexpr ActKind kKinds[] = {ActKind::ratification, ActKind::accession, ActKind::approval,
                                ActKind::succession};
  for (int i = 0; i < how_many; ++i) {
    ledger.entries.push_back(tests::entry(tests::state_id(i), kKinds[kinds(chance)],
                                          day("2027-01-01") + Days{days(chance)}));
  }
  return ledger;
}

// All that a reader sees, in one text.
std::string seen(const Assessment& assessment) {
  std::string text = std::to_string(assessment.count) + ' ' +
                     std::to_string(assessment.count_register) + ' ' +
                     (assessment.computed ? assessment.computed->iso() : "none");
  for (const auto& participant : assessment.participants) {
    text += ' ' + participant.id->str();
    text += participant.in_force ? participant.in_force->iso() : participant.why;
  }
  for (const std::string& sentence : assessment.explanation)
    text += '\n' + sentence;
  return text;
}

}  // namespace

TEST_CASE("The order of rows never matters") {
  std::mt19937 chance{GENERATE(1u, 2u, 3u, 4u, 5u)};
  Ledger ledger = drawn(chance, 45);
  const std::string before = seen(assess_on(ledger, "2028-01-01"));
  std::shuffle(ledger.entries.begin(), ledger.entries.end(), chance);
  CHECK(seen(assess_on(ledger, "2028-01-01")) == before);
}

TEST_CASE("A rename changes no count and no date") {
  std::mt19937 chance{7};
  Ledger ledger = drawn(chance, 45);
  const Assessment before = assess_on(ledger, "2028-01-01");
  for (treaty::Entry& entry : ledger.entries)
    entry.name = "Kingdom of " + entry.name;
  const Assessment after = assess_on(ledger, "2028-01-01");
  CHECK(after.count == before.count);
  CHECK(after.computed == before.computed);
  CHECK(after.threshold_day == before.threshold_day);
}

TEST_CASE("A row of the European Union changes no count where it is not additional") {
  std::mt19937 chance{GENERATE(11u, 12u, 13u)};
  Ledger ledger = drawn(chance, 41);
  const Assessment before = assess_on(ledger, "2028-01-01");
  ledger.entries.push_back(tests::european_union(day("2027-01-01")));
  const Assessment after = assess_on(ledger, "2028-01-01");
  CHECK(after.count == before.count);
  CHECK(after.threshold_day == before.threshold_day);
  CHECK(after.computed == before.computed);
  CHECK(after.count_register == before.count_register + 1);
}

TEST_CASE("Knowing more never undoes a count, while nothing is taken back") {
  treaty::Record record;
  record.number = "XVIII-16";
  record.headings = {"Participant", "Signature", "Ratification"};
  for (int i = 0; i < 45; ++i) {
    treaty::Fact fact{.participant = treaty::ParticipantId{tests::state_id(i)},
                      .name = tests::state_id(i),
                      .act = tests::act(ActKind::ratification, "2027-01-01")};
    fact.act.date = day("2027-01-01") + Days{i};
    fact.first_seen = treaty::Instant{std::chrono::seconds{1000 * ((i * 7) % 45)}};
    record.facts.push_back(std::move(fact));
  }
  const treaty::Rule rule = tests::cybercrime();
  int last = 0;
  for (int step = 0; step < 45; ++step) {
    const treaty::LedgerCut cut{treaty::Instant{std::chrono::seconds{1000 * step}}};
    const auto ledger = treaty::ledger_of(record, treaty::Participants{}, cut);
    const int count = treaty::assess(&rule, ledger, {.today = day("2028-01-01")}).count;
    CHECK(count == last + 1);
    last = count;
  }
}

TEST_CASE("A re-accession leaves the act that it overwrote in the history") {
  const treaty::Instant seen{std::chrono::sys_days{day("2028-01-01").sys_days()}};
  const auto fact = [&](std::int64_t id, const char* iso, bool withdrawn) {
    return treaty::Fact{.id = id,
                        .participant = treaty::ParticipantId{"S1"},
                        .name = "S1",
                        .act = tests::act(ActKind::ratification, iso, withdrawn),
                        .first_seen = seen,
                        .last_confirmed = seen};
  };
  treaty::Record record;
  record.number = "XVIII-16";
  record.headings = {"Participant", "Signature", "Ratification"};
  treaty::Fact old = fact(1, "2025-01-01", true);
  old.superseded = seen;
  old.superseded_by = 2;
  record.facts = {old, fact(2, "2027-03-01", false)};
  const Ledger ledger = treaty::ledger_of(record, treaty::Participants{});
  REQUIRE(ledger.entries.size() == 2);
  CHECK(ledger.entries[0].withdrawn_by == day("2027-03-01"));
  CHECK_FALSE(ledger.entries[1].act.withdrawn);
}
