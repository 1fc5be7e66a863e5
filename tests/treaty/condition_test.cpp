#include <algorithm>
#include <string>

#include "support/catch.h"
#include "support/cybercrime.h"
#include "treaty/assess.h"

using tests::assess_on;
using tests::day;
using tests::state_id;
using treaty::Condition;
using treaty::Count;
using treaty::Outcome;
using treaty::Rule;

namespace {

const treaty::Day kFirst = day("2027-01-01");  // State n deposits on that day + n - 1

treaty::RollEntry on_roll(int state, double weight = 1, const char* group = "") {
  return {state_id(state), {}, weight, group};
}

// Three instruments are needed; ten States deposit, one a day.
treaty::Assessment assessed(const Condition& condition) {
  Rule rule = tests::cybercrime();
  rule.entry.number = Count{3};
  rule.entry.conditions = {condition};
  return assess_on(rule, tests::ledger_of_states(10, kFirst), "2027-02-01");
}

}  // namespace

TEST_CASE("A class condition moves the threshold to the day on which it is met") {
  Condition condition{.text = "including some"};
  condition.roll.entries = {on_roll(2, 10, "a"), on_roll(5, 30, "a"), on_roll(7, 60, "b")};
  SECTION("a number of a list") {
    condition.number = Count{2};
    CHECK(assessed(condition).threshold_day == day("2027-01-05"));
  }
  SECTION("all of a list") {
    condition.all = true;
    CHECK(assessed(condition).threshold_day == day("2027-01-07"));
  }
  SECTION("a share of a weight, exactly reached") {
    condition.share = treaty::fraction_from_text("40%");
    CHECK(assessed(condition).threshold_day == day("2027-01-05"));
  }
  SECTION("more than a share") {
    condition.share = treaty::fraction_from_text("40%");
    condition.more_than_share = true;
    CHECK(assessed(condition).threshold_day == day("2027-01-07"));
  }
  SECTION("groups") {
    condition.groups = 2;
    CHECK(assessed(condition).threshold_day == day("2027-01-07"));
  }
  SECTION("one group of a list") {
    condition.group = "b";
    condition.number = Count{1};
    CHECK(assessed(condition).threshold_day == day("2027-01-07"));
  }
  SECTION("a share of one group, whatever the whole roll weighs") {
    condition.group = "a";
    condition.share = treaty::fraction_from_text("50%");
    condition.roll.total = 1000;
    CHECK(assessed(condition).threshold_day == day("2027-01-05"));
  }
  SECTION("nobody of it matters before the number is there") {
    condition.number = Count{1};
    CHECK(assessed(condition).threshold_day == day("2027-01-03"));
  }
}

TEST_CASE(
    "A condition that cannot be computed predicts nothing and is believed of the depositary") {
  Rule rule = tests::cybercrime();
  rule.entry.conditions = {{.text = "with most of the tonnage", .needs = "the tonnage by State"}};
  treaty::Ledger ledger = tests::ledger_of_states(40, kFirst);
  const auto unprinted = assess_on(rule, ledger, "2027-03-01");
  CHECK(unprinted.outcome == Outcome::needs_data);
  CHECK(unprinted.count == 40);
  CHECK_FALSE(unprinted.computed);
  ledger.entry_into_force.date = kFirst + treaty::Days{39 + 90};
  CHECK(assess_on(rule, ledger, "2027-09-01").outcome == Outcome::agree);
  ledger.entry_into_force.date = day("2027-12-24");
  CHECK(assess_on(rule, ledger, "2028-01-01").outcome == Outcome::needs_data);
}

TEST_CASE("A fraction follows the membership, and only those among whom it counts") {
  Rule rule = tests::cybercrime();
  rule.entry.number.reset();
  rule.entry.fraction = treaty::fraction_from_text("2/3");
  rule.entry.membership = treaty::Roll{.name = "the members"};
  for (int i = 1; i <= 9; ++i)
    rule.entry.membership->entries.push_back(on_roll(i));
  const auto ledger = tests::ledger_of_states(10, kFirst);
  CHECK(assess_on(rule, ledger, "2027-02-01").threshold_day == day("2027-01-06"));

  // A tenth member from the fifth day on: seven are needed then.
  rule.entry.membership->entries.push_back({"S9999", {day("2027-01-05"), {}}, 1, ""});
  CHECK(assess_on(rule, ledger, "2027-02-01").threshold_day == day("2027-01-07"));

  rule.entry.among = treaty::Roll{.name = "those of the list"};
  for (int i = 2; i <= 10; ++i)
    rule.entry.among->entries.push_back(on_roll(i));
  CHECK(assess_on(rule, ledger, "2027-02-01").threshold_day == day("2027-01-08"));
}

TEST_CASE("Two classes, exporters and importers, must both be there with the number") {
  Rule rule = tests::cybercrime();
  rule.entry.number = Count{4};
  Condition exporters{.text = "with 60 per cent of the exports"};
  exporters.roll.entries = {on_roll(1, 50, "exporter"), on_roll(6, 20, "exporter"),
                            on_roll(8, 30, "exporter"), on_roll(2, 70, "importer"),
                            on_roll(9, 30, "importer")};
  exporters.group = "exporter";
  exporters.share = treaty::fraction_from_text("60%");
  Condition importers = exporters;
  importers.group = "importer";
  importers.share = treaty::fraction_from_text("75%");
  rule.entry.conditions = {exporters, importers};
  CHECK(assess_on(rule, tests::ledger_of_states(10, kFirst), "2027-02-01").threshold_day ==
        day("2027-01-09"));
}

TEST_CASE("An act that only the rule knows of counts in its time, and is no row of the register") {
  Rule rule = tests::cybercrime();
  rule.entry.number = Count{3};
  rule.entry.unshown = {{.who = "S9",
                         .name = "State S9",
                         .kind = treaty::ActKind::ratification,
                         .date = day("2026-12-01"),
                         .until = day("2027-06-01"),
                         .source = "a notice of 2026"}};
  treaty::Ledger ledger = tests::ledger_of_states(4, kFirst);
  const auto assessment = assess_on(rule, ledger, "2028-01-01");
  CHECK(assessment.threshold_day == day("2027-01-02"));
  CHECK(assessment.count == 4);
  CHECK(assessment.count_register == 4);
  CHECK(assessment.participants.size() == 4);
  CHECK(std::any_of(assessment.explanation.begin(), assessment.explanation.end(),
                    [](const std::string& sentence) {
                      return sentence.find("not in the table; a notice of 2026") !=
                             std::string::npos;
                    }));
  CHECK(assess_on(rule, ledger, "2027-02-01").count == 5);
  CHECK(treaty::assess(&rule, ledger, {.today = day("2028-01-01"), .as_of = day("2026-11-30")})
            .count == 0);

  SECTION("a record that shows it after all is not counted twice") {
    ledger.entries.push_back(tests::entry("S9", treaty::ActKind::ratification, day("2026-12-01")));
    CHECK(assess_on(rule, ledger, "2028-01-01").count == 5);
  }
}

TEST_CASE("A fixed day holds if the conditions are met by then, a parent's date comes first") {
  Rule rule = tests::cybercrime();
  rule.entry.number = Count{3};
  rule.entry.fixed = treaty::FixedDate{day("2027-01-03")};
  const auto ledger = tests::ledger_of_states(3, kFirst);
  CHECK(assess_on(rule, ledger, "2027-02-01").computed == day("2027-01-03"));
  rule.entry.fixed = treaty::FixedDate{day("2027-01-02")};
  CHECK(assess_on(rule, ledger, "2027-02-01").computed == day("2027-04-03"));
  rule.entry.fixed.reset();
  rule.entry.not_before.treaty = "XVIII-99";
  const auto unknown = assess_on(rule, ledger, "2027-02-01");
  CHECK_FALSE(unknown.computed);
  CHECK(unknown.threshold_day == day("2027-01-03"));
  treaty::Ledger printed = ledger;
  printed.entry_into_force.date = day("2027-04-03");
  CHECK(assess_on(rule, printed, "2028-02-01").outcome == Outcome::agree);
  printed.entry_into_force.date = day("2027-12-01");
  CHECK(assess_on(rule, printed, "2028-02-01").outcome == Outcome::needs_data);
  const auto known = treaty::assess(
      &rule, ledger, {.today = day("2027-02-01"), .in_force = {{"XVIII-99", day("2028-01-01")}}});
  CHECK(known.computed == day("2028-01-01"));
}

TEST_CASE("A disagreement is explained by the smallest change, marked as a hypothesis") {
  treaty::Ledger ledger = tests::ledger_of_states(40, kFirst);
  const auto hypothesis = [&](treaty::Day printed) {
    ledger.entry_into_force.date = printed;
    const auto assessment = assess_on(ledger, "2029-01-01");
    CHECK(assessment.outcome == Outcome::explained);
    const auto found = std::find_if(
        assessment.explanation.begin(), assessment.explanation.end(),
        [](const std::string& sentence) { return sentence.starts_with("Hypothesis: "); });
    REQUIRE(found != assessment.explanation.end());
    return *found;
  };
  const treaty::Day fortieth = kFirst + treaty::Days{39};
  SECTION("the European Union was counted") {
    ledger.entries.push_back(tests::european_union(kFirst));
    ledger.entries[39].act.date = fortieth + treaty::Days{30};
    CHECK(hypothesis(fortieth + treaty::Days{89}).find("State EU") != std::string::npos);
  }
  SECTION("the instrument that completes the number is dated too late") {
    ledger.entries[39].act.date = day("2027-02-10");
    for (std::size_t i = 0; i < 39; ++i)  // the others of January alone
      ledger.entries[i].act.date = kFirst + treaty::Days{static_cast<int>(i % 16)};
    const std::string found = hypothesis(kFirst + treaty::Days{15 + 90});
    CHECK(found.find("State S1040 is of an earlier day than 10 February 2027") !=
          std::string::npos);
  }
  SECTION("an act that the record no longer shows was counted") {
    ledger.entries.pop_back();
    ledger.entries.push_back(tests::entry("S2000", treaty::ActKind::accession, day("2028-11-30")));
    const treaty::Day printed = kFirst + treaty::Days{38 + 90};
    CHECK(hypothesis(printed).find("does not show") != std::string::npos);
  }
}

TEST_CASE("States that are one State for a time count once in it") {
  treaty::Ledger ledger = tests::ledger_of_states(40, kFirst);
  const treaty::Union both{"BOTH", "Union of Both", {day("2026-01-01"), day("2027-02-09")}};
  ledger.entries[2].joined = both;
  ledger.entries[5].joined = both;
  const auto while_united = assess_on(ledger, "2027-02-09");
  CHECK(while_united.count == 39);
  CHECK_FALSE(while_united.threshold_day);
  CHECK(assess_on(ledger, "2027-02-10").count == 40);

  ledger.entries.push_back(tests::entry("S2000", treaty::ActKind::accession, day("2027-03-01")));
  const auto later = assess_on(ledger, "2027-03-02");
  CHECK(later.threshold_day == day("2027-03-01"));
  CHECK(std::count(later.explanation.begin(), later.explanation.end(),
                   "From 1 January 2026 to 9 February 2027 State S1003 and State S1006 were one "
                   "State, the Union of Both, and count once in that time.") == 1);
}
