#include "daemon/subscribers.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <variant>

#include "daemon/subscription_json.h"
#include "daemon/telling.h"
#include "lib/log.h"
#include "lib/rfc3339.h"
#include "lib/sha256.h"
#include "lib/signing.h"
#include "lib/url.h"
#include "notify/mail.h"
#include "notify/schedule.h"
#include "store/events.h"
#include "store/outbox.h"
#include "store/sources.h"
#include "store/step.h"

namespace service {
namespace {

namespace json = lib::json;

constexpr int kMostRefusals = 3;
constexpr std::chrono::days kPreview{90};
constexpr std::chrono::days kTokenLife{2};
constexpr std::int64_t kMostPerAddress = 3;  // a day
constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kManyEvents = 20'000;
constexpr const char* kKey = "subscribers.key";

std::string address_of(const notify::Target& target) {
  if (const auto* mail = std::get_if<notify::MailTarget>(&target)) return mail->address;
  if (const auto* command = std::get_if<notify::CommandTarget>(&target)) {
    return command->argv.front();
  }
  if (const auto* webhook = std::get_if<notify::WebhookTarget>(&target)) return webhook->url;
  return std::get<notify::ChatTarget>(target).url + std::get<notify::ChatTarget>(target).room;
}

// Of an address on the web only the host: the rest may be all that keeps others out.
std::string shown_address(const notify::Target& target) {
  std::string address = address_of(target);
  if (std::holds_alternative<notify::MailTarget>(target) ||
      std::holds_alternative<notify::CommandTarget>(target)) {
    return address;
  }
  const auto url = lib::parse_url(address);
  return url ? url->host : std::string{};
}

std::string_view channel_of(const notify::Target& target) {
  if (std::holds_alternative<notify::MailTarget>(target)) return "mail";
  if (std::holds_alternative<notify::CommandTarget>(target)) return "command";
  if (std::holds_alternative<notify::WebhookTarget>(target)) return "webhook";
  return notify::name_of(std::get<notify::ChatTarget>(target).service);
}

json::value instant_or_null(const std::optional<treaty::Instant>& instant) {
  return instant ? json::value(lib::rfc3339(*instant)) : json::value(nullptr);
}

}  // namespace

Subscribers::Subscribers(World world) : world_{world}, configured_{world.settings.subscribers} {
  const auto kept = store::load_meta(world_.database, kKey);
  if (kept) {
    key_ = *kept;
  } else {
    key_ = lib::base64(lib::random_bytes(kTokenBytes));
    store::save_meta(world_.database, kKey, key_);
  }
  for (store::Standing& standing : store::load_standings(world_.database)) {
    std::string id = standing.subscriber;
    standings_.emplace(std::move(id), std::move(standing));
  }
  compose();
}

void Subscribers::configure(std::vector<notify::Subscriber> named) {
  configured_ = std::move(named);
  compose();
}

void Subscribers::compose() {
  std::vector<notify::Subscriber> all = configured_;
  for (const store::Subscription& subscription : store::load_subscriptions(world_.database)) {
    if (!subscription.confirmed) continue;
    if (auto subscriber = read(subscription)) all.push_back(*std::move(subscriber));
  }
  std::erase_if(all, [&](const notify::Subscriber& one) { return standing_of(one).left; });
  places_.clear();
  leavers_.clear();
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].leave_token = leave_token(all[i].id);
    places_[all[i].id] = i;
    leavers_[all[i].leave_token] = all[i].id;
  }
  world_.settings.subscribers = std::move(all);
}

// Nullopt for what an older version wrote and nobody can read; that is logged.
std::optional<notify::Subscriber> Subscribers::read(const store::Subscription& subscription) {
  const json::value content = json::parse(subscription.content);
  json::object object = content.as_object();
  object["mail"] = subscription.mail;
  // What was tracked, and what there were words in, when they signed up need not be today.
  auto subscriber = subscriber_from_json(object, {world_.desk.participants(),
                                                  [](const std::string&) { return true; },
                                                  world_.settings.groups,
                                                  {},
                                                  world_.settings.language});
  if (!subscriber) {
    lib::log_warning("subscription " + subscription.id + " is not served: " + subscriber.error());
    return std::nullopt;
  }
  subscriber->id = subscription.id;
  return *std::move(subscriber);
}

std::string Subscribers::leave_token(const std::string& id) const {
  return lib::base64url(lib::hmac_sha256(key_, "leave\n" + id));
}

const notify::Subscriber* Subscribers::find(const std::string& id) const {
  const auto found = places_.find(id);
  return found == places_.end() ? nullptr : &world_.settings.subscribers.at(found->second);
}

bool Subscribers::is_configured(const std::string& id) const {
  return std::any_of(configured_.begin(), configured_.end(),
                     [&](const auto& one) { return one.id == id; });
}

store::Standing& Subscribers::standing_of(const notify::Subscriber& subscriber) {
  const std::string target = lib::sha256_hex(address_of(subscriber.target));
  store::Standing& standing = standings_[subscriber.id];
  if (standing.target != target) standing = {.subscriber = subscriber.id, .target = target};
  return standing;
}

std::string Subscribers::objection(const std::string& id) const {
  const auto found = standings_.find(id);
  if (found == standings_.end() || !found->second.suspended) return {};
  return "the address is suspended since " + lib::rfc3339(*found->second.suspended) +
         "; treatyctl subscribers resume " + id + " ends that";
}

void Subscribers::answered(const std::string& id, const std::optional<std::string>& refusal) {
  const notify::Subscriber* subscriber = find(id);
  if (subscriber == nullptr) return;
  store::Standing& standing = standing_of(*subscriber);
  if (!refusal && standing.refusals == 0) return;
  standing.refusals = refusal ? standing.refusals + 1 : 0;
  standing.answer = refusal.value_or("");
  try {
    if (standing.refusals == kMostRefusals && !standing.suspended) {
      suspend(standing);
    } else {
      store::save_standing(world_.database, standing);
    }
  } catch (const std::exception& fault) {
    lib::log_error(std::string{"the standing of a subscriber is not kept: "} + fault.what());
  }
}

void Subscribers::suspend(store::Standing& standing) {
  const treaty::Instant now = world_.clock.now();
  standing.suspended = now;
  store::save_standing(world_.database, standing);
  treaty::Event alarm;
  alarm.id = "source.broken.suspended." + standing.subscriber + '.' +
             std::to_string(now.time_since_epoch().count());
  alarm.kind = treaty::EventKind::source_broken;
  alarm.first_seen = now;
  alarm.headline = "Suspended: subscriber " + standing.subscriber;
  alarm.text =
      "The address of subscriber " + standing.subscriber + " refused " +
      std::to_string(kMostRefusals) +
      " notices in a row for good, and is sent nothing more. The answer was: " + standing.answer +
      ". When the address works again, \"treatyctl subscribers resume " + standing.subscriber +
      "\" sends what was given up since.";
  lib::log_warning(alarm.text);
  store::StoreStep step{.at = now};
  const std::string failed = notify::target_key(find(standing.subscriber)->target);
  auto deliveries = to_operators(world_.settings.subscribers, failed, now);
  step.events.push_back({std::move(alarm), std::move(deliveries)});
  store::record(world_.database, step);
}

json::object Subscribers::described(const notify::Subscriber& subscriber) {
  const store::Standing& standing = standing_of(subscriber);
  json::object one{
      {"name", subscriber.id},
      {"channel", channel_of(subscriber.target)},
      {"operator", subscriber.is_operator},
      {"follows", world_.words.following(subscriber.filter)},
      {"schedule", world_.words.schedule(subscriber.schedule)},
      {"signed_up", !is_configured(subscriber.id)},
      {"refusals", standing.refusals},
      {"suspended", instant_or_null(standing.suspended)},
      {"left", instant_or_null(standing.left)},
      {"answer", standing.answer},
      {"last_told", instant_or_null(store::last_told(world_.database, subscriber.id))}};
  if (channel_of(subscriber.target) != "mail") one["to"] = shown_address(subscriber.target);
  if (const auto* mail = std::get_if<notify::MailTarget>(&subscriber.target)) {
    if (!mail->via.empty()) one["via"] = mail->via;
  }
  one["preview"] = preview_json(preview(subscriber), world_.words);
  return one;
}

json::array Subscribers::list() {
  json::array all;
  for (const notify::Subscriber& subscriber : world_.settings.subscribers)
    all.push_back(described(subscriber));
  for (const notify::Subscriber& subscriber : configured_) {
    if (find(subscriber.id) == nullptr) all.push_back(described(subscriber));
  }
  return all;
}

std::optional<json::object> Subscribers::exported(const std::string& name) {
  const notify::Subscriber* subscriber = find(name);
  for (const notify::Subscriber& one : configured_) {
    if (subscriber == nullptr && one.id == name) subscriber = &one;
  }
  if (subscriber == nullptr) return std::nullopt;
  json::object all = described(*subscriber);
  all["address"] = shown_address(subscriber->target);
  all["subscription"] = subscriber_json(*subscriber);
  for (const store::Subscription& signed_up : store::load_subscriptions(world_.database)) {
    if (signed_up.id != name) continue;
    all["asked"] = lib::rfc3339(signed_up.created);
    all["confirmed"] = instant_or_null(signed_up.confirmed);
  }
  json::array told;
  store::DeliveryQuery query;
  query.subscriber = name;
  query.limit = kManyEvents;
  for (const store::Delivery& delivery : store::load_deliveries(world_.database, query)) {
    told.push_back({{"event", delivery.event},
                    {"state", store::name_of(delivery.state)},
                    {"settled", instant_or_null(delivery.settled)},
                    {"receipt", delivery.receipt},
                    {"error", delivery.error}});
  }
  all["deliveries"] = std::move(told);
  return all;
}

Subscribers::Erasure Subscribers::erase(const std::string& name) {
  const bool configured = is_configured(name);
  if (!configured && !standings_.contains(name)) return Erasure::unknown;
  if (!store::erase_subscriber(world_.database, name)) return Erasure::on_its_way;
  standings_.erase(name);
  compose();
  return configured ? Erasure::in_configuration : Erasure::done;
}

std::optional<std::int64_t> Subscribers::resume(const std::string& name) {
  const auto found = standings_.find(name);
  if (found == standings_.end()) return std::nullopt;
  store::Standing& standing = found->second;
  const auto since = standing.suspended;
  if (!since && !standing.left) return std::nullopt;
  standing = {.subscriber = name, .target = standing.target};
  store::save_standing(world_.database, standing);
  compose();
  if (!since) return 0;
  return store::requeue_given_up(world_.database, name, *since, world_.clock.now());
}

std::vector<std::int64_t> Subscribers::send_again(std::optional<std::int64_t> delivery) {
  return store::requeue_dead(world_.database, delivery, world_.clock.now());
}

notify::Preview Subscribers::preview(const notify::Subscriber& subscriber) {
  const treaty::Instant now = world_.clock.now();
  const bool together = std::holds_alternative<notify::MailTarget>(subscriber.target) ||
                        std::holds_alternative<notify::ChatTarget>(subscriber.target);
  std::set<std::tuple<std::string, std::string, treaty::Instant>> notices;
  notify::Preview preview{.days = static_cast<int>(kPreview.count())};
  for (const store::StoredEvent& stored : store::latest_events(world_.database, "", kManyEvents)) {
    const treaty::Event& event = stored.event;
    if (event.first_seen <= now - kPreview) break;
    if (treaty::is_for_operator(event.kind) || !notify::matches(subscriber, event)) continue;
    ++preview.events;
    notify::Slot slot = notify::slot_of(subscriber.schedule, event.kind, event.first_seen);
    if (slot.issue.empty()) {
      notices.emplace("", together ? event.treaty : event.id, event.first_seen);
    } else {
      notices.emplace(std::move(slot.issue), together ? "" : event.id, slot.due);
    }
  }
  preview.notices = notices.size();
  preview.watching_since = store::watching_since(world_.database);
  if (preview.watching_since && *preview.watching_since > now - kPreview) {
    const auto watched = std::chrono::floor<std::chrono::days>(now - *preview.watching_since);
    preview.watched = std::max(static_cast<int>(watched.count()), 0);
  }
  return preview;
}

std::optional<std::string> Subscribers::sign_up(const notify::Subscriber& subscriber) {
  const treaty::Instant now = world_.clock.now();
  store::drop_expired_subscriptions(world_.database, now);
  const std::string& mail = std::get<notify::MailTarget>(subscriber.target).address;
  const auto asked = store::count_subscriptions(world_.database, mail, now - std::chrono::days{1});
  if (asked >= kMostPerAddress) return std::nullopt;
  constexpr std::size_t kIdLength = 12;
  std::string token = lib::base64url(lib::random_bytes(kTokenBytes));
  store::add_subscription(
      world_.database,
      {.id = "s-" + lib::sha256_hex(lib::random_bytes(kTokenBytes)).substr(0, kIdLength),
       .mail = mail,
       .content = json::serialize(subscriber_json(subscriber)),
       .token_sha256 = lib::sha256_hex(token),
       .created = now,
       .expires = now + kTokenLife,
       .confirmed = {}});
  return token;
}

Subscribers::Token Subscribers::look_up(const std::string& token) {
  if (const auto leaver = leavers_.find(token); leaver != leavers_.end()) {
    return {Use::leave, *find(leaver->second)};
  }
  const auto asked = store::find_subscription(world_.database, lib::sha256_hex(token));
  if (!asked || asked->confirmed || asked->expires <= world_.clock.now()) return {};
  auto subscriber = read(*asked);
  if (!subscriber) return {};
  return {Use::confirm, *std::move(subscriber)};
}

Subscribers::Use Subscribers::spend(const std::string& token) {
  const Token found = look_up(token);
  if (found.use == Use::leave) {
    leave(found.subscriber.id);
  } else if (found.use == Use::confirm) {
    const auto asked = store::find_subscription(world_.database, lib::sha256_hex(token));
    store::confirm_subscription(world_.database, *asked, world_.clock.now());
    compose();
  }
  return found.use;
}

// Of those who signed up nothing is kept; that somebody in the configuration left must be, or the
// next start would tell them again.
void Subscribers::leave(const std::string& id) {
  const notify::Subscriber subscriber = *find(id);
  if (is_configured(id) || !store::erase_subscriber(world_.database, id)) {
    store::Standing& standing = standing_of(subscriber);
    standing.left = world_.clock.now();
    store::save_standing(world_.database, standing);
    store::drop_pending(world_.database, id);
  } else {
    standings_.erase(id);
  }
  compose();
}

}  // namespace service
