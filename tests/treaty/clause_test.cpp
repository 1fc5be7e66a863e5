#include "treaty/clause.h"

#include <string>

#include "support/catch.h"
#include "treaty/wait.h"

using treaty::ClauseNotRead;
using treaty::ProposedRule;
using treaty::rule_from_clause;

// The clauses are in words of ours, in the shapes that treaties use.

TEST_CASE("A clause of the regular shape is read") {
  using Row = std::tuple<std::string, int, std::string>;
  const auto [clause, instruments, wait] = GENERATE(table<std::string, int, std::string>({
      Row{"This Convention shall enter into force on the ninetieth day after the date of deposit "
          "of "
          "the fortieth instrument of ratification or accession.",
          40, "90 days"},
      Row{"The present Protocol shall enter into force on the thirtieth day following the date on "
          "which the sixteenth instrument of acceptance has been deposited with the Depositary.",
          16, "30 days"},
      Row{"The Agreement shall enter into force 60 (sixty) days after twenty-two instruments of "
          "approval have been deposited.",
          22, "60 days"},
      Row{"This Treaty enters into force three months after the deposit of the 35th instrument of "
          "ratification, acceptance or approval.",
          35, "3 months"},
      Row{"This Convention enters into force on the first day of the month following the "
          "expiration "
          "of one year from the date of deposit of the fifth instrument of accession.",
          5, "first of the month after 12 months"},
      Row{"This Treaty shall enter into force on the first day of the sixth month after the month "
          "in which the fortieth instrument of ratification has been deposited.",
          40, "first of the 6th month after"},
      Row{"This Statute shall enter into force on the first day of the month after the sixtieth "
          "day "
          "following the date of the deposit of the sixtieth instrument of ratification.",
          60, "first of the month after 60 days"},
      Row{"This Protocol shall enter into force on the date of deposit of the sixth instrument of "
          "accession.",
          6, "none"},
      Row{"This Convention shall enter into force six months following the date on which 10 States "
          "have expressed their consent to be bound by it.",
          10, "6 months"},
  }));
  INFO(clause);
  const auto result = rule_from_clause("X-99", "", clause);
  const auto* proposal = std::get_if<ProposedRule>(&result);
  REQUIRE(proposal);
  CHECK(proposal->rule.proposed);
  CHECK(proposal->rule.entry.number->value == instruments);
  CHECK(treaty::words_of(*proposal->rule.entry.wait) == wait);
  CHECK(proposal->rule.entry.organizations == treaty::OrganizationRule::counted);
  CHECK(treaty::mistakes_in(proposal->rule).empty());
}

TEST_CASE("A clause that asks for more than a number is never guessed") {
  const auto clause = GENERATE(
      std::string{"The Agreement enters into force on the thirtieth day after the date on which at "
                  "least 55 Parties accounting for 55 per cent of emissions have deposited."},
      std::string{
          "This Convention shall enter into force on the thirtieth day after the deposit of "
          "the tenth instrument of ratification by States of the region."},
      std::string{"This Treaty will enter into force 180 days after the date of deposit of the "
                  "instruments of ratification by all States listed in Annex 2."},
      std::string{
          "This Convention shall enter into force on the umpteenth day after the deposit of "
          "the tenth instrument of ratification."},
      std::string{"Amendments shall enter into force when two thirds have accepted them."},
      std::string{"1 July 2003, in accordance with article 38."}, std::string{});
  INFO(clause);
  const auto result = rule_from_clause("X-99", "", clause);
  REQUIRE(std::holds_alternative<ClauseNotRead>(result));
  CHECK_FALSE(std::get<ClauseNotRead>(result).why.empty());
}

TEST_CASE("What a clause says of parents, organizations and later States is read with it") {
  const auto result = rule_from_clause(
      "X-99-c", "A Protocol",
      "3 July 2005, in accordance with article 18 which reads as follows: \"1. This Protocol shall "
      "enter into force on the ninetieth day after the date of deposit of the fortieth instrument "
      "of ratification, except that it shall not enter into force before the entry into force of "
      "the Convention. Any instrument deposited by a regional economic integration organization "
      "shall not be counted as additional to those deposited by its members. 2. For each State "
      "ratifying this Protocol later, this Protocol shall enter into force on the thirtieth day "
      "after its deposit.\"");
  const auto* proposal = std::get_if<ProposedRule>(&result);
  REQUIRE(proposal);
  const treaty::EntryRule& entry = proposal->rule.entry;
  CHECK(entry.article == "18(1)");
  CHECK(entry.not_before.treaty == "X-99");
  CHECK(entry.organizations == treaty::OrganizationRule::not_additional);
  REQUIRE(entry.later);
  CHECK(treaty::words_of(*entry.later->wait) == "30 days");
  CHECK(proposal->words.size() == 3);
}

TEST_CASE("Numbers are read from words and digits") {
  CHECK(treaty::number_from_ordinal("thirty-fifth") == 35);
  CHECK(treaty::number_from_ordinal("65th") == 65);
  CHECK(treaty::number_from_cardinal("twenty-two") == 22);
  CHECK_FALSE(treaty::number_from_ordinal("forty"));
  CHECK_FALSE(treaty::number_from_cardinal("ten-two"));
  CHECK_FALSE(treaty::number_from_ordinal(""));
}
