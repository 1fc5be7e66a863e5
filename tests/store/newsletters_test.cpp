#include "store/newsletters.h"

#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

store::Issue issue(const char* newsletter, int number) {
  return {.newsletter = newsletter,
          .number = number,
          .after = 10 * (number - 1),
          .until = 10 * number,
          .made_at = treaty::Instant{std::chrono::seconds{1000 * number}},
          .today = *treaty::Day::from_ymd(2026, 11, static_cast<unsigned>(number)),
          .treaties = {{"XVIII-16", treaty::Instant{std::chrono::seconds{999}}},
                       {"XVIII-12", std::nullopt}}};
}

}  // namespace

TEST_CASE("An issue is found again as it was kept, and the last one of each newsletter") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  CHECK_FALSE(store::last_issue(database, "weekly").has_value());
  store::keep_issue(database, issue("weekly", 1));
  store::keep_issue(database, issue("weekly", 2));
  store::keep_issue(database, issue("monthly", 1));

  const auto last = store::last_issue(database, "weekly");
  REQUIRE(last.has_value());
  CHECK(last->number == 2);
  CHECK(last->after == 10);
  CHECK(last->until == 20);
  CHECK(last->made_at == issue("weekly", 2).made_at);
  CHECK(last->today == issue("weekly", 2).today);
  CHECK(last->treaties == issue("weekly", 2).treaties);
  CHECK(store::last_issue(database, "monthly")->number == 1);
  CHECK(store::find_issue(database, "weekly", 1)->until == 10);
  CHECK_FALSE(store::find_issue(database, "weekly", 3).has_value());
}

TEST_CASE("An issue can be kept once, and never changed") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  store::keep_issue(database, issue("weekly", 1));
  CHECK_THROWS_AS(store::keep_issue(database, issue("weekly", 1)), lib::SqliteError);
  CHECK_THROWS_AS(database.sql().run("UPDATE newsletter_issue SET until = 0"), lib::SqliteError);
  CHECK_THROWS_AS(database.sql().run("DELETE FROM newsletter_issue"), lib::SqliteError);
}
