#include "daemon/stored_outbox.h"

#include <string>

#include "store/step.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using service::StoredOutbox;
using treaty::Instant;

namespace {

Instant at(int seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

void record_event(store::Database& database, const std::string& id, int when) {
  store::StoreStep step{.treaty = "XVIII-16", .at = at(when)};
  store::NewEvent added;
  added.event.id = id;
  added.event.treaty = "XVIII-16";
  added.deliveries = {{"anna", "mail", at(when)}};
  step.events = {added};
  store::record(database, step);
}

void allow_pages(store::Database& database, std::int64_t more) {
  const auto pages = database.sql().value<std::int64_t>("PRAGMA page_count").value();
  database.sql().script("PRAGMA max_page_count = " + std::to_string(pages + more));
}

}  // namespace

TEST_CASE("An outcome that a full disk refused is recorded later, before anything is handed out") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  record_event(database, "a", 10);
  record_event(database, "b", 11);
  StoredOutbox outbox{database, "run"};
  const auto claims = outbox.claim("mail", at(20), 1);
  REQUIRE(claims.size() == 1);

  allow_pages(database, 0);
  outbox.sent(claims[0].rows, at(21), std::string(100'000, 'x'));
  CHECK(store::count_deliveries(database).sent == 0);
  CHECK(outbox.due_targets(at(22)).empty());
  CHECK(outbox.next_due() == Instant{});

  allow_pages(database, 1000);
  CHECK(outbox.due_targets(at(23)) == std::vector<std::string>{"mail"});
  store::DeliveryQuery query;
  query.state = store::DeliveryState::sent;
  const auto sent = store::load_deliveries(database, query);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].settled == at(21));
  CHECK_FALSE(outbox.next_due());
}

TEST_CASE("While another process holds the database, nothing is handed out, and nothing is lost") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  store::Database database{file};
  record_event(database, "a", 10);
  StoredOutbox outbox{database, "run"};
  database.sql().script("PRAGMA busy_timeout = 0");
  {
    lib::Sqlite other{file};
    const lib::Transaction held{other};
    CHECK(outbox.claim("mail", at(20), 1).empty());
    CHECK(outbox.next_due() == at(10));
  }
  CHECK(outbox.claim("mail", at(30), 1).size() == 1);
}

TEST_CASE("Receipts are recorded together, and none is lost when the service stops") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  for (const char* id : {"a", "b", "c"})
    record_event(database, id, 10);
  int asked = 0;
  const auto sent = [&] { return store::count_deliveries(database).sent; };
  {
    StoredOutbox outbox{database, "run", [&] { ++asked; }};
    const auto claims = outbox.claim("mail", at(20), 3);
    REQUIRE(claims.size() == 1);  // of one step and one treaty
    CHECK(claims[0].rows.size() == 3);
    outbox.sent(std::span{claims[0].rows}.first(1), at(21), "250 ok");
    outbox.put_off(std::span{claims[0].rows}.subspan(1, 1), at(21), at(30), "refused");
    CHECK(asked == 1);
    CHECK(sent() == 0);
    CHECK(outbox.has_unrecorded());
    CHECK(outbox.flush());
    CHECK(sent() == 1);
    CHECK(outbox.next_due() == at(30));
    outbox.sent(std::span{claims[0].rows}.subspan(2), at(22), "250 ok");
    CHECK(asked == 2);
    CHECK(sent() == 1);
  }
  CHECK(sent() == 2);
}

TEST_CASE("What was kept ready for a target that rests is free again, what was handed out is not") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  for (int i = 0; i < 3; ++i)
    record_event(database, std::to_string(i), 10 + i);
  StoredOutbox outbox{database, "run"};
  const auto first = outbox.claim("mail", at(20), 1);
  CHECK(store::count_deliveries(database).claimed == 3);
  outbox.give_back("mail");
  CHECK(store::count_deliveries(database).claimed == 1);
  CHECK(store::count_deliveries(database).pending == 2);
  const auto next = outbox.claim("mail", at(20), 5);
  REQUIRE(next.size() == 2);
  CHECK(next[0].events[0].id == "1");
  CHECK(next[0].attempts == 0);
}
