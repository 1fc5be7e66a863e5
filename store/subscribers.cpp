#include "store/subscribers.h"

#include "store/columns.h"

namespace store {
namespace {

Subscription read_subscription(lib::Row& row) {
  Subscription one;
  one.id = row.take<std::string>();
  one.mail = row.take<std::string>();
  one.content = row.take<std::string>();
  one.token_sha256 = row.take<std::string>();
  one.created = take_instant(row);
  one.expires = take_instant(row);
  one.confirmed = take_optional_instant(row);
  return one;
}

std::optional<treaty::Instant> instant_of(const std::optional<std::optional<std::int64_t>>& value) {
  if (!value || !*value) return std::nullopt;
  return treaty::Instant{std::chrono::seconds{**value}};
}

}  // namespace

std::vector<Standing> load_standings(Database& db) {
  return db.sql().all(
      "SELECT subscriber, target, refusals, suspended, left_at, answer FROM standing "
      "ORDER BY subscriber",
      [](lib::Row& row) {
        Standing one;
        one.subscriber = row.take<std::string>();
        one.target = row.take<std::string>();
        one.refusals = row.take<int>();
        one.suspended = take_optional_instant(row);
        one.left = take_optional_instant(row);
        one.answer = row.take<std::string>();
        return one;
      });
}

void save_standing(Database& db, const Standing& standing) {
  db.sql().run(
      "INSERT INTO standing (subscriber, target, refusals, suspended, left_at, answer) "
      "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (subscriber) DO UPDATE SET target = excluded.target, "
      "refusals = excluded.refusals, suspended = excluded.suspended, left_at = excluded.left_at, "
      "answer = excluded.answer",
      standing.subscriber, standing.target, standing.refusals, seconds(standing.suspended),
      seconds(standing.left), standing.answer);
}

std::vector<Subscription> load_subscriptions(Database& db) {
  return db.sql().all(
      "SELECT id, mail, content, token_sha256, created, expires, confirmed FROM subscription "
      "ORDER BY created, id",
      read_subscription);
}

std::optional<Subscription> find_subscription(Database& db, std::string_view token_sha256) {
  return db.sql().first(
      "SELECT id, mail, content, token_sha256, created, expires, confirmed FROM subscription "
      "WHERE token_sha256 = ?",
      read_subscription, token_sha256);
}

void add_subscription(Database& db, const Subscription& subscription) {
  db.sql().run(
      "INSERT INTO subscription (id, mail, content, token_sha256, created, expires, confirmed) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      subscription.id, subscription.mail, subscription.content, subscription.token_sha256,
      seconds(subscription.created), seconds(subscription.expires),
      seconds(subscription.confirmed));
}

void confirm_subscription(Database& db, const Subscription& subscription, treaty::Instant at) {
  lib::Transaction transaction{db.sql()};
  const std::string id =
      db.sql()
          .value<std::string>(
              "SELECT id FROM subscription WHERE mail = ? AND confirmed IS NOT NULL",
              subscription.mail)
          .value_or(subscription.id);
  db.sql().run("UPDATE subscription SET confirmed = ?, content = ? WHERE id = ?", seconds(at),
               subscription.content, id);
  db.sql().run("DELETE FROM subscription WHERE mail = ? AND id <> ?", subscription.mail, id);
  transaction.commit();
}

std::int64_t count_subscriptions(Database& db, std::string_view mail, treaty::Instant since) {
  return db.sql()
      .value<std::int64_t>("SELECT count(*) FROM subscription WHERE mail = ? AND created > ?", mail,
                           seconds(since))
      .value_or(0);
}

void drop_expired_subscriptions(Database& db, treaty::Instant now) {
  db.sql().run("DELETE FROM subscription WHERE confirmed IS NULL AND expires <= ?", seconds(now));
}

bool erase_subscriber(Database& db, std::string_view subscriber) {
  lib::Transaction transaction{db.sql()};
  const auto on_its_way = db.sql().value<std::int64_t>(
      "SELECT count(*) FROM delivery WHERE subscriber = ? AND state = 'claimed'", subscriber);
  if (on_its_way.value_or(0) > 0) return false;
  db.sql().run("DELETE FROM delivery WHERE subscriber = ?", subscriber);
  db.sql().run("DELETE FROM standing WHERE subscriber = ?", subscriber);
  db.sql().run("DELETE FROM subscription WHERE id = ?", subscriber);
  transaction.commit();
  return true;
}

void drop_pending(Database& db, std::string_view subscriber) {
  db.sql().run("DELETE FROM delivery WHERE subscriber = ? AND state = 'pending'", subscriber);
}

std::int64_t requeue_given_up(Database& db, std::string_view subscriber, treaty::Instant since,
                              treaty::Instant now) {
  return db.sql().run(
      "UPDATE delivery SET state = 'pending', due = ?, attempts = 0, settled = NULL "
      "WHERE subscriber = ? AND state = 'dead' AND settled >= ?",
      seconds(now), subscriber, seconds(since));
}

std::optional<treaty::Instant> last_told(Database& db, std::string_view subscriber) {
  return instant_of(db.sql().value<std::optional<std::int64_t>>(
      "SELECT max(settled) FROM delivery WHERE subscriber = ? AND state = 'sent'", subscriber));
}

std::optional<treaty::Instant> watching_since(Database& db) {
  return instant_of(db.sql().value<std::optional<std::int64_t>>("SELECT min(at) FROM observation"));
}

}  // namespace store
