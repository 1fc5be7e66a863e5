#include "notify/retry.h"

#include <algorithm>
#include <array>

namespace notify {

using namespace std::chrono_literals;

std::optional<std::chrono::seconds> wait_before_retry(int attempts, double jitter,
                                                      std::optional<std::chrono::seconds> wish) {
  // The waits up to 24 h add up to 75 hours and a half; four days more make a week.
  constexpr std::array<std::chrono::seconds, 13> kWaits = {5s,  5min, 30min, 2h,  5h,  10h, 14h,
                                                           20h, 24h,  24h,   24h, 24h, 24h};
  const auto index = static_cast<std::size_t>(std::max(attempts, 1)) - 1;
  if (index >= kWaits.size()) return std::nullopt;
  const auto wait = kWaits.at(index);
  const double share = 0.1 * std::clamp(jitter, 0.0, 1.0);
  const auto spread =
      std::chrono::seconds{static_cast<long long>(share * static_cast<double>(wait.count()))};
  const std::chrono::seconds least = std::min<std::chrono::seconds>(wish.value_or(0s), 24h);
  return std::max(wait, least) + spread;
}

}  // namespace notify
