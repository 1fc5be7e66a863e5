#include "treaty/compare.h"

#include <algorithm>

#include "support/catch.h"
#include "support/treaties.h"

using treaty::ActKind;
using treaty::Change;
using treaty::ChangeKind;
using namespace tests;

namespace {

std::vector<std::string> claims(const treaty::Record& record, const treaty::Reading& shown) {
  std::vector<std::string> lines;
  for (const Change& change : treaty::compare(record, shown))
    lines.push_back(change.claim());
  return lines;
}

using Claims = std::vector<std::string>;

}  // namespace

TEST_CASE("A document that shows what is on record changes nothing, in whatever order") {
  auto shown = reading({row("FRA", "France", {act(ActKind::signature, "2025-10-25")}),
                        row("ALB", "Albania", {act(ActKind::signature, "2025-10-26")})});
  const auto record = record_of(shown);
  std::reverse(shown.participants.begin(), shown.participants.end());
  CHECK(claims(record, shown).empty());
}

TEST_CASE("A renamed participant is no withdrawal and no new Party") {
  const auto record =
      record_of(reading({row("TUR", "Turkey", {act(ActKind::ratification, "2003-03-25")})}));
  CHECK(claims(record, reading({row("TUR", "Türkiye", {act(ActKind::ratification, "2003-03-25")})}))
            .empty());
}

TEST_CASE("Each difference is told as what it is") {
  const auto record = record_of(reading(
      {row("FRA", "France",
           {act(ActKind::signature, "2025-10-25"), act(ActKind::ratification, "2026-03-02")})}));
  SECTION("a new deposit") {
    const auto shown =
        reading({row("FRA", "France",
                     record.facts.empty() ? std::vector<treaty::Act>{}
                                          : std::vector{record.facts[0].act, record.facts[1].act}),
                 row("ALB", "Albania", {act(ActKind::accession, "2026-04-01")})});
    CHECK(claims(record, shown) == Claims{"added ALB accession 2026-04-01"});
  }
  SECTION("a corrected date") {
    CHECK(claims(record, reading({row("FRA", "France",
                                      {act(ActKind::signature, "2025-10-25"),
                                       act(ActKind::ratification, "2026-03-03")})})) ==
          Claims{"corrected FRA ratification 2026-03-02 to ratification 2026-03-03"});
  }
  SECTION("a corrected kind") {
    CHECK(claims(record, reading({row("FRA", "France",
                                      {act(ActKind::signature, "2025-10-25"),
                                       act(ActKind::acceptance, "2026-03-02")})})) ==
          Claims{"corrected FRA ratification 2026-03-02 to acceptance 2026-03-02"});
  }
  SECTION("a withdrawal") {
    CHECK(claims(record, reading({row("FRA", "France",
                                      {act(ActKind::signature, "2025-10-25"),
                                       act(ActKind::ratification, "2026-03-02", true)})})) ==
          Claims{"bracketed FRA ratification 2026-03-02 to ratification 2026-03-02 bracketed"});
  }
  SECTION("a withdrawn ratification that leaves an empty cell and the signature") {
    CHECK(
        claims(record, reading({row("FRA", "France", {act(ActKind::signature, "2025-10-25")})})) ==
        Claims{"vanished FRA ratification 2026-03-02"});
  }
  SECTION("a vanished row") {
    CHECK(claims(record, reading({})) ==
          Claims{"vanished FRA signature 2025-10-25", "vanished FRA ratification 2026-03-02"});
  }
}

TEST_CASE("A re-accession that overwrites a withdrawn act is told as joining anew") {
  const auto record = record_of(reading(
      {row("USA", "United States of America", {act(ActKind::acceptance, "2016-09-03", true)})}));
  CHECK(claims(record, reading({row("USA", "United States of America",
                                    {act(ActKind::acceptance, "2021-01-20")})})) ==
        Claims{"rejoined USA acceptance 2016-09-03 bracketed to acceptance 2021-01-20"});
}

TEST_CASE("Changes made to a record leave the old fact in it, marked as superseded") {
  const auto before =
      record_of(reading({row("FRA", "France", {act(ActKind::ratification, "2026-03-02")})}));
  const auto shown = reading({row("FRA", "France", {act(ActKind::ratification, "2026-03-03")})});
  const auto after =
      treaty::with_changes(before, treaty::compare(before, shown), treaty::Instant{}, "ff");
  REQUIRE(after.facts.size() == 2);
  CHECK(after.facts[0].superseded);
  CHECK(after.facts[0].act.date == day("2026-03-02"));
  CHECK(after.facts[1].evidence == "ff");
  REQUIRE(after.current().size() == 1);
  CHECK(claims(after, shown).empty());
}
