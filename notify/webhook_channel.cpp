#include "notify/webhook_channel.h"

#include <utility>

#include "lib/json.h"
#include "lib/rfc3339.h"
#include "notify/event_json.h"

namespace notify {
namespace {

std::string signatures(const WebhookTarget& target, const std::string& id, treaty::Instant at,
                       const std::string& body) {
  std::string all;
  for (const WebhookKey& key : target.keys) {
    if (!all.empty()) all += ' ';
    all += key.sign(id, at.time_since_epoch().count(), body);
  }
  return all;
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

WebhookChannel::WebhookChannel(lib::Loop& loop, HttpPost::Options options)
    : post_{loop, std::move(options)} {}

void WebhookChannel::send(const Subscriber& subscriber, std::span<const treaty::Event> events,
                          SendDone done) {
  const auto& target = std::get<WebhookTarget>(subscriber.target);
  const treaty::Event& event = events.front();
  const treaty::Instant now = post_.now();
  lib::HttpRequest request;
  request.method = "POST";
  request.url = target.url;
  request.body = target.cloud_events ? cloud_event_body(event) : webhook_body(event);
  request.headers.add("Content-Type", target.cloud_events
                                          ? "application/cloudevents+json; charset=utf-8"
                                          : "application/json");
  request.headers.add("webhook-id", event.id);
  request.headers.add("webhook-timestamp", std::to_string(now.time_since_epoch().count()));
  request.headers.add("webhook-signature", signatures(target, event.id, now, request.body));
  post_.send(std::move(request), {.allow_private = target.allow_private}, std::move(done));
}

}  // namespace notify
