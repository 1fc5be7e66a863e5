#include "notify/webhook_channel.h"

#include <utility>

#include "lib/http_client.h"
#include "lib/json.h"
#include "lib/rfc3339.h"
#include "lib/url.h"
#include "notify/event_json.h"

namespace notify {
namespace {

using namespace std::chrono_literals;

constexpr int kGone = 410;
constexpr unsigned kConnections = 4;  // as many as the deliverer has slots for a target

std::string host_of(const WebhookTarget& target) {
  const auto url = lib::parse_url(target.url);
  return url ? url->host : std::string{"the webhook"};
}

std::string signatures(const WebhookTarget& target, const std::string& id, treaty::Instant at,
                       const std::string& body) {
  std::string all;
  for (const WebhookKey& key : target.keys) {
    if (!all.empty()) all += ' ';
    all += key.sign(id, at.time_since_epoch().count(), body);
  }
  return all;
}

SendResult result_of(const std::string& host, const lib::HttpResult& result, treaty::Instant now) {
  if (!result) {
    const lib::HttpFault& fault = result.error();
    // The sentence of an unusable address repeats it, and with it whatever its path holds.
    if (fault.code == lib::HttpFaultCode::bad_address) {
      return Refused{"the webhook's address cannot be used"};
    }
    if (fault.code == lib::HttpFaultCode::not_https) return Refused{fault.sentence};
    return RetryLater{fault.sentence, {}};
  }
  const std::string answered = host + " answered with status " + std::to_string(result->status);
  if (result->status >= 200 && result->status < 300) return Sent{answered};
  if (result->status == kGone) return Refused{answered + ": it wants no more"};
  std::optional<std::chrono::seconds> wish;
  if (const std::string* field = result->headers.find("Retry-After")) {
    wish = lib::parse_retry_after(*field, result->date.value_or(now));
  }
  const bool redirect = result->status >= 300 && result->status < 400;
  return RetryLater{redirect ? answered + ": redirects are not followed" : answered, wish};
}

}  // namespace

std::string webhook_body(const treaty::Event& event) {
  lib::json::object body;
  body["type"] = treaty::name_of(event.kind);
  body["timestamp"] = lib::rfc3339(event.first_seen);
  lib::json::object json = event_json(event);
  for (auto& [key, value] : json)
    body[key] = std::move(value);
  return lib::json::serialize(body);
}

std::string cloud_event_body(const treaty::Event& event) {
  lib::json::object body;
  body["specversion"] = "1.0";
  body["id"] = event.id;
  body["source"] = event.treaty.empty() ? "/v1/status" : "/v1/treaties/" + event.treaty;
  body["type"] = "org.treatyd." + std::string{treaty::name_of(event.kind)};
  if (event.participant) body["subject"] = event.participant->str();
  body["time"] = lib::rfc3339(event.first_seen);
  body["datacontenttype"] = "application/json";
  body["data"] = event_json(event);
  return lib::json::serialize(body);
}

struct WebhookChannel::State {
  State(lib::Loop& loop, Options options_)
      : options{std::move(options_)},
        guarded{loop, {.connections_per_host = kConnections, .refuse_private = true}},
        open{loop, {.connections_per_host = kConnections, .refuse_private = false}} {}

  Options options;
  lib::HttpClient guarded;
  lib::HttpClient open;  ///< for targets that may be in private ranges
};

WebhookChannel::WebhookChannel(lib::Loop& loop, Options options)
    : state_{std::make_unique<State>(loop, std::move(options))} {}

WebhookChannel::~WebhookChannel() = default;

void WebhookChannel::send(const Subscriber& subscriber, std::span<const treaty::Event> events,
                          SendDone done) {
  const auto& target = std::get<WebhookTarget>(subscriber.target);
  const treaty::Event& event = events.front();
  const treaty::Instant now = state_->options.now();
  lib::HttpRequest request;
  request.method = "POST";
  request.url = target.url;
  request.body = target.cloud_events ? cloud_event_body(event) : webhook_body(event);
  request.user_agent = state_->options.user_agent;
  request.ca_file = state_->options.ca_file;
  request.total_timeout = 20s;
  request.on_body = [](int, std::string_view) { return true; };  // the status says it all
  request.headers.add("Content-Type", target.cloud_events
                                          ? "application/cloudevents+json; charset=utf-8"
                                          : "application/json");
  request.headers.add("webhook-id", event.id);
  request.headers.add("webhook-timestamp", std::to_string(now.time_since_epoch().count()));
  request.headers.add("webhook-signature", signatures(target, event.id, now, request.body));
  lib::HttpClient& client = target.allow_private ? state_->open : state_->guarded;
  client.fetch(std::move(request),
               [host = host_of(target), now, done = std::move(done)](
                   const lib::HttpResult& result) { done(result_of(host, result, now)); });
}

}  // namespace notify
