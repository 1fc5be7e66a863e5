#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/claims.h"
#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "daemon/telling.h"
#include "store/database.h"
#include "store/decisions.h"
#include "store/step.h"
#include "treaty/event.h"

namespace service {

/// The retraction of an event as a step: the decision, the notice that takes it back, and an end to
/// the deliveries that wait.
store::StoreStep retraction_step(Desk& desk, const treaty::Event& event,
                                 const store::Decision& decision,
                                 std::span<const notify::Subscriber> subscribers,
                                 const WhoWasTold& who_was_told);

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

  /// Tells who is meant by the name that a claim waits for; `participant` is an id or a known name.
  /// What is wrong with that, as a sentence; nullopt when it is known now.
  std::optional<std::string> tell_name(const WaitingClaim& claim, const std::string& participant,
                                       const std::string& reason, std::int64_t uid);

  enum class Retraction { done, unknown, already, not_told_to_readers };
  /// Tells exactly those who were told the event that it was wrong; deliveries that wait are given
  /// up. The record is not touched: that is for the depositary's next document.
  Retraction retract(const std::string& event_id, const std::string& reason, std::int64_t uid);

 private:
  store::JournalEntry entry_at(treaty::Instant at, const std::string& number);

  Desk& desk_;
  store::Database& database_;
  Clock& clock_;
  const Settings& settings_;
};

}  // namespace service
