#include "treaty/check.h"

#include <algorithm>

#include "support/catch.h"
#include "support/treaties.h"

using treaty::ActKind;
using namespace tests;

namespace {

using Codes = std::vector<std::string>;

Codes codes(const treaty::Reading& shown, const treaty::Record& record,
            treaty::CheckOptions options = {"XVIII-16", day("2026-11-23")}) {
  Codes found;
  for (const auto& doubt : treaty::check(shown, record, options, world())) {
    found.push_back(doubt.code);
  }
  return found;
}

treaty::Reading two_rows() {
  return reading({row("FRA", "France", {act(ActKind::signature, "2025-10-25")}),
                  row("QAT", "Qatar", {act(ActKind::ratification, "2026-02-25")})});
}

}  // namespace

TEST_CASE("A whole reading raises no doubt, with or without anything on record") {
  CHECK(codes(two_rows(), treaty::Record{}).empty());
  CHECK(codes(two_rows(), record_of(two_rows())).empty());
}

TEST_CASE("A heading that grows with the first acceptance, and a new column, raise no doubt") {
  auto shown = two_rows();
  shown.headings[2] = "Ratification, Acceptance(A)";
  shown.headings.emplace_back("Provisional application");
  CHECK(codes(shown, record_of(two_rows())).empty());
}

TEST_CASE("A treaty that is shown without totals is taken without them") {
  auto shown = two_rows();
  shown.published = {};
  CHECK(codes(shown, treaty::Record{}).empty());
  CHECK(codes(shown, record_of(shown)).empty());
}

TEST_CASE("Columns in another order raise no doubt") {
  auto shown = two_rows();
  std::swap(shown.headings[1], shown.headings[2]);
  CHECK(codes(shown, record_of(two_rows())).empty());
}

TEST_CASE("Each thing that is wrong with a reading raises its own doubt") {
  const auto record = record_of(two_rows());
  auto shown = two_rows();
  SECTION("no number") {
    shown.number.clear();
    CHECK(codes(shown, record) == Codes{"identity"});
  }
  SECTION("another treaty") {
    shown.number = "XVIII-14";
    CHECK(codes(shown, record) == Codes{"identity"});
  }
  SECTION("another title") {
    shown.title = "Page not found";
    CHECK(codes(shown, record) == Codes{"identity"});
  }
  SECTION("a lost column") {
    shown.headings.pop_back();
    CHECK(codes(shown, record) == Codes{"headings"});
  }
  SECTION("a lost signature column") {
    shown.headings.erase(shown.headings.begin() + 1);
    CHECK(codes(shown, record) == Codes{"headings"});
  }
  SECTION("a lost table") {
    shown.headings.clear();
    shown.participants.clear();
    shown.counted = {};
    CHECK(codes(shown, record) == Codes{
                                      "no-table",
                                  });
  }
  SECTION("a row fewer than nine in ten, with totals to match") {
    CHECK(codes(reading({row("FRA", "France", {act(ActKind::signature, "2025-10-25")})}), record) ==
          Codes{"row-floor"});
  }
  SECTION("a row twice") {
    shown.participants.push_back(shown.participants.front());
    shown.counted.signatories = 2;
    shown.published.signatories = 2;
    CHECK(codes(shown, record) == Codes{"duplicate-row"});
  }
  SECTION("a name that nobody knows") {
    shown.participants[0].id.reset();
    shown.participants[0].name = "Franse";
    const auto doubts =
        treaty::check(shown, treaty::Record{}, {"XVIII-16", day("2026-11-23")}, world());
    REQUIRE(doubts.size() == 1);
    CHECK(doubts[0].code == "unknown-name");
    CHECK(doubts[0].text.find("nearest known names are France") != std::string::npos);
    CHECK(treaty::name_in_claim(doubts[0].claim).has_value());
  }
  SECTION("a total that the table does not show") {
    shown.published.parties = 2;
    CHECK(codes(shown, record) == Codes{"checksum"});
  }
  SECTION("a Party in the table and none in the totals") {
    shown.published.parties.reset();
    CHECK(codes(shown, record) == Codes{"checksum"});
  }
  SECTION("totals that are gone") {
    shown.published = {};
    CHECK(codes(shown, record) == Codes{"checksum"});
  }
  SECTION("a date after today") {
    shown.participants[0].acts[0].date = day("2026-11-24");
    CHECK(codes(shown, record) == Codes{"future-date"});
  }
  SECTION("a copy that is older than one that was read") {
    auto read_before = record;
    read_before.as_at = "2026-11-20";
    shown.as_at = "2026-11-19";
    CHECK(codes(shown, read_before) == Codes{"old-copy"});
    shown.as_at = "2026-11-20";
    CHECK(codes(shown, read_before).empty());
  }
  SECTION("a cell that could not be read") {
    shown.problems.push_back({"bad-date", "row 1 (France), column 1", "31 February is no day"});
    CHECK(codes(shown, record) == Codes{"bad-date"});
  }
}

TEST_CASE("A person may have a document believed for what it prints, not for damage on the way") {
  const auto claim = [&](const char* code, const char* where) {
    auto shown = two_rows();
    shown.problems.push_back({code, where, "The cell \"soon\" is no date; it is not taken."});
    return treaty::check(shown, record_of(two_rows()), {"XVIII-16", day("2026-11-23")}, world())
        .front()
        .claim;
  };
  const std::string asked = claim("unread-cell", "participants, row 1 (France), column 1");
  CHECK(asked == "participants (France), column 1: The cell \"soon\" is no date; it is not taken.");
  // Another State's signature moves the row down: it is the same claim.
  CHECK(asked == claim("unread-cell", "participants, row 2 (France), column 1"));
  CHECK(claim("cut-short", "byte 4000").empty());
  CHECK(claim("cut-cell", "participants, row 1 (France), column 1").empty());
}

TEST_CASE("A wrong total is another question to a person with each other figure") {
  auto shown = two_rows();
  shown.published.parties = 2;
  const auto ask = [&] {
    return treaty::check(shown, treaty::Record{}, {"XVIII-16", day("2026-11-23")}, world())
        .front()
        .claim;
  };
  const std::string asked = ask();
  CHECK(asked == "the document prints 2 parties, its table shows 1");
  shown.published.parties = 3;
  CHECK(ask() != asked);
}

TEST_CASE("Totals known to be wrong at the source must differ by just what is known") {
  auto shown = two_rows();
  const treaty::CheckOptions known{"XVIII-16", day("2026-11-23"), {std::nullopt, 1}};
  shown.published.parties = 2;
  CHECK(codes(shown, treaty::Record{}) == Codes{"checksum"});
  CHECK(codes(shown, treaty::Record{}, known).empty());
  shown.published.parties = 1;  // put right at the source: then the exception has to go
  CHECK(codes(shown, treaty::Record{}, known) == Codes{"checksum"});
  // The record grows, and the difference stays.
  shown.counted.parties = 2;
  shown.published.parties = 3;
  CHECK(codes(shown, treaty::Record{}, known).empty());
}
