#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "notify/channel.h"
#include "notify/outbox.h"
#include "notify/subscriber.h"

namespace notify {

/// Takes due deliveries from the outbox, hands each to its channel and writes the receipt.
///
/// It owns no timer and no thread: `pump` starts what is due and returns; whenever an attempt ends,
/// it records the outcome and pumps again. After each pump it calls `idle_until` with the time of
/// the next due row, for which the owner sets a timer that calls `pump`. Call `pump` also after
/// something was recorded.
///
/// Each target (see target_key) has its own slots: a dead one fills its own and holds up no other,
/// and what is in memory is bounded by the slots. While the way to a target is out of order
/// (RetryLater::way) it rests, from 5 seconds up to 5 minutes, and is then tried with one delivery;
/// what waits for it goes on when that arrives, and is never given up for it. An exception of the
/// outbox (a full disk) leaves `pump` or the channel's callback; the row stays claimed or due,
/// never lost.
class Deliverer {
 public:
  struct World {
    /// nullptr when nobody has this id any more: the delivery is given up with that reason.
    std::function<const Subscriber*(const std::string& id)> subscriber;
    /// nullptr when such a target cannot be served here: given up with that reason.
    std::function<Channel*(const Target&)> channel;
    std::function<treaty::Instant()> now;
    std::function<double()> jitter;  ///< 0 to 1, see wait_before_retry
    std::function<void(std::optional<treaty::Instant>)> idle_until;
    /// Why nothing may be sent to a subscriber; empty when it may. Given up with that reason.
    std::function<std::string(const std::string& id)> objection{};
    /// Told of each answer: nullopt for a receipt, else the refusal of the address.
    std::function<void(const std::string& id, const std::optional<std::string>& refusal)>
        answered{};
  };
  struct Limits {
    std::size_t per_target = 4;
    /// Of a mail server: more than it has connections, so that none is idle while we write.
    std::size_t per_mail_server = 16;
  };

  /// The outbox must outlive the deliverer; results that come in after its end are ignored, and
  /// their rows are due again at the next start.
  Deliverer(Outbox& outbox, World world, Limits limits);
  Deliverer(const Deliverer&) = delete;
  Deliverer& operator=(const Deliverer&) = delete;
  ~Deliverer();

  void pump();

  /// Whether something is due that could be tried now. What waits for a target that rests could
  /// not.
  [[nodiscard]] bool has_due() const;

  /// Attempts under way.
  [[nodiscard]] std::size_t in_flight() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace notify
