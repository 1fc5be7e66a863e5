#pragma once

#include <chrono>
#include <optional>

namespace notify {

/// When to try again after `attempts` failed tries (1 for the first): the schedule of the Standard
/// Webhooks specification, 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 hours, then every 24 hours;
/// nullopt when the message has been tried for a week and is given up.
///
/// `jitter` from 0 to 1 lengthens the wait by up to a tenth, so that a thousand deliveries that
/// failed together do not come back together. `wish` is the receiver's Retry-After: the wait is
/// never shorter than it, up to a day.
std::optional<std::chrono::seconds> wait_before_retry(
    int attempts, double jitter, std::optional<std::chrono::seconds> wish = std::nullopt);

}  // namespace notify
