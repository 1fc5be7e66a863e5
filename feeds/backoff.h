#pragma once

#include <chrono>
#include <optional>

namespace feeds {

/// How long to leave a host alone after faults.
struct BackoffPolicy {
  std::chrono::seconds first{300};              ///< after the first fault
  std::chrono::seconds cap{6 * 3600};           ///< no wait of our own is longer
  std::chrono::seconds retry_after_cap{86400};  ///< nor one that the server asks for
  double jitter = 0.2;                          ///< 0 to 1: the share by which a wait may differ
};

/// The wait before the next attempt after `failures` (at least 1) in a row: doubled each time, cut
/// at the cap, then shortened by up to the jitter's share. A server's Retry-After is a floor: the
/// wait is never shorter, up to the cap for it. `random` is uniform in [0, 1).
std::chrono::seconds wait_after_failures(const BackoffPolicy& policy, unsigned failures,
                                         std::optional<std::chrono::seconds> retry_after,
                                         double random);

/// The wait before the next ordinary poll: the interval, spread by `jitter` (its share) to both
/// sides, so that pollers everywhere do not meet at the full hour. At least one second.
std::chrono::seconds wait_for_next_poll(std::chrono::seconds interval, double jitter,
                                        double random);

}  // namespace feeds
