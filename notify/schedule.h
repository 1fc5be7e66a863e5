#pragma once

#include <string>

#include "notify/subscriber.h"
#include "treaty/day.h"
#include "treaty/event.h"

namespace notify {

/// When an event is told to somebody.
struct Slot {
  treaty::Instant due{};
  std::string issue;  ///< the digest it goes into, "weekly.2026-11-30"; empty: told for itself
};

/// Threshold, entry into force and retractions (treaty::is_urgent), and what operators are told,
/// wait for no digest, hour or weekend. Everything else waits for the subscriber's next digest
/// after `at`: each day, each Monday, or the first day of each month, at the hour in their zone.
/// Without weekends a digest is not made on Saturday or Sunday (one due then comes on Monday), and
/// what would be told at once on such a day goes into a digest on Monday.
///
/// The zone must exist; else std::runtime_error.
Slot slot_of(const Schedule& schedule, treaty::EventKind kind, treaty::Instant at);

}  // namespace notify
