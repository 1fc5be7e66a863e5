#include "daemon/watch.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "daemon/telling.h"
#include "feeds/address.h"
#include "lib/format.h"
#include "lib/log.h"
#include "lib/rfc3339.h"
#include "notify/subscriber.h"
#include "store/events.h"
#include "store/outbox.h"
#include "store/step.h"
#include "treaty/teller.h"
#include "treaty/wording.h"

namespace service {
namespace {

constexpr std::chrono::hours kReceiptWithin{1};
constexpr std::chrono::days kHeartbeat{7};
constexpr std::size_t kMostRows = 200;

std::string page_of(const Settings& settings, const std::string& number) {
  return feeds::page_address(settings.source.base_url, feeds::TreatyNumber::parse(number).value());
}

treaty::Event alarm_of(const treaty::Event& event, const store::Delivery& delivery,
                       treaty::Instant now) {
  treaty::Event alarm;
  alarm.id = event.treaty + ".source.broken.undelivered." + delivery.subscriber + '.' + event.id;
  alarm.kind = treaty::EventKind::source_broken;
  alarm.treaty = event.treaty;
  alarm.first_seen = now;
  alarm.url = event.url;
  alarm.headline = "Not delivered: " + event.headline;
  alarm.text = "The notice \"" + event.headline + "\" of " + lib::rfc3339(delivery.created) +
               " has not reached subscriber " + delivery.subscriber + " by " + delivery.channel +
               " after " + std::to_string(delivery.attempts) +
               (delivery.attempts == 1 ? " attempt." : " attempts.");
  if (!delivery.error.empty()) alarm.text += " What came back: " + delivery.error + '.';
  alarm.text +=
      delivery.state == store::DeliveryState::dead ? " It was given up." : " It is tried again.";
  return alarm;
}

}  // namespace

std::size_t Watch::turn() {
  store::StoreStep step{.at = world_.clock.now()};
  tell_undelivered(step);
  for (const std::string& number : world_.settings.track)
    tell_still_watching(number, step);
  if (step.events.empty() && step.meta.empty()) return 0;
  store::record(world_.database, step);
  return step.events.size();
}

void Watch::tell_undelivered(store::StoreStep& step) {
  using store::DeliveryState;
  for (const auto state : {DeliveryState::pending, DeliveryState::claimed, DeliveryState::dead}) {
    store::DeliveryQuery query{.state = state, .limit = kMostRows};
    if (state != DeliveryState::dead) query.created_before = step.at - kReceiptWithin;
    for (const store::Delivery& delivery : store::load_deliveries(world_.database, query)) {
      const auto told = store::find_event(world_.database, delivery.event);
      if (!told || !treaty::is_urgent(told->event.kind)) continue;
      treaty::Event alarm = alarm_of(told->event, delivery, step.at);
      if (store::find_event(world_.database, alarm.id)) continue;
      lib::log_error(alarm.text);
      step.events.push_back(
          {std::move(alarm), to_operators(world_.settings.subscribers, delivery.channel, step.at)});
    }
  }
}

void Watch::tell_still_watching(const std::string& number, store::StoreStep& step) {
  const std::string key = "heartbeat." + number;
  const auto text = store::load_meta(world_.database, key);
  const std::string now = std::to_string(step.at.time_since_epoch().count());
  if (!text) {
    step.meta[key] = now;
    return;
  }
  const treaty::Instant last{std::chrono::seconds{std::stoll(*text)}};
  if (step.at - last < kHeartbeat || world_.desk.freshness(number).stale) return;
  step.meta[key] = now;
  const treaty::Assessment state = world_.desk.assess(number);
  const auto recent = store::latest_events(world_.database, number, kMostRows);
  const auto news = std::count_if(recent.begin(), recent.end(), [&](const auto& stored) {
    return stored.event.first_seen > last && !treaty::is_for_operator(stored.event.kind) &&
           stored.event.kind != treaty::EventKind::heartbeat;
  });
  const treaty::EventContext context{step.at, {}, page_of(world_.settings, number)};
  treaty::Teller teller{state, context};
  const std::string what =
      news == 0 ? "nothing changed" : treaty::counted(static_cast<int>(news), "notice", "notices");
  std::string words = "The record of " + teller.name() + " was last read well on " +
                      lib::rfc3339(*world_.desk.freshness(number).last_good_check) + "; since " +
                      lib::rfc3339(last) + ": " + what + '.';
  treaty::append_sentence(words, treaty::count_sentence(state));
  treaty::Event& beat =
      teller.tell(treaty::EventKind::heartbeat, state.today.iso(),
                  "Still watching " + teller.name() + ": " + what, std::move(words));
  beat.particulars["news"] = static_cast<int>(news);
  beat.particulars["since"] = utc_day(last);
  beat.particulars["read"] = utc_day(*world_.desk.freshness(number).last_good_check);
  store::StoreStep addressed;
  address_events(teller.take(), world_.settings.subscribers, {}, step.at, addressed);
  for (store::NewEvent& event : addressed.events) {
    if (!event.deliveries.empty()) step.events.push_back(std::move(event));
  }
}

void Watch::looked(const PollOutcome& outcome) {
  if (!outcome.believed) {
    good_.erase(outcome.number);
    return;
  }
  good_.insert(outcome.number);
  if (good_.size() < world_.settings.track.size() || world_.settings.watch.ping_url.empty()) return;
  good_.clear();
  world_.when_delivered([this] { ping(); });
}

void Watch::ping() {
  const store::DeliveryQuery late{.state = store::DeliveryState::pending,
                                  .created_before = world_.clock.now() - kReceiptWithin,
                                  .limit = kMostRows};
  const auto waiting = store::load_deliveries(world_.database, late);
  if (std::any_of(waiting.begin(), waiting.end(),
                  [](const store::Delivery& delivery) { return delivery.attempts > 0; })) {
    return;
  }
  world_.http.fetch({.url = world_.settings.watch.ping_url, .user_agent = "treatyd/1"},
                    [](const lib::HttpResult& result) {
                      if (!result) {
                        lib::log_warning("watch.ping_url: " + result.error().sentence);
                      } else if (result->status >= 400) {
                        lib::log_warning(fmt::format("watch.ping_url answers {}", result->status));
                      }
                    });
}

}  // namespace service
