#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "treaty/event.h"

namespace notify {

/// Pending deliveries that are due and go together: the events of one treaty that one recording
/// step made, for one subscriber, or all that waits for one digest. Each event is one row of the
/// outbox with a receipt of its own.
struct Claim {
  std::string subscriber;
  std::vector<std::int64_t> rows;     ///< never empty
  std::vector<treaty::Event> events;  ///< events[i] belongs to rows[i]; in the order recorded
  int attempts = 0;                   ///< tries made so far; the same for all rows
  std::string issue{};                ///< the digest (see Slot); empty for a notice
};

/// The pending deliveries, kept by somebody else (in one transaction with their events). The
/// deliverer is its only user; every call is short and made on the loop's thread.
///
/// A row holds: event, subscriber, target (target_key), batch (one recording step), attempts, next
/// due time. A claim is what keeps a row from being handed out twice in one run; it is not durable,
/// so that a crash leaves the row due: delivery is at least once, under the event's stable id.
class Outbox {
 public:
  virtual ~Outbox() = default;

  /// The targets that have a row which is due and not claimed.
  virtual std::vector<std::string> due_targets(treaty::Instant now) = 0;

  /// Claims up to `limit` groups of one target, oldest first. A group holds the rows that share
  /// subscriber, treaty, batch and due time, or subscriber and digest, and is never cut.
  virtual std::vector<Claim> claim(const std::string& target, treaty::Instant now,
                                   std::size_t limit) = 0;

  /// The target rests: what is kept ready for it without having been handed out is free again.
  virtual void give_back(const std::string& target) = 0;

  // Outcomes may reach the disk a moment later, several together: until then a crash leaves the row
  // as it was, to be delivered again.

  /// Delivered, with what the receiver answered ("250 2.0.0 Ok: queued as 4F2A").
  virtual void sent(std::span<const std::int64_t> rows, treaty::Instant at,
                    const std::string& receipt) = 0;
  /// Not delivered; due again at `next`. Ends the claim.
  virtual void retry(std::span<const std::int64_t> rows, treaty::Instant at, treaty::Instant next,
                     const std::string& reason) = 0;
  /// Did not come as far as the receiver, because what leads there is out of order: as `retry`, but
  /// no attempt of theirs, however often it happens.
  virtual void put_off(std::span<const std::int64_t> rows, treaty::Instant at, treaty::Instant next,
                       const std::string& reason) = 0;
  /// Given up: refused for good, or tried for too long. Stays listed, to be replayed by hand.
  virtual void failed(std::span<const std::int64_t> rows, treaty::Instant at,
                      const std::string& reason) = 0;

  /// When the next unclaimed row falls due, which may be in the past; nullopt when none is pending.
  virtual std::optional<treaty::Instant> next_due() = 0;
};

}  // namespace notify
