#include "store/tallies.h"

#include "store/outbox.h"
#include "store/step.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

using namespace std::chrono_literals;

store::NewEvent event_of(const std::string& id, treaty::EventKind kind,
                         std::vector<store::NewDelivery> deliveries) {
  store::NewEvent event;
  event.event.id = id;
  event.event.kind = kind;
  event.deliveries = std::move(deliveries);
  return event;
}

}  // namespace

TEST_CASE("Events are tallied by kind, attempts by channel, and what is overdue is counted") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  CHECK(store::events_by_kind(database).empty());
  CHECK(store::attempts_by_channel(database).empty());

  const treaty::Instant now{100h};
  store::StoreStep step{.treaty = "XVIII-16", .at = now};
  step.events = {event_of("a", treaty::EventKind::deposit,
                          {{"anna", "mail", now}, {"crm", "webhook:h:1", now}}),
                 event_of("b", treaty::EventKind::deposit, {{"ben", "mail", now + 2h}}),
                 event_of("c", treaty::EventKind::signature, {})};
  store::record(database, step);

  const auto kinds = store::events_by_kind(database);
  REQUIRE(kinds.size() == 2);
  CHECK(kinds[0].kind == "deposit");
  CHECK(kinds[0].events == 2);
  CHECK(kinds[1].kind == "signature");
  CHECK(kinds[1].events == 1);

  const auto attempt = [&](const std::string& channel, store::DeliveryState state) {
    store::Outcome outcome{.rows = store::claim_due(database, channel, now, "run", 10).front().rows,
                           .state = state,
                           .text = "answer",
                           .at = now};
    store::record_outcomes(database, {&outcome, 1});
  };
  attempt("mail", store::DeliveryState::pending);
  attempt("mail", store::DeliveryState::sent);
  attempt("webhook:h:1", store::DeliveryState::dead);
  const auto channels = store::attempts_by_channel(database);
  REQUIRE(channels.size() == 2);
  CHECK(channels[0].channel == "mail");
  CHECK(channels[0].sent == 1);
  CHECK(channels[0].failed == 1);
  CHECK(channels[1].sent == 0);
  CHECK(channels[1].failed == 1);

  CHECK(store::overdue_deliveries(database, now + 2h) == 0);
  CHECK(store::overdue_deliveries(database, now + 3h) == 1);
}
