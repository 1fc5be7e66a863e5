#include <algorithm>
#include <string>

#include "support/catch.h"
#include "support/cybercrime.h"
#include "treaty/assess.h"
#include "treaty/explain_rule.h"

using tests::assess_on;
using tests::day;
using treaty::ActKind;
using treaty::Assessment;
using treaty::wait_from_words;

namespace {

const treaty::Day kFirst = day("2027-05-23");  // the 40th of the States: 1 July 2027

bool says(const Assessment& assessment, const std::string& sentence) {
  INFO(sentence);
  const auto& all = assessment.explanation;
  return std::find(all.begin(), all.end(), sentence) != all.end();
}

}  // namespace

TEST_CASE("An explanation tells the articles, who counts and why not, and what is not checked") {
  treaty::Ledger ledger = tests::ledger_of_states(39, kFirst);
  ledger.entries.push_back(tests::european_union(day("2027-06-01")));
  const auto assessment = assess_on(ledger, "2027-12-01");
  CHECK(says(assessment,
             "The rule is article 65(1), read in an authentic text (source: the record)."));
  CHECK(says(assessment,
             "Entry into force is 90 days after the day on which 40 instruments are reached."));
  CHECK(says(assessment, "39 of 40 count; 1 is missing."));
  CHECK(says(assessment,
             "Not counted: State EU, approval, 1 June 2027 (the participant table, column 2): an "
             "organization's instrument is not additional to those of its member States."));
  CHECK(says(assessment,
             "For one that joins after that day it is in force 30 days after its own deposit, or "
             "with the treaty if that is later (article 65(2), not checked against the certified "
             "true copy)."));
  CHECK(says(assessment,
             "Further number, 60 States Parties (supplementary protocols may be considered; "
             "article 62, not checked against the certified true copy): 39 States have deposited, "
             "for 0 it is in force."));
}

TEST_CASE("What those who completed the number did is called by its name") {
  treaty::Rule rule = tests::cybercrime();
  rule.entry.number = treaty::Count{1};
  rule.entry.unit = treaty::CountUnit::parties;
  rule.entry.wait = wait_from_words("none");
  rule.entry.counts.push_back(ActKind::definitive_signature);
  treaty::Ledger ledger;
  ledger.entries.push_back(tests::entry("S1", ActKind::definitive_signature, kFirst));
  const auto assessment = assess_on(rule, ledger, "2027-12-01");
  CHECK(says(assessment, "Entry into force is on the day on which 1 Party is reached."));
  CHECK(says(assessment,
             "The conditions were met on 23 May 2027, when State S1 signed definitively: 1 counted "
             "at the end of "
             "that day, 1 was needed."));
  CHECK(says(assessment, "Without delay: 23 May 2027."));
}

TEST_CASE("Parties that a rule leaves out for one reason are told in one sentence") {
  treaty::Rule rule = tests::cybercrime();
  rule.entry.counts = {ActKind::ratification};
  treaty::Ledger ledger = tests::ledger_of_states(2, kFirst);
  ledger.entries.push_back(tests::entry("S9", ActKind::accession, kFirst));
  ledger.entries.push_back(tests::entry("S8", ActKind::accession, kFirst));
  const auto assessment = assess_on(rule, ledger, "2027-12-01");
  CHECK(
      says(assessment,
           "2 Parties in the register are not counted by the rule, each because an accession does "
           "not count: State S8 and State S9."));
}

TEST_CASE("A date that the record never leads to is told with the count of its day") {
  treaty::Ledger ledger = tests::ledger_of_states(30, kFirst);
  ledger.entry_into_force.date = day("2027-09-29");
  CHECK(
      says(assess_on(ledger, "2028-01-01"),
           "By the record the conditions were never met; on the day that the depositary prints 30 "
           "counted, 40 were needed."));
}

TEST_CASE("Each way of waiting is told in a clause of its own") {
  const auto [words, clause] = GENERATE(table<std::string, std::string>({
      {"none", "on the day on which 40 instruments are reached"},
      {"3 months", "3 months after the day on which 40 instruments are reached"},
      {"first of the month after 6 months",
       "on the first day of the month that follows the expiration of 6 months from the day on "
       "which "
       "40 instruments are reached"},
      {"first of the 6th month after",
       "on the first of the 6th month after the month in which 40 instruments are reached"},
  }));
  treaty::Rule rule = tests::cybercrime();
  rule.entry.wait = wait_from_words(words);
  rule.entry.not_before.date = day("2027-01-01");
  CHECK(treaty::clause_sentence(rule.entry) ==
        "Entry into force is " + clause + "; not before 1 January 2027.");
}
