#include "store/subscribers.h"

#include <string>

#include "store/outbox.h"
#include "store/step.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using treaty::Instant;

namespace {

struct Opened {
  tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
};

Instant at(int seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

store::Subscription asked(const char* id, const char* mail, int when) {
  return {.id = id,
          .mail = mail,
          .content = std::string{"{\"why\":\""} + id + "\"}",
          .token_sha256 = std::string{"token-of-"} + id,
          .created = at(when),
          .expires = at(when + 100),
          .confirmed = {}};
}

void tell(store::Database& database, const char* id, const char* subscriber, int when) {
  store::StoreStep step{.treaty = "XVIII-16", .at = at(when)};
  store::NewEvent event;
  event.event.id = id;
  event.event.treaty = "XVIII-16";
  event.deliveries.push_back({subscriber, "mail", at(when)});
  step.events.push_back(std::move(event));
  store::record(database, step);
}

}  // namespace

TEST_CASE("Who subscribes again keeps the id, and so the receipts and the links to leave") {
  Opened opened;
  store::Database& database = opened.database;
  store::add_subscription(database, asked("one", "a@example.org", 1));
  store::confirm_subscription(database, asked("one", "a@example.org", 1), at(5));
  store::add_subscription(database, asked("two", "a@example.org", 10));
  store::add_subscription(database, asked("three", "b@example.org", 11));
  const auto found = store::find_subscription(database, "token-of-two");
  REQUIRE(found);
  CHECK_FALSE(found->confirmed);
  store::confirm_subscription(database, *found, at(20));
  const auto all = store::load_subscriptions(database);
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == "one");
  CHECK(all[0].content == "{\"why\":\"two\"}");
  CHECK(all[0].confirmed == at(20));
  CHECK(all[1].id == "three");
  CHECK_FALSE(all[1].confirmed);
}

TEST_CASE("What was not confirmed in time is forgotten, and what was confirmed stays") {
  Opened opened;
  store::Database& database = opened.database;
  store::add_subscription(database, asked("kept", "a@example.org", 1));
  store::confirm_subscription(database, asked("kept", "a@example.org", 1), at(5));
  store::add_subscription(database, asked("late", "b@example.org", 1));
  store::add_subscription(database, asked("young", "b@example.org", 50));
  CHECK(store::count_subscriptions(database, "b@example.org", at(0)) == 2);
  CHECK(store::count_subscriptions(database, "b@example.org", at(1)) == 1);
  store::drop_expired_subscriptions(database, at(101));
  const auto all = store::load_subscriptions(database);
  REQUIRE(all.size() == 2);
  CHECK(all[0].id == "kept");
  CHECK(all[1].id == "young");
}

TEST_CASE("All that is known of a subscriber goes, but not while a notice is on its way") {
  Opened opened;
  store::Database& database = opened.database;
  store::add_subscription(database, asked("anna", "a@example.org", 1));
  store::save_standing(database, {.subscriber = "anna", .target = "hash", .refusals = 2});
  tell(database, "first", "anna", 10);
  tell(database, "second", "bert", 10);
  const auto groups = store::claim_due(database, "mail", at(10), "run", 10);
  REQUIRE(groups.size() == 2);
  CHECK_FALSE(store::erase_subscriber(database, "anna"));
  CHECK(store::load_subscriptions(database).size() == 1);
  const std::vector<store::Outcome> sent{
      {groups[0].rows, store::DeliveryState::sent, "250 ok", at(11)}};
  store::record_outcomes(database, sent);
  CHECK(store::last_told(database, "anna") == at(11));
  CHECK(store::erase_subscriber(database, "anna"));
  CHECK(store::load_subscriptions(database).empty());
  CHECK(store::load_standings(database).empty());
  const auto left = store::load_deliveries(database, {});
  REQUIRE(left.size() == 1);
  CHECK(left[0].subscriber == "bert");
}

TEST_CASE("What was given up since a suspension can be sent again, and nothing older") {
  Opened opened;
  store::Database& database = opened.database;
  tell(database, "old", "anna", 10);
  tell(database, "new", "anna", 20);
  const auto groups = store::claim_due(database, "mail", at(20), "run", 10);
  REQUIRE(groups.size() == 2);
  const std::vector<store::Outcome> dead{
      {groups[0].rows, store::DeliveryState::dead, "550", at(15)},
      {groups[1].rows, store::DeliveryState::dead, "suspended", at(25)}};
  store::record_outcomes(database, dead);
  CHECK(store::requeue_given_up(database, "anna", at(20), at(30)) == 1);
  const auto again = store::claim_due(database, "mail", at(30), "run", 10);
  REQUIRE(again.size() == 1);
  CHECK(again[0].events.at(0).event.id == "new");
}

TEST_CASE("A standing is kept as it was saved last") {
  Opened opened;
  store::save_standing(opened.database, {.subscriber = "anna", .target = "x", .refusals = 1});
  store::save_standing(opened.database, {.subscriber = "anna",
                                         .target = "x",
                                         .refusals = 3,
                                         .suspended = at(7),
                                         .left = {},
                                         .answer = "550 5.1.1"});
  const auto all = store::load_standings(opened.database);
  REQUIRE(all.size() == 1);
  CHECK(all[0].refusals == 3);
  CHECK(all[0].suspended == at(7));
  CHECK_FALSE(all[0].left);
  CHECK(all[0].answer == "550 5.1.1");
}
