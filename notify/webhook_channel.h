#pragma once

#include <span>
#include <string>

#include "lib/loop.h"
#include "notify/channel.h"
#include "notify/http_post.h"

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
/// What an answer means, and which addresses are refused: see HttpPost.
class WebhookChannel final : public Channel {
 public:
  /// The loop must outlive the channel.
  WebhookChannel(lib::Loop& loop, HttpPost::Options options);

  [[nodiscard]] bool combines() const override { return false; }
  void send(const Subscriber& subscriber, std::span<const treaty::Event> events,
            SendDone done) override;

 private:
  HttpPost post_;
};

}  // namespace notify
