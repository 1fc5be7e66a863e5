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
      Row{"The present Convention shall come into force on the thirtieth day after the date of "
          "deposit with the Secretary-General of the United Nations of the sixth instrument of "
          "ratification or of accession.",
          6, "30 days"},
      Row{"This Convention shall enter into force upon the deposit of the tenth instrument of "
          "ratification.",
          10, "none"},
      Row{"This Convention shall enter into force as soon as at least twenty (20) instruments of "
          "ratification have been deposited.",
          20, "none"},
      Row{"This Convention shall enter into force when fifteen States have become Parties to it.",
          15, "none"},
      Row{"This Protocol shall enter into force on the one hundred and eightieth day after the "
          "deposit of the twenty second instrument of ratification.",
          22, "180 days"},
      Row{"This Protocol shall enter into force thirty days after the deposit of instruments of "
          "ratification, acceptance or accession by at least ten States.",
          10, "30 days"},
      Row{"This Convention and its annexes shall enter into force on the sixtieth (60th) day "
          "following the deposit of the thirty-fifth instrument of ratification, or approval.",
          35, "60 days"},
      Row{"This Amendment shall enter into force on the ninetieth day after the date of receipt by "
          "the Depositary of the twentieth instrument of acceptance.",
          20, "90 days"},
      Row{"This Treaty shall enter into force three months after thirty States have deposited "
          "their instruments of ratification.",
          30, "3 months"},
      Row{"This Convention shall enter into force on the thirtieth day after the date on which the "
          "tenth State has deposited its instrument of ratification.",
          10, "30 days"},
      Row{"This Convention enters into force on the first day of the third month following the "
          "deposit of the tenth instrument of accession.",
          10, "first of the 3rd month after"},
      Row{"This Convention shall enter into force on the first day of the month following the "
          "expiration of a period of three months after the date of deposit of the fifth "
          "instrument of ratification.",
          5, "first of the month after 3 months"},
      Row{"1 May 2027, in accordance with article 15(1) this Treaty shall enter into force 90 days "
          "after the fiftieth instrument of ratification has been deposited.",
          50, "90 days"},
      Row{"The Protocol shall enter into force on the ninetieth day after the deposit of the "
          "sixteenth instrument of approval by States or by regional economic integration "
          "organizations.",
          16, "90 days"},
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
  const auto clause = GENERATE(values<std::string>({
      "This Convention shall enter into force on the ninetieth day after the date on which "
      "not less than 55 Parties, accounting for at least 55 per cent of emissions, have "
      "deposited their instruments of ratification.",
      "This Convention shall enter into force twelve months after the date on which not "
      "less than 24 States, the combined tonnage of which amounts to at least 25 per cent "
      "of world tonnage, have become Contracting Parties to it.",
      "This Agreement shall enter into force thirty days after the deposit of the tenth "
      "instrument of ratification, provided that five of them are of exporting States.",
      "This Agreement shall enter into force on the thirtieth day after the deposit of the "
      "tenth instrument of ratification, including those of at least two importing "
      "countries.",
      "This Convention shall enter into force when it has been signed by twenty States.",
      "This Convention shall enter into force on the thirtieth day after the tenth "
      "signature.",
      "This Convention shall enter into force for each State on the date of deposit of its "
      "instrument of ratification.",
      "Amendments shall enter into force when accepted by two thirds of the Parties.",
      "The amendments shall enter into force on the ninetieth day after the deposit of the "
      "tenth instrument of acceptance.",
      "An amendment shall enter into force thirty days after deposit of acceptance by two "
      "thirds of the Parties.",
      "This Convention shall enter into force on the ninetieth day after the deposit of "
      "the tenth instrument of ratification or one year after its opening for signature, "
      "whichever is later.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the twentieth instrument of ratification or accession, but not earlier than 1 "
      "January 2027.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the twentieth instrument of ratification. It shall not, however, enter into force "
      "before the Framework Convention.",
      "1. This Convention shall enter into force on the thirtieth day after the deposit of "
      "the twentieth instrument of ratification. 2. Only instruments of States Members of "
      "the United Nations shall be counted. 3. For the purposes of paragraph 1 instruments "
      "of observers shall not be counted.",
      "This Convention shall enter into force upon the expiration of thirty days following "
      "the deposit of the tenth instrument of ratification.",
      "This Convention shall enter into force on 1 January 2027 if ten instruments have "
      "been deposited.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification by a member State of the Commission.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth or eleventh instrument of ratification.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "instruments of ratification by two thirds of the signatories.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the instruments of ratification of all the States listed in the annex.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification by States in the region.",
      "This Convention shall enter into force ninety days after the date on which the "
      "Governments of at least five ESCAP member States have deposited their instruments "
      "of ratification.",
      "Notwithstanding article 9, this Convention shall enter into force on the tenth day "
      "after the deposit of the fifth instrument of ratification.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification. Notwithstanding paragraph 1, Part II shall "
      "enter into force later.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification. This Convention shall enter into force "
      "provisionally on 1 May 2027.",
      "This Convention shall enter into force between the Parties on the thirtieth day "
      "after the deposit of the tenth instrument of ratification.",
      "This Convention shall enter into force on the thirtieth day after the date of "
      "signature.",
      "This Convention shall enter into force on the thirtieth day after the entry into "
      "force of the Protocol.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification and the fifth of accession.",
      "This Convention shall enter into force thirty days after ten States and one "
      "organization have deposited their instruments of ratification.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification, unless two thirds object.",
      "This Convention shall enter into force on the last day of the month following the "
      "deposit of the tenth instrument of ratification.",
      "This Convention shall enter into force on the thirtieth working day after the "
      "deposit of the tenth instrument of ratification.",
      "This Convention shall enter into force in accordance with article 12.",
      "This Convention shall enter into force thirty days after ratification by ten States.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification with five States.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of",
      "If ten States so decide, this Convention shall enter into force on the thirtieth "
      "day after the deposit of the tenth instrument of ratification.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification, of which five shall be of States with tonnage.",
      "The Convention shall enter into force on the thirtieth day after the second "
      "Conference of States Parties.",
      "Subject to article 5, this Convention shall enter into force on the tenth day after "
      "the deposit of the fifth instrument of ratification.",
      "This Convention shall enter into force on the thirtieth day after the deposit of "
      "the tenth instrument of ratification by Members.",
      "The Agreement enters into force on the thirtieth day after the date on which at "
      "least 55 Parties accounting for 55 per cent of emissions have deposited.",
      "This Treaty will enter into force 180 days after the date of deposit of the "
      "instruments of ratification by all States listed in Annex 2.",
      "This Convention shall enter into force on the umpteenth day after the deposit of "
      "the tenth instrument of ratification.",
      "1 July 2003, in accordance with article 38.",
      "",
  }));
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

TEST_CASE("A sentence on those that join later is found where it stands in its paragraph") {
  const auto second = GENERATE(
      std::string{"For any State acceding later, the Convention shall enter into force on the "
                  "sixtieth day after the deposit of its instrument."},
      std::string{"After its entry into force, this Convention shall enter into force for each "
                  "State acceding to it on the sixtieth day after the deposit of its instrument."},
      std::string{"The Convention shall enter into force for any other State on the sixtieth day "
                  "after the deposit of its instrument."},
      std::string{"With respect to any State that accedes after the deposit of the tenth "
                  "instrument, this Convention shall enter into force sixty days following the "
                  "date of its deposit or on the date of its entry into force, whichever is "
                  "later."});
  INFO(second);
  const auto result = rule_from_clause(
      "X-99", "",
      "1. The Convention shall enter into force on the thirtieth day after the deposit of the "
      "tenth instrument of accession. 2. " +
          second);
  const auto* proposal = std::get_if<ProposedRule>(&result);
  REQUIRE(proposal);
  CHECK(proposal->rule.entry.number->value == 10);
  REQUIRE(proposal->rule.entry.later);
  CHECK(treaty::words_of(*proposal->rule.entry.later->wait) == "60 days");
}

TEST_CASE("Numbers are read from words and digits") {
  CHECK(treaty::number_from_ordinal("thirty-fifth") == 35);
  CHECK(treaty::number_from_ordinal("65th") == 65);
  CHECK(treaty::number_from_cardinal("twenty-two") == 22);
  CHECK_FALSE(treaty::number_from_ordinal("forty"));
  CHECK_FALSE(treaty::number_from_cardinal("ten-two"));
  CHECK_FALSE(treaty::number_from_ordinal(""));
}
