#include "feeds/backoff.h"

#include <algorithm>
#include <cmath>

namespace feeds {

using std::chrono::seconds;

seconds wait_after_failures(const BackoffPolicy& policy, unsigned failures,
                            std::optional<seconds> retry_after, double random) {
  constexpr unsigned kEnoughDoublings = 30;
  const unsigned doublings = std::min(std::max(failures, 1U) - 1, kEnoughDoublings);
  const double grown =
      std::ldexp(static_cast<double>(policy.first.count()), static_cast<int>(doublings));
  const double cut = std::min(grown, static_cast<double>(policy.cap.count()));
  const seconds ours{std::llround(cut * (1 - policy.jitter * random))};
  const seconds theirs = std::min(retry_after.value_or(seconds{0}), policy.retry_after_cap);
  return std::max({ours, theirs, seconds{1}});
}

seconds wait_for_next_poll(seconds interval, double jitter, double random) {
  const double share = 1 + jitter * (2 * random - 1);
  return std::max(seconds{std::llround(static_cast<double>(interval.count()) * share)}, seconds{1});
}

}  // namespace feeds
