#include "daemon/stored_outbox.h"

#include <algorithm>
#include <utility>

namespace service {
namespace {

constexpr std::size_t kClaimedAtOnce = 256;

}  // namespace

StoredOutbox::StoredOutbox(store::Database& database, std::string run)
    : database_{database}, run_{std::move(run)} {}

std::vector<std::string> StoredOutbox::due_targets(treaty::Instant now) {
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
    for (store::ClaimedGroup& group :
         store::claim_due(database_, target, now, run_, kClaimedAtOnce)) {
      notify::Claim claim{std::move(group.subscriber), std::move(group.rows), {}, group.attempts};
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
  store::mark_sent(database_, rows, receipt, at);
}

void StoredOutbox::retry(std::span<const std::int64_t> rows, treaty::Instant /*at*/,
                         treaty::Instant next, const std::string& reason) {
  store::mark_failed(database_, rows, reason, next);
}

void StoredOutbox::failed(std::span<const std::int64_t> rows, treaty::Instant at,
                          const std::string& reason) {
  store::mark_dead(database_, rows, reason, at);
}

std::optional<treaty::Instant> StoredOutbox::next_due() {
  return store::next_delivery_due(database_);
}

}  // namespace service
