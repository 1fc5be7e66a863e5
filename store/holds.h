#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "treaty/reading.h"

namespace store {

enum class HoldState { waiting, released, rejected };
std::string_view name_of(HoldState state);

/// A reading that said the same as the held one.
struct Agreement {
  treaty::Form form = treaty::Form::html;
  std::string evidence;  ///< raw hash of the body
  treaty::Instant at{};
};

/// Changes that are not believed yet. At most one hold waits for each (treaty, digest).
struct Hold {
  std::int64_t id = 0;
  std::string treaty;
  std::string digest;                ///< of `claims`
  std::string claims;                ///< canonical text of the proposed changes
  std::vector<std::string> reasons;  ///< why it is held; sentences for the operator
  treaty::Instant first_seen{};
  std::vector<Agreement> agreements;  ///< the first is the reading that was held
  HoldState state = HoldState::waiting;
  std::string decided_by;  ///< "second reading", "xml", "uid 1000"…; empty while waiting
  std::optional<treaty::Instant> decided;
};

/// The holds that wait, oldest first; `treaty` empty for all.
std::vector<Hold> waiting_holds(Database& db, std::string_view treaty);

std::optional<Hold> find_hold(Database& db, std::int64_t id);

/// The newest hold with these claims in any state: a rejected one need not be asked again.
std::optional<Hold> latest_hold(Database& db, std::string_view treaty, std::string_view digest);

/// A reading to be held (see StoreStep). Where a hold with this digest waits already, the reading
/// is added to its agreements and the reasons stay.
struct NewHold {
  std::string digest;
  std::string claims;
  std::vector<std::string> reasons;
  Agreement reading;
};

/// The end of a wait. Only a waiting hold can be resolved: std::logic_error otherwise.
struct HoldResolution {
  std::int64_t hold = 0;
  HoldState state = HoldState::released;  ///< released or rejected
  std::string by;
  treaty::Instant at{};
};

}  // namespace store
