#include "store/catalogue.h"

#include "store/step.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using treaty::Instant;

namespace {

Instant at(int seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

}  // namespace

TEST_CASE("A treaty that a list no longer shows stays in the catalogue") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  store::StoreStep step{.at = at(10)};
  step.catalogue = store::CatalogueLook{{"http://l", 18, "", at(70), at(10)},
                                        {{"XVIII-12", "Organized crime"}, {"XVIII-16", "Cyber"}}};
  store::record(database, step);
  step.at = at(20);
  step.catalogue =
      store::CatalogueLook{{"http://l", 18, "", at(80), at(20)}, {{"XVIII-16", "Cybercrime"}}};
  store::record(database, step);

  const auto listed = store::load_catalogue(database);
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].number == "XVIII-12");
  CHECK(listed[0].last_seen == at(10));
  CHECK(listed[1].title == "Cybercrime");
  CHECK(listed[1].first_seen == at(10));
  CHECK(listed[1].last_seen == at(20));
}

TEST_CASE("A list keeps the state of its last look") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  store::StoreStep step{.at = at(10)};
  step.catalogue = store::CatalogueLook{{"http://l", 18, "away", at(70), at(5)}, {}};
  store::record(database, step);
  const auto lists = store::load_catalogue_lists(database);
  REQUIRE(lists.size() == 1);
  CHECK(lists[0].fault == "away");
  CHECK(lists[0].next_due == at(70));
  CHECK(lists[0].last_good == at(5));
}
