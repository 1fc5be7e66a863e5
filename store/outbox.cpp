#include "store/outbox.h"

#include <map>
#include <stdexcept>
#include <utility>

#include "store/columns.h"

namespace store {
namespace {

/// The oldest event that somebody waits for on a channel: its delivery, and what goes with it.
struct Turn {
  std::string_view channel;
  std::string_view subscriber;
  std::int64_t oldest;
};

struct Row {
  std::int64_t id = 0;
  std::int64_t sequence = 0;
  int attempts = 0;
  std::string issue;
};

Row read_row(lib::Row& row) {
  Row one;
  one.id = row.take<std::int64_t>();
  one.sequence = row.take<std::int64_t>();
  one.attempts = row.take<int>();
  one.issue = row.take<std::string>();
  return one;
}

void require(bool claimed, std::int64_t id) {
  if (!claimed) throw std::logic_error("delivery " + std::to_string(id) + " is not claimed");
}

/// Read once, however many are to be told.
using Events = std::map<std::int64_t, StoredEvent>;

const StoredEvent& event_of(Database& db, std::int64_t sequence, Events& known) {
  const auto found = known.find(sequence);
  if (found != known.end()) return found->second;
  auto events = load_events(db, {.after = sequence - 1, .treaty = {}, .limit = 1});
  return known.emplace(sequence, std::move(events.at(0))).first->second;
}

ClaimedGroup claim_group(Database& db, const Turn& turn, std::string_view run, Events& events) {
  const auto rows = db.sql().all(
      "SELECT d.id, d.event, d.attempts, d.issue FROM delivery d INDEXED BY delivery_turn "
      "JOIN event e ON e.sequence = d.event "
      "JOIN delivery o ON o.event = ?3 AND o.subscriber = d.subscriber AND o.channel = d.channel "
      "JOIN event f ON f.sequence = o.event "
      "WHERE d.state = 'pending' AND d.channel = ?1 AND d.subscriber = ?2 AND d.issue = o.issue "
      "AND d.due = o.due AND (o.issue <> '' OR (e.treaty = f.treaty AND d.created = o.created)) "
      "ORDER BY d.event",
      read_row, turn.channel, turn.subscriber, turn.oldest);
  ClaimedGroup group;
  group.subscriber = turn.subscriber;
  for (const Row& row : rows) {
    db.sql().run("UPDATE delivery SET state = 'claimed', run = ? WHERE id = ?", run, row.id);
    group.rows.push_back(row.id);
    group.events.push_back(event_of(db, row.sequence, events));
    group.attempts = row.attempts;
    group.issue = row.issue;
  }
  return group;
}

std::int64_t record(Database& db, const Outcome& outcome, std::int64_t id) {
  switch (outcome.state) {
    case DeliveryState::sent:
      return db.sql().run(
          "UPDATE delivery SET state = 'sent', attempts = attempts + 1, settled = ?, receipt = ?, "
          "error = '' WHERE id = ? AND state = 'claimed'",
          seconds(outcome.at), outcome.text, id);
    case DeliveryState::dead:
      return db.sql().run(
          "UPDATE delivery SET state = 'dead', attempts = attempts + 1, settled = ?, error = ? "
          "WHERE id = ? AND state = 'claimed'",
          seconds(outcome.at), outcome.text, id);
    case DeliveryState::pending:
      return db.sql().run(
          "UPDATE delivery SET state = 'pending', attempts = iif(?, attempts + 1, max(attempts, "
          "1)), due = ?, error = ? WHERE id = ? AND state = 'claimed'",
          outcome.counted, seconds(outcome.at), outcome.text, id);
    case DeliveryState::claimed: break;
  }
  throw std::logic_error("a claim is no outcome");
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
  std::vector<ClaimedGroup> claimed;
  Events events;
  while (claimed.size() < limit) {
    // The turn of every subscriber who waits, those first who wait for the oldest event.
    const auto turns = db.sql().all(
        "SELECT subscriber, min(event) FROM delivery INDEXED BY delivery_turn "
        "WHERE state = 'pending' AND channel = ? AND due <= ? "
        "GROUP BY subscriber ORDER BY min(event), subscriber LIMIT ?",
        [](lib::Row& row) {
          auto subscriber = row.take<std::string>();
          return std::pair{std::move(subscriber), row.take<std::int64_t>()};
        },
        channel, seconds(now), limit - claimed.size());
    if (turns.empty()) break;
    for (const auto& [subscriber, oldest] : turns) {
      claimed.push_back(claim_group(db, {channel, subscriber, oldest}, run, events));
    }
  }
  transaction.commit();
  return claimed;
}

void give_back(Database& db, std::span<const std::int64_t> rows) {
  lib::Transaction transaction{db.sql()};
  for (const std::int64_t id : rows) {
    db.sql().run("UPDATE delivery SET state = 'pending' WHERE id = ? AND state = 'claimed'", id);
  }
  transaction.commit();
}

void record_outcomes(Database& db, std::span<const Outcome> outcomes) {
  lib::Transaction transaction{db.sql()};
  for (const Outcome& outcome : outcomes) {
    for (const std::int64_t id : outcome.rows)
      require(record(db, outcome, id) == 1, id);
  }
  transaction.commit();
}

std::int64_t requeue_abandoned(Database& db, std::string_view run, treaty::Instant now) {
  return db.sql().run(
      "UPDATE delivery SET state = 'pending', due = min(due, ?) "
      "WHERE state = 'claimed' AND run <> ?",
      seconds(now), run);
}

std::vector<std::int64_t> requeue_dead(Database& db, std::optional<std::int64_t> id,
                                       treaty::Instant now) {
  lib::Transaction transaction{db.sql()};
  auto rows = db.sql().all(
      "SELECT d.id FROM delivery d JOIN event e ON e.sequence = d.event WHERE d.state = 'dead' AND "
      "(?1 IS NULL OR EXISTS (SELECT 1 FROM delivery o JOIN event f ON f.sequence = o.event "
      "WHERE o.id = ?1 AND o.state = 'dead' AND o.subscriber = d.subscriber "
      "AND o.channel = d.channel AND o.issue = d.issue "
      "AND (o.issue <> '' OR (o.created = d.created AND f.treaty = e.treaty)))) ORDER BY d.id",
      [](lib::Row& row) { return row.take<std::int64_t>(); }, id);
  for (const std::int64_t row : rows) {
    db.sql().run(
        "UPDATE delivery SET state = 'pending', due = ?, attempts = 0, settled = NULL WHERE id = ?",
        seconds(now), row);
  }
  transaction.commit();
  return rows;
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

std::optional<Delivery> find_delivery(Database& db, std::int64_t id) {
  return db.sql().first(
      "SELECT d.id, e.id, d.subscriber, d.channel, d.state, d.attempts, d.created, d.due, "
      "d.issue, d.settled, d.receipt, d.error FROM delivery d JOIN event e ON e.sequence = d.event "
      "WHERE d.id = ?",
      read_delivery, id);
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

std::vector<std::string> told_or_due(Database& db, const Corrected& what) {
  return db.sql().all(
      "SELECT DISTINCT d.subscriber FROM event e JOIN delivery d ON d.event = e.sequence "
      "WHERE e.treaty = ?1 AND d.state <> 'dead' AND (e.id = ?2 "
      "OR (?3 <> '' AND e.content ->> '$.participant' = ?3 AND e.content ->> '$.act' = ?4 "
      "AND e.content ->> '$.date' = ?5) "
      "OR (?6 <> '' AND e.content ->> '$.kind' LIKE 'eif.%' "
      "AND e.content ->> '$.participant' IS NULL AND e.content ->> '$.date' = ?6))",
      [](lib::Row& row) { return row.take<std::string>(); }, what.treaty, what.event,
      what.participant, what.act, what.date, what.entry_into_force);
}

}  // namespace store
