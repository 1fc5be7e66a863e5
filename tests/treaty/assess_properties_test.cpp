#include <algorithm>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <vector>

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

// A record drawn by chance: acts of many kinds over a year, some withdrawn, some of States that no
// longer exist or that were one State for a time, and an organization's.
Ledger drawn(std::mt19937& chance, int how_many) {
  Ledger ledger;
  ledger.number = "XVIII-16";
  std::uniform_int_distribution<int> days{0, 365};
  std::uniform_int_distribution<int> kinds{0, 5};
  std::uniform_int_distribution<int> tenth{0, 9};
  constexpr ActKind kKinds[] = {ActKind::ratification, ActKind::accession,
                                ActKind::approval,     ActKind::succession,
                                ActKind::signature,    ActKind::provisional_application};
  const treaty::Union both{"BOTH", "Union of Both", {day("2027-02-01"), day("2027-09-30")}};
  for (int i = 0; i < how_many; ++i) {
    treaty::Entry entry = tests::entry(tests::state_id(i), kKinds[kinds(chance)],
                                       day("2027-01-01") + Days{days(chance)});
    if (tenth(chance) == 0) {
      entry.act.withdrawn = true;
      if (tenth(chance) < 7) entry.withdrawn_by = entry.act.date + Days{days(chance)};
    }
    if (tenth(chance) == 0) {
      entry.predecessor = true;
      entry.ceased = entry.act.date + Days{days(chance)};
    }
    if (tenth(chance) == 0) entry.joined = both;
    ledger.entries.push_back(entry);
    if (tenth(chance) == 0) {  // a signature beside the instrument
      entry.act.kind = ActKind::signature;
      entry.act.date = entry.act.date - Days{30};
      ledger.entries.push_back(entry);
    }
  }
  ledger.entries.push_back(tests::european_union(day("2027-03-01")));
  return ledger;
}

// Three rules that count in different ways.
treaty::Rule rule_drawn(std::mt19937& chance) {
  treaty::Rule rule = tests::cybercrime();
  std::uniform_int_distribution<int> sort{0, 2};
  std::uniform_int_distribution<int> number{5, 45};
  rule.entry.number = treaty::Count{number(chance)};
  switch (sort(chance)) {
    case 0: break;
    case 1: {
      treaty::Condition condition{.text = "including some"};
      for (int i = 0; i < 20; i += 2)
        condition.roll.entries.push_back({tests::state_id(i), {}, 1.0 + i, i % 4 == 0 ? "a" : "b"});
      condition.share = treaty::Fraction{1, 3};
      rule.entry.conditions = {condition};
      break;
    }
    default:
      rule.entry.successions = treaty::SuccessionRule::not_counted;
      rule.entry.organizations = treaty::OrganizationRule::counted;
  }
  return rule;
}

// All that a reader sees, in one text.
std::string seen(const Assessment& assessment) {
  std::string text = std::to_string(assessment.count) + ' ' +
                     std::to_string(assessment.count_register) + ' ' +
                     (assessment.computed ? assessment.computed->iso() : "none") + ' ' +
                     std::string{name_of(assessment.state)};
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
  std::mt19937 chance{GENERATE(range(1U, 41U))};
  Ledger ledger = drawn(chance, 45);
  const treaty::Rule rule = rule_drawn(chance);
  const std::string before = seen(assess_on(rule, ledger, "2028-01-01"));
  std::shuffle(ledger.entries.begin(), ledger.entries.end(), chance);
  CHECK(seen(assess_on(rule, ledger, "2028-01-01")) == before);
}

TEST_CASE("A rename, of all or of some, changes no count and no date") {
  std::mt19937 chance{GENERATE(range(1U, 41U))};
  Ledger ledger = drawn(chance, 45);
  const treaty::Rule rule = rule_drawn(chance);
  const Assessment before = assess_on(rule, ledger, "2028-01-01");
  std::uniform_int_distribution<int> coin{0, 1};
  for (treaty::Entry& entry : ledger.entries) {
    if (coin(chance) == 1) entry.name = "Kingdom of " + entry.name;
  }
  const Assessment after = assess_on(rule, ledger, "2028-01-01");
  CHECK(after.count == before.count);
  CHECK(after.count_register == before.count_register);
  CHECK(after.computed == before.computed);
  CHECK(after.threshold_day == before.threshold_day);
  CHECK(after.state == before.state);
  CHECK(after.participants.size() == before.participants.size());
}

TEST_CASE("A row of the European Union changes no count where it is not additional") {
  std::mt19937 chance{GENERATE(range(1U, 41U))};
  Ledger ledger = drawn(chance, 60);
  const Ledger with_union = ledger;
  ledger.entries.pop_back();
  treaty::Rule rule = rule_drawn(chance);
  rule.entry.organizations = treaty::OrganizationRule::not_additional;
  const Assessment before = assess_on(rule, ledger, "2028-01-01");
  const Assessment after = assess_on(rule, with_union, "2028-01-01");
  CHECK(after.count == before.count);
  CHECK(after.threshold_day == before.threshold_day);
  CHECK(after.computed == before.computed);
  CHECK(after.count_register == before.count_register + 1);
}

TEST_CASE(
    "Knowing more never undoes a count or an earlier threshold, while nothing is taken back") {
  std::mt19937 chance{GENERATE(range(1U, 21U))};
  constexpr int kStates = 45;
  std::vector<int> order(kStates);
  std::iota(order.begin(), order.end(), 0);
  std::shuffle(order.begin(), order.end(), chance);
  std::uniform_int_distribution<int> days{0, 365};
  treaty::Record record;
  record.number = "XVIII-16";
  record.headings = {"Participant", "Signature", "Ratification"};
  const treaty::Rule rule = tests::cybercrime();
  int count = 0;
  std::optional<treaty::Day> threshold;
  for (const int state : order) {  // published in an order that is not that of the deposits
    treaty::Fact fact{.participant = treaty::ParticipantId{tests::state_id(state)},
                      .name = tests::state_id(state),
                      .act = tests::act(ActKind::ratification, "2027-01-01")};
    fact.act.date = day("2027-01-01") + Days{days(chance)};
    record.facts.push_back(std::move(fact));
    const auto ledger = treaty::ledger_of(record, treaty::Participants{});
    const Assessment known = treaty::assess(&rule, ledger, {.today = day("2028-01-01")});
    CHECK(known.count == count + 1);
    if (threshold) {
      REQUIRE(known.threshold_day);
      CHECK(*known.threshold_day <= *threshold);
    }
    count = known.count;
    threshold = known.threshold_day;
  }
  CHECK(threshold);
}

TEST_CASE("The legal state of a day does not depend on what came after it") {
  std::mt19937 chance{GENERATE(range(1U, 21U))};
  const Ledger ledger = drawn(chance, 45);
  const treaty::Rule rule = rule_drawn(chance);
  const treaty::Day then = day("2027-07-01");
  Ledger earlier = ledger;
  std::erase_if(earlier.entries, [&](const treaty::Entry& entry) { return entry.act.date > then; });
  const treaty::AssessOptions options{.today = day("2028-01-01"), .as_of = then};
  CHECK(seen(treaty::assess(&rule, ledger, options)) ==
        seen(treaty::assess(&rule, earlier, options)));
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
