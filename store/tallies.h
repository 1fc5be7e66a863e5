#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"
#include "treaty/day.h"

namespace store {

// Counts over everything that was recorded, for whoever draws curves of them.

struct KindTally {
  std::string kind;  ///< of treaty::name_of(EventKind)
  std::int64_t events = 0;
};
/// One for each kind that ever happened, by name.
std::vector<KindTally> events_by_kind(Database& db);

struct AttemptTally {
  std::string channel;      ///< see Delivery
  std::int64_t sent = 0;    ///< attempts that brought a receipt
  std::int64_t failed = 0;  ///< attempts that did not
};
/// One for each channel, by name. Falls when somebody is erased, with all that was sent to them.
std::vector<AttemptTally> attempts_by_channel(Database& db);

/// Pending deliveries that were due before then.
std::int64_t overdue_deliveries(Database& db, treaty::Instant then);

}  // namespace store
