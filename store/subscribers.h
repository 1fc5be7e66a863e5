#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "treaty/day.h"

namespace store {

/// How a subscriber's address stands.
struct Standing {
  std::string subscriber;
  std::string target;  ///< SHA-256 of the address; another address begins anew
  int refusals = 0;    ///< for good, in a row
  std::optional<treaty::Instant> suspended;
  std::optional<treaty::Instant> left;  ///< they asked to be told no more
  std::string answer;                   ///< of the last refusal
};
std::vector<Standing> load_standings(Database& db);
void save_standing(Database& db, const Standing& standing);

/// Somebody who signed up; not told anything before `confirmed`.
struct Subscription {
  std::string id;
  std::string mail;
  std::string content;       ///< JSON, the caller's
  std::string token_sha256;  ///< of the confirming token, which is kept nowhere
  treaty::Instant created{};
  treaty::Instant expires{};
  std::optional<treaty::Instant> confirmed;
};
/// Oldest first.
std::vector<Subscription> load_subscriptions(Database& db);
std::optional<Subscription> find_subscription(Database& db, std::string_view token_sha256);
void add_subscription(Database& db, const Subscription& subscription);
/// Makes it count. Where the address had subscribed before, that subscription takes over what this
/// one follows, and keeps its id: its receipts and its links to leave stay good.
void confirm_subscription(Database& db, const Subscription& subscription, treaty::Instant at);
/// How many were asked for an address since then, confirmed or not.
std::int64_t count_subscriptions(Database& db, std::string_view mail, treaty::Instant since);
/// Removes what was not confirmed in time.
void drop_expired_subscriptions(Database& db, treaty::Instant now);

/// Removes whatever is known of a subscriber: subscription, standing and deliveries with their
/// receipts. False, and nothing is removed, while a notice is on its way to them.
bool erase_subscriber(Database& db, std::string_view subscriber);

/// Gives up what waits for a subscriber who left.
void drop_pending(Database& db, std::string_view subscriber);

/// Makes what was given up since then pending again; how many.
std::int64_t requeue_given_up(Database& db, std::string_view subscriber, treaty::Instant since,
                              treaty::Instant now);

/// When a subscriber was last told something.
std::optional<treaty::Instant> last_told(Database& db, std::string_view subscriber);

/// The first time that anything was looked at; nullopt before.
std::optional<treaty::Instant> watching_since(Database& db);

}  // namespace store
