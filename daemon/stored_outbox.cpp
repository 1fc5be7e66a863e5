#include "daemon/stored_outbox.h"

#include <algorithm>
#include <utility>

#include "lib/log.h"

namespace service {
namespace {

constexpr std::size_t kClaimedAtOnce = 256;
constexpr std::size_t kRecordedAtOnce = 64;

}  // namespace

StoredOutbox::StoredOutbox(store::Database& database, std::string run, std::function<void()> soon)
    : database_{database}, run_{std::move(run)}, soon_{std::move(soon)} {}

StoredOutbox::~StoredOutbox() {
  try {
    flush();
  } catch (const std::exception& fault) {
    lib::log_error(std::string{"some receipts were not recorded: "} + fault.what());
  }
}

// False when the database failed; that is told once, until it works again.
bool StoredOutbox::attempt(const std::function<void()>& write) {
  try {
    write();
    failing_ = false;
    return true;
  } catch (const lib::SqliteError& fault) {
    if (!std::exchange(failing_, true)) {
      lib::log_error(std::string{"deliveries wait for the database: "} + fault.what());
    }
    return false;
  }
}

bool StoredOutbox::flush() {
  if (unrecorded_.empty()) return true;
  auto outcomes = std::exchange(unrecorded_, {});
  const bool recorded = attempt([&] { store::record_outcomes(database_, outcomes); });
  if (!recorded) unrecorded_ = std::move(outcomes);
  return recorded;
}

void StoredOutbox::settle(std::span<const std::int64_t> rows, store::DeliveryState state,
                          std::string text, treaty::Instant at, bool counted) {
  unrecorded_.push_back(
      {std::vector(rows.begin(), rows.end()), state, std::move(text), at, counted});
  if (!soon_ || unrecorded_.size() >= kRecordedAtOnce) {
    flush();
  } else if (unrecorded_.size() == 1) {
    soon_();
  }
}

std::vector<std::string> StoredOutbox::due_targets(treaty::Instant now) {
  if (failing_ && !flush()) return {};
  std::vector<std::string> targets = store::due_channels(database_, now);
  for (const auto& [target, claims] : claimed_) {
    const bool known = std::find(targets.begin(), targets.end(), target) != targets.end();
    if (!claims.empty() && !known) targets.push_back(target);
  }
  return targets;
}

std::vector<notify::Claim> StoredOutbox::claim(const std::string& target, treaty::Instant now,
                                               std::size_t limit) {
  std::deque<notify::Claim>& claims = claimed_[target];
  if (claims.empty()) {
    std::vector<store::ClaimedGroup> groups;
    attempt([&] { groups = store::claim_due(database_, target, now, run_, kClaimedAtOnce); });
    for (store::ClaimedGroup& group : groups) {
      notify::Claim claim{std::move(group.subscriber),
                          std::move(group.rows),
                          {},
                          group.attempts,
                          std::move(group.issue)};
      for (store::StoredEvent& event : group.events)
        claim.events.push_back(std::move(event.event));
      claims.push_back(std::move(claim));
    }
  }
  std::vector<notify::Claim> handed_out;
  while (!claims.empty() && handed_out.size() < limit) {
    handed_out.push_back(std::move(claims.front()));
    claims.pop_front();
  }
  return handed_out;
}

// Whoever waits for a server that is out of order must still be able to be erased.
void StoredOutbox::give_back(const std::string& target) {
  std::deque<notify::Claim>& claims = claimed_[target];
  std::vector<std::int64_t> rows;
  for (const notify::Claim& claim : claims)
    rows.insert(rows.end(), claim.rows.begin(), claim.rows.end());
  if (attempt([&] { store::give_back(database_, rows); })) claims.clear();
}

void StoredOutbox::sent(std::span<const std::int64_t> rows, treaty::Instant at,
                        const std::string& receipt) {
  settle(rows, store::DeliveryState::sent, receipt, at);
}

void StoredOutbox::retry(std::span<const std::int64_t> rows, treaty::Instant /*at*/,
                         treaty::Instant next, const std::string& reason) {
  settle(rows, store::DeliveryState::pending, reason, next);
}

void StoredOutbox::put_off(std::span<const std::int64_t> rows, treaty::Instant /*at*/,
                           treaty::Instant next, const std::string& reason) {
  settle(rows, store::DeliveryState::pending, reason, next, false);
}

void StoredOutbox::failed(std::span<const std::int64_t> rows, treaty::Instant at,
                          const std::string& reason) {
  settle(rows, store::DeliveryState::dead, reason, at);
}

std::optional<treaty::Instant> StoredOutbox::next_due() {
  if (!unrecorded_.empty()) return treaty::Instant{};
  return store::next_delivery_due(database_);
}

}  // namespace service
