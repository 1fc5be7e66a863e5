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
