#include "treaty/what_if.h"

#include <string>

#include "support/catch.h"
#include "support/cybercrime.h"

using tests::day;
using treaty::ActKind;
using treaty::Ledger;
using treaty::Supposition;
using treaty::supposition_from;

TEST_CASE("A supposition is a name, perhaps a kind of act, and a day") {
  const auto plain = supposition_from(Supposition::Sort::deposit, "Holy See 2026-12-01");
  REQUIRE(plain);
  CHECK(plain->participant == "Holy See");
  CHECK_FALSE(plain->kind);
  CHECK(plain->day == day("2026-12-01"));
  const auto with_kind =
      supposition_from(Supposition::Sort::deposit, "France, accession, 2026-12-01");
  REQUIRE(with_kind);
  CHECK(with_kind->participant == "France");
  CHECK(with_kind->kind == ActKind::accession);
  for (const std::string text : {"2026-12-01", "France", "France 2026-02-30", "accession"})
    CHECK_FALSE(supposition_from(Supposition::Sort::deposit, text));
}

TEST_CASE("Supposed deposits and withdrawals change the answer and nothing else") {
  const Ledger before = tests::ledger_of_states(39, day("2027-05-23"));
  const auto after =
      treaty::with_suppositions(before,
                                {{Supposition::Sort::deposit, "France", {}, day("2027-07-01")},
                                 {Supposition::Sort::withdrawal, "France", {}, day("2027-08-01")}},
                                tests::world());
  REQUIRE(std::holds_alternative<Ledger>(after));
  const auto assessment = tests::assess_on(std::get<Ledger>(after), "2027-07-15");
  CHECK(assessment.threshold_day == day("2027-07-01"));
  CHECK(assessment.state == treaty::EifState::contested);
  CHECK(tests::assess_on(before, "2027-07-15").count == 39);
}

TEST_CASE("Who has signed ratifies, who has not accedes, and an organization confirms") {
  Ledger ledger;
  ledger.entries.push_back(tests::entry("FRA", ActKind::signature, day("2025-10-25")));
  const auto after =
      treaty::with_suppositions(ledger,
                                {{Supposition::Sort::deposit, "France", {}, day("2027-07-01")},
                                 {Supposition::Sort::deposit, "Qatar", {}, day("2027-07-01")},
                                 {Supposition::Sort::deposit, "EU", {}, day("2027-07-01")}},
                                tests::world());
  REQUIRE(std::holds_alternative<Ledger>(after));
  const auto& entries = std::get<Ledger>(after).entries;
  REQUIRE(entries.size() == 4);
  CHECK(entries[1].act.kind == ActKind::ratification);
  CHECK(entries[2].act.kind == ActKind::accession);
  CHECK(entries[3].act.kind == ActKind::formal_confirmation);
}

TEST_CASE("A name that nobody knows, and a withdrawal of nothing, are refused in words") {
  const auto unknown = treaty::with_suppositions(
      {}, {{Supposition::Sort::deposit, "Frence", {}, day("2027-07-01")}}, tests::world());
  REQUIRE(std::holds_alternative<std::string>(unknown));
  CHECK(std::get<std::string>(unknown).find("France") != std::string::npos);
  const auto nothing = treaty::with_suppositions(
      {}, {{Supposition::Sort::withdrawal, "France", {}, day("2027-07-01")}}, tests::world());
  CHECK(std::holds_alternative<std::string>(nothing));
}
