#include "notify/deliverer.h"

#include <algorithm>
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

constexpr std::chrono::seconds kFirstRest{5};
constexpr std::chrono::seconds kLongestRest{300};

/// A target whose way is out of order.
struct Rest {
  std::chrono::seconds length{0};
  treaty::Instant until{};
};

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
  std::map<std::string, Rest> resting;      ///< by target, until something comes through again

  void pump() {
    while (start_due()) {
    }
    auto next = outbox.next_due();
    const treaty::Instant now = world.now();
    if (next && *next <= now) {
      next = now + kFull;
      for (const auto& [target, rest] : resting) {
        if (rest.until > now) next = std::min(*next, rest.until);
      }
    }
    world.idle_until(next);
  }

  [[nodiscard]] bool has_due() const {
    const treaty::Instant now = world.now();
    const auto due = outbox.due_targets(now);
    return std::any_of(due.begin(), due.end(), [&](const auto& target) {
      const auto rest = resting.find(target);
      return rest == resting.end() || rest->second.until <= now;
    });
  }

  /// True when rows were claimed and some slots are free again, so that more can be started.
  bool start_due() {
    bool again = false;
    for (const std::string& target : outbox.due_targets(world.now())) {
      for (Claim& claim : claim_for(target)) {
        if (!start({target, std::move(claim)})) again = true;
      }
    }
    return again;
  }

  /// As many as the target has free slots.
  std::vector<Claim> claim_for(const std::string& target) {
    const treaty::Instant now = world.now();
    std::size_t slots = is_mail_server(target) ? limits.per_mail_server : limits.per_target;
    if (const auto rest = resting.find(target); rest != resting.end()) {
      slots = rest->second.until <= now ? 1 : 0;
    }
    const std::size_t taken = slots_taken(target);
    if (taken >= slots) return {};
    return outbox.claim(target, now, slots - taken);
  }

  /// Goes on with the same target, without a look at all the others. False when nothing was
  /// started.
  bool go_on(const std::string& target) {
    bool started = false;
    for (Claim& claim : claim_for(target))
      started = start({target, std::move(claim)}) || started;
    return started;
  }

  [[nodiscard]] std::size_t slots_taken(const std::string& target) const {
    const auto found = busy.find(target);
    return found == busy.end() ? 0 : found->second;
  }

  // Attempts that were under way when the rest began say nothing new.
  treaty::Instant rest(const std::string& target, treaty::Instant now) {
    Rest& rest = resting[target];
    if (rest.until > now) return rest.until;
    outbox.give_back(target);
    rest.length = std::clamp(2 * rest.length, kFirstRest, kLongestRest);
    const double share = 0.1 * std::clamp(world.jitter(), 0.0, 1.0);
    rest.until = now + rest.length +
                 std::chrono::seconds{
                     static_cast<long long>(share * static_cast<double>(rest.length.count()))};
    return rest.until;
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
    const auto* later = std::get_if<RetryLater>(&result);
    if (later == nullptr || !later->way) resting.erase(attempt.target);
    const std::string target = attempt.target;
    if (record(attempt, result)) {
      attempt.at += current_of(attempt).size();
      if (attempt.at < attempt.claim.rows.size()) start(std::move(attempt));
    }
    if (!go_on(target)) pump();
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
    if (later.way) {
      // A moment after the rest, so that it is another one that tries the way: one that breaks it
      // by itself must not be tried first for ever.
      const treaty::Instant next = rest(attempt.target, now) + std::chrono::seconds{1};
      return outbox.put_off(rest_of(attempt), now, next, later.reason);
    }
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

bool Deliverer::has_due() const {
  return state_->has_due();
}

std::size_t Deliverer::in_flight() const {
  std::size_t sum = 0;
  for (const auto& [target, slots] : state_->busy)
    sum += slots;
  return sum;
}

}  // namespace notify
