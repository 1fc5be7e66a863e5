#include "daemon/stored_outbox.h"

#include <algorithm>
#include <utility>

#include "lib/log.h"

namespace service {
namespace {

constexpr std::size_t kClaimedAtOnce = 256;

}  // namespace

StoredOutbox::StoredOutbox(store::Database& database, std::string run)
    : database_{database}, run_{std::move(run)} {}

// False when the database failed; that is told once, until it works again.
bool StoredOutbox::attempt(const std::function<void()>& write) {
  try {
    write();
    told_ = false;
    return true;
  } catch (const lib::SqliteError& fault) {
    if (!std::exchange(told_, true)) {
      lib::log_error(std::string{"deliveries wait for the database: "} + fault.what());
    }
    return false;
  }
}

bool StoredOutbox::record_outcomes() {
  while (!unrecorded_.empty()) {
    std::function<void()> outcome = std::move(unrecorded_.front());
    unrecorded_.pop_front();
    if (!attempt(outcome)) {
      unrecorded_.push_front(std::move(outcome));
      return false;
    }
  }
  return true;
}

void StoredOutbox::settle(std::function<void()> outcome) {
  unrecorded_.push_back(std::move(outcome));
  record_outcomes();
}

std::vector<std::string> StoredOutbox::due_targets(treaty::Instant now) {
  if (!record_outcomes()) return {};
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

void StoredOutbox::sent(std::span<const std::int64_t> rows, treaty::Instant at,
                        const std::string& receipt) {
  settle([this, kept = std::vector(rows.begin(), rows.end()), at, receipt] {
    store::mark_sent(database_, kept, receipt, at);
  });
}

void StoredOutbox::retry(std::span<const std::int64_t> rows, treaty::Instant /*at*/,
                         treaty::Instant next, const std::string& reason) {
  settle([this, kept = std::vector(rows.begin(), rows.end()), next, reason] {
    store::mark_failed(database_, kept, reason, next);
  });
}

void StoredOutbox::failed(std::span<const std::int64_t> rows, treaty::Instant at,
                          const std::string& reason) {
  settle([this, kept = std::vector(rows.begin(), rows.end()), at, reason] {
    store::mark_dead(database_, kept, reason, at);
  });
}

std::optional<treaty::Instant> StoredOutbox::next_due() {
  if (!unrecorded_.empty()) return treaty::Instant{};
  return store::next_delivery_due(database_);
}

}  // namespace service
