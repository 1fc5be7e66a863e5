#include "store/outbox.h"

#include <stdexcept>

#include "store/columns.h"

namespace store {
namespace {

struct Group {
  std::string subscriber;
  std::string issue;
  std::string treaty;
  std::int64_t created;
  std::int64_t due;
};

struct Row {
  std::int64_t id;
  std::int64_t sequence;
  int attempts;
};

void require(bool claimed, std::int64_t id) {
  if (!claimed) throw std::logic_error("delivery " + std::to_string(id) + " is not claimed");
}

StoredEvent event_of(Database& db, std::int64_t sequence) {
  auto events = load_events(db, {.after = sequence - 1, .treaty = {}, .limit = 1});
  return std::move(events.at(0));
}

Delivery read_delivery(lib::Row& row) {
  Delivery delivery;
  delivery.id = row.take<std::int64_t>();
  delivery.event = row.take<std::string>();
  delivery.subscriber = row.take<std::string>();
  delivery.channel = row.take<std::string>();
  const auto state = row.take<std::string>();
  delivery.state = known(delivery_state_from_name(state), state);
  delivery.attempts = row.take<int>();
  delivery.created = take_instant(row);
  delivery.due = take_instant(row);
  delivery.issue = row.take<std::string>();
  delivery.settled = take_optional_instant(row);
  delivery.receipt = row.take<std::string>();
  delivery.error = row.take<std::string>();
  return delivery;
}

}  // namespace

std::string_view name_of(DeliveryState state) {
  switch (state) {
    case DeliveryState::pending: return "pending";
    case DeliveryState::claimed: return "claimed";
    case DeliveryState::sent: return "sent";
    case DeliveryState::dead: return "dead";
  }
  return "pending";
}

std::optional<DeliveryState> delivery_state_from_name(std::string_view name) {
  for (const auto state :
       {DeliveryState::pending, DeliveryState::claimed, DeliveryState::sent, DeliveryState::dead}) {
    if (name_of(state) == name) return state;
  }
  return std::nullopt;
}

// Asked after every delivery: it jumps from channel to channel in the index, however many wait.
std::vector<std::string> due_channels(Database& db, treaty::Instant now) {
  return db.sql().all(
      "WITH RECURSIVE c (channel) AS ("
      "SELECT min(channel) FROM delivery INDEXED BY delivery_due WHERE state = 'pending' UNION ALL "
      "SELECT (SELECT min(channel) FROM delivery INDEXED BY delivery_due WHERE state = 'pending' "
      "AND channel > c.channel) "
      "FROM c WHERE channel IS NOT NULL) "
      "SELECT channel FROM c WHERE channel IS NOT NULL AND EXISTS (SELECT 1 FROM delivery d "
      "WHERE d.state = 'pending' AND d.channel = c.channel AND d.due <= ?) ORDER BY channel",
      [](lib::Row& row) { return row.take<std::string>(); }, seconds(now));
}

std::vector<ClaimedGroup> claim_due(Database& db, std::string_view channel, treaty::Instant now,
                                    std::string_view run, std::size_t limit) {
  lib::Transaction transaction{db.sql()};
  const auto groups = db.sql().all(
      "SELECT d.subscriber, d.issue, min(e.treaty), min(d.created), d.due FROM delivery d "
      "JOIN event e ON e.sequence = d.event "
      "WHERE d.state = 'pending' AND d.channel = ? AND d.due <= ? "
      "GROUP BY d.subscriber, d.issue, iif(d.issue = '', e.treaty, ''), "
      "iif(d.issue = '', d.created, 0), d.due "
      "ORDER BY row_number() OVER (PARTITION BY d.subscriber ORDER BY min(d.event)), min(d.event), "
      "d.subscriber LIMIT ?",
      [](lib::Row& row) {
        Group group;
        group.subscriber = row.take<std::string>();
        group.issue = row.take<std::string>();
        group.treaty = row.take<std::string>();
        group.created = row.take<std::int64_t>();
        group.due = row.take<std::int64_t>();
        return group;
      },
      channel, seconds(now), limit);
  std::vector<ClaimedGroup> claimed;
  for (const Group& group : groups) {
    const auto rows = db.sql().all(
        "SELECT d.id, d.event, d.attempts FROM delivery d JOIN event e ON e.sequence = d.event "
        "WHERE d.state = 'pending' AND d.channel = ? AND d.subscriber = ? AND d.issue = ?3 "
        "AND d.due = ? AND (?3 <> '' OR (e.treaty = ? AND d.created = ?)) ORDER BY d.event",
        [](lib::Row& row) {
          Row one{};
          one.id = row.take<std::int64_t>();
          one.sequence = row.take<std::int64_t>();
          one.attempts = row.take<int>();
          return one;
        },
        channel, group.subscriber, group.issue, group.due, group.treaty, group.created);
    ClaimedGroup taken{
        .subscriber = group.subscriber, .issue = group.issue, .rows = {}, .events = {}};
    for (const Row& row : rows) {
      db.sql().run("UPDATE delivery SET state = 'claimed', run = ? WHERE id = ?", run, row.id);
      taken.rows.push_back(row.id);
      taken.events.push_back(event_of(db, row.sequence));
      taken.attempts = row.attempts;
    }
    claimed.push_back(std::move(taken));
  }
  transaction.commit();
  return claimed;
}

void mark_sent(Database& db, std::span<const std::int64_t> rows, std::string_view receipt,
               treaty::Instant at) {
  lib::Transaction transaction{db.sql()};
  for (const std::int64_t id : rows) {
    const auto changed = db.sql().run(
        "UPDATE delivery SET state = 'sent', attempts = attempts + 1, settled = ?, receipt = ?, "
        "error = '' WHERE id = ? AND state = 'claimed'",
        seconds(at), receipt, id);
    require(changed == 1, id);
  }
  transaction.commit();
}

void mark_failed(Database& db, std::span<const std::int64_t> rows, std::string_view error,
                 treaty::Instant next_due) {
  lib::Transaction transaction{db.sql()};
  for (const std::int64_t id : rows) {
    const auto changed = db.sql().run(
        "UPDATE delivery SET state = 'pending', attempts = attempts + 1, due = ?, error = ? "
        "WHERE id = ? AND state = 'claimed'",
        seconds(next_due), error, id);
    require(changed == 1, id);
  }
  transaction.commit();
}

void mark_dead(Database& db, std::span<const std::int64_t> rows, std::string_view error,
               treaty::Instant at) {
  lib::Transaction transaction{db.sql()};
  for (const std::int64_t id : rows) {
    const auto changed = db.sql().run(
        "UPDATE delivery SET state = 'dead', attempts = attempts + 1, settled = ?, error = ? "
        "WHERE id = ? AND state = 'claimed'",
        seconds(at), error, id);
    require(changed == 1, id);
  }
  transaction.commit();
}

std::int64_t requeue_abandoned(Database& db, std::string_view run, treaty::Instant now) {
  return db.sql().run(
      "UPDATE delivery SET state = 'pending', due = min(due, ?) "
      "WHERE state = 'claimed' AND run <> ?",
      seconds(now), run);
}

std::int64_t requeue_dead(Database& db, std::optional<std::int64_t> id, treaty::Instant now) {
  return db.sql().run(
      "UPDATE delivery SET state = 'pending', due = ?1, attempts = 0, settled = NULL "
      "WHERE state = 'dead' AND (?2 IS NULL OR id = ?2)",
      seconds(now), id);
}

std::vector<Delivery> load_deliveries(Database& db, const DeliveryQuery& query) {
  const std::string state{query.state ? name_of(*query.state) : std::string_view{}};
  return db.sql().all(
      "SELECT d.id, e.id, d.subscriber, d.channel, d.state, d.attempts, d.created, d.due, "
      "d.issue, d.settled, d.receipt, d.error FROM delivery d JOIN event e ON e.sequence = d.event "
      "WHERE (?1 = '' OR d.state = ?1) AND (?2 = '' OR e.id = ?2) "
      "AND (?3 = '' OR d.subscriber = ?3) AND (?4 IS NULL OR d.created < ?4) "
      "ORDER BY d.id DESC LIMIT ?5",
      read_delivery, state, query.event, query.subscriber, seconds(query.created_before),
      query.limit);
}

DeliveryCounts count_deliveries(Database& db) {
  DeliveryCounts counts;
  const auto rows =
      db.sql().all("SELECT state, count(*) FROM delivery GROUP BY state", [](lib::Row& row) {
        auto state = row.take<std::string>();
        return std::pair{std::move(state), row.take<std::int64_t>()};
      });
  for (const auto& [state, n] : rows) {
    switch (known(delivery_state_from_name(state), state)) {
      case DeliveryState::pending: counts.pending = n; break;
      case DeliveryState::claimed: counts.claimed = n; break;
      case DeliveryState::sent: counts.sent = n; break;
      case DeliveryState::dead: counts.dead = n; break;
    }
  }
  return counts;
}

std::optional<treaty::Instant> next_delivery_due(Database& db) {
  const auto due = db.sql().value<std::optional<std::int64_t>>(
      "WITH RECURSIVE c (channel) AS ("
      "SELECT min(channel) FROM delivery INDEXED BY delivery_due WHERE state = 'pending' UNION ALL "
      "SELECT (SELECT min(channel) FROM delivery INDEXED BY delivery_due WHERE state = 'pending' "
      "AND channel > c.channel) "
      "FROM c WHERE channel IS NOT NULL) "
      "SELECT min((SELECT min(due) FROM delivery d INDEXED BY delivery_due WHERE d.state = "
      "'pending' AND "
      "d.channel = c.channel)) FROM c WHERE channel IS NOT NULL");
  if (!due || !*due) return std::nullopt;
  return treaty::Instant{std::chrono::seconds{**due}};
}

}  // namespace store
