#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/claims.h"
#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "store/database.h"
#include "store/decisions.h"

namespace service {

/// What people decide: on claims that wait, and on notices that were wrong. Every decision is kept
/// with its reason and the user who made it.
class People {
 public:
  People(Desk& desk, store::Database& database, Clock& clock, const Settings& settings)
      : desk_{desk}, database_{database}, clock_{clock}, settings_{settings} {}

  /// The waiting claim of that number, or all of a treaty; empty when there is none.
  std::vector<WaitingClaim> find(const std::string& claim_or_treaty);

  /// Approves or rejects them. An approved claim is believed by the next look that shows it.
  void decide(const std::vector<WaitingClaim>& claims, store::Verb verb, const std::string& reason,
              std::int64_t uid);

  enum class Retraction { done, unknown, already, not_told_to_readers };
  /// Tells exactly those who were told the event that it was wrong; deliveries that wait are given
  /// up. The record is not touched: that is for the depositary's next document.
  Retraction retract(const std::string& event_id, const std::string& reason, std::int64_t uid);

 private:
  Desk& desk_;
  store::Database& database_;
  Clock& clock_;
  const Settings& settings_;
};

}  // namespace service
