#include "notify/deliverer.h"

#include <utility>
#include <vector>

#include "notify/retry.h"

namespace notify {
namespace {

/// While the slots of a target are full its further rows are overdue, and it is the end of an
/// attempt that brings the next pump; the timer is only for rows of other targets.
constexpr std::chrono::seconds kFull{5};

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

/// A claim on its way. Through a channel that does not combine, its events go one after the other,
/// so that they arrive in the order in which they were recorded.
struct Attempt {
  std::string target;
  Claim claim;
  std::size_t at = 0;  ///< the event under way; all of them when the channel combines
  bool combined = false;
};

}  // namespace

struct Deliverer::State : std::enable_shared_from_this<Deliverer::State> {
  State(Outbox& outbox_, World world_, Limits limits_)
      : outbox{outbox_}, world{std::move(world_)}, limits{limits_} {}

  Outbox& outbox;
  World world;
  Limits limits;
  std::map<std::string, std::size_t> busy;  ///< slots taken, by target; no zeros

  void pump() {
    while (start_due()) {
    }
    auto next = outbox.next_due();
    const treaty::Instant now = world.now();
    if (next && *next <= now) next = now + kFull;
    world.idle_until(next);
  }

  /// True when rows were claimed and some slots are free again, so that more can be started.
  bool start_due() {
    bool again = false;
    for (const std::string& target : outbox.due_targets(world.now())) {
      const std::size_t taken = slots_taken(target);
      if (taken >= limits.per_target) continue;
      auto claims = outbox.claim(target, world.now(), limits.per_target - taken);
      for (Claim& claim : claims) {
        if (!start({target, std::move(claim)})) again = true;
      }
    }
    return again;
  }

  [[nodiscard]] std::size_t slots_taken(const std::string& target) const {
    const auto found = busy.find(target);
    return found == busy.end() ? 0 : found->second;
  }

  void free_slot(const std::string& target) {
    const auto found = busy.find(target);
    if (--found->second == 0) busy.erase(found);
  }

  /// False when the claim came to its end without an attempt.
  bool start(Attempt attempt) {
    const Subscriber* subscriber = world.subscriber(attempt.claim.subscriber);
    if (subscriber == nullptr) {
      return give_up(attempt, "no subscriber has the id \"" + attempt.claim.subscriber +
                                  "\" any more; nothing was sent");
    }
    const std::string objection =
        world.objection ? world.objection(attempt.claim.subscriber) : std::string{};
    if (!objection.empty()) return give_up(attempt, objection + "; nothing was sent");
    Channel* channel = world.channel(subscriber->target);
    if (channel == nullptr) {
      return give_up(attempt, "no such channel is configured here; nothing was sent");
    }
    attempt.combined = channel->combines();
    ++busy[attempt.target];
    send(std::move(attempt), *subscriber, *channel);
    return true;
  }

  bool give_up(const Attempt& attempt, const std::string& reason) {
    outbox.failed(rest_of(attempt), world.now(), reason);
    return false;
  }

  static std::span<const std::int64_t> rest_of(const Attempt& attempt) {
    return std::span{attempt.claim.rows}.subspan(attempt.at);
  }
  static std::span<const std::int64_t> current_of(const Attempt& attempt) {
    return attempt.combined ? rest_of(attempt) : rest_of(attempt).first(1);
  }

  void send(Attempt attempt, const Subscriber& subscriber, Channel& channel) {
    const auto shared = std::make_shared<Attempt>(std::move(attempt));
    const std::span<const treaty::Event> events =
        std::span<const treaty::Event>{shared->claim.events}.subspan(shared->at);
    SendDone done = [weak = weak_from_this(), shared](const SendResult& result) {
      if (const auto state = weak.lock()) state->ended(std::move(*shared), result);
    };
    if (!shared->combined) return channel.send(subscriber, events.first(1), std::move(done));
    if (shared->claim.issue.empty()) return channel.send(subscriber, events, std::move(done));
    channel.send_digest(subscriber, shared->claim.issue, events, std::move(done));
  }

  // The slot is freed first: what follows may throw, and must not cost the slot.
  void ended(Attempt attempt, const SendResult& result) {
    free_slot(attempt.target);
    if (record(attempt, result)) {
      attempt.at += current_of(attempt).size();
      if (attempt.at < attempt.claim.rows.size()) start(std::move(attempt));
    }
    pump();
  }

  /// True when the next event of the claim may go.
  bool record(const Attempt& attempt, const SendResult& result) {
    const treaty::Instant now = world.now();
    return std::visit(Overloaded{
                          [&](const Sent& sent) {
                            outbox.sent(current_of(attempt), now, sent.receipt);
                            tell(attempt, std::nullopt);
                            return true;
                          },
                          [&](const Refused& refused) {
                            outbox.failed(current_of(attempt), now, refused.reason);
                            if (refused.address) tell(attempt, refused.reason);
                            return true;
                          },
                          [&](const RetryLater& later) {
                            postpone(attempt, later, now);
                            return false;
                          },
                      },
                      result);
  }

  void tell(const Attempt& attempt, const std::optional<std::string>& refusal) const {
    if (world.answered) world.answered(attempt.claim.subscriber, refusal);
  }

  // The events behind the one that failed wait with it, which keeps their order.
  void postpone(const Attempt& attempt, const RetryLater& later, treaty::Instant now) {
    const int tries = attempt.claim.attempts + 1;
    const auto wait = wait_before_retry(tries, world.jitter(), later.after);
    if (wait) {
      outbox.retry(rest_of(attempt), now, now + *wait, later.reason);
    } else {
      outbox.failed(rest_of(attempt), now,
                    "given up after " + std::to_string(tries) +
                        " tries in a week; the last one: " + later.reason);
    }
  }
};

Deliverer::Deliverer(Outbox& outbox, World world, Limits limits)
    : state_{std::make_shared<State>(outbox, std::move(world), limits)} {}

Deliverer::~Deliverer() = default;

void Deliverer::pump() {
  state_->pump();
}

std::size_t Deliverer::in_flight() const {
  std::size_t sum = 0;
  for (const auto& [target, slots] : state_->busy)
    sum += slots;
  return sum;
}

}  // namespace notify
