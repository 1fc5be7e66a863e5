#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "lib/loop.h"
#include "notify/channel.h"
#include "treaty/day.h"

namespace notify {

/// What a webhook's receiver finds in the body: the event (see event_json), with `type` (its kind)
/// and `timestamp` (when it was first seen) before it, as the Standard Webhooks specification asks.
std::string webhook_body(const treaty::Event& event);

/// The event as structured JSON of CloudEvents 1.0: `id`; `type` "org.treatyd." and the kind;
/// `source`, the path of its treaty on our socket; `subject`, the participant's id; `time`, when it
/// was first seen; `data`, the event.
std::string cloud_event_body(const treaty::Event& event);

/// POSTs each event by the Standard Webhooks specification 1.0.0: `webhook-id` is the event's id
/// and the same at every attempt, `webhook-timestamp` the time of the attempt, `webhook-signature`
/// one signature for each of the target's keys.
///
/// A 2xx is a receipt. 410 is a refusal for good. Everything else (3xx too: no redirect is
/// followed) is tried again, not before Retry-After. An address that policy forbids (private
/// ranges, unless the target allows them; plain http but to this machine) is never connected to.
/// Reasons and receipts name the host alone, since a path may hold a secret.
class WebhookChannel final : public Channel {
 public:
  struct Options {
    std::string user_agent = "treatyd";
    std::string ca_file{};  ///< PEM; instead of the system's authorities. For tests.
    /// The real time, which receivers compare with theirs: never a simulated clock.
    std::function<treaty::Instant()> now;
  };

  /// The loop must outlive the channel.
  WebhookChannel(lib::Loop& loop, Options options);
  ~WebhookChannel() override;
  WebhookChannel(const WebhookChannel&) = delete;
  WebhookChannel& operator=(const WebhookChannel&) = delete;

  [[nodiscard]] bool combines() const override { return false; }
  void send(const Subscriber& subscriber, std::span<const treaty::Event> events,
            SendDone done) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace notify
