#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "treaty/day.h"

namespace store {

enum class Verb { approve, reject, alias, retract };
std::string_view name_of(Verb verb);

/// What a person decided. Append-only; a replay of the evidence applies them in this order.
struct Decision {
  Verb verb = Verb::approve;
  std::string treaty;    ///< empty when it concerns none
  std::string subject;   ///< digest of the hold, name for an alias, id of the event to retract
  std::string detail;    ///< the participant's id for an alias; empty otherwise
  std::string reason;    ///< the person's words; may be empty
  std::int64_t uid = 0;  ///< of the peer on the socket
  treaty::Instant at{};
};

/// Oldest first.
std::vector<Decision> load_decisions(Database& db);
/// Those of one entry of the journal.
std::vector<Decision> decisions_of(Database& db, std::int64_t journal);

/// Small state of the service that has no table of its own, such as the last heartbeat.
std::optional<std::string> load_meta(Database& db, std::string_view key);
void save_meta(Database& db, std::string_view key, std::string_view value);

}  // namespace store
