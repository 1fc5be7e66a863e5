#include "daemon/telling.h"

#include <limits>
#include <utility>

#include "notify/schedule.h"
#include "store/outbox.h"

namespace service {
namespace {

template <typename T>
const T* particular(const treaty::Event& event, const char* name) {
  const auto found = event.particulars.find(name);
  return found == event.particulars.end() ? nullptr : std::get_if<T>(&found->second);
}

}  // namespace

void address_events(std::vector<treaty::Event> events,
                    std::span<const notify::Subscriber> subscribers, const WhoWasTold& who_was_told,
                    treaty::Instant at, store::StoreStep& step) {
  for (treaty::Event& event : events) {
    std::set<std::string> told;
    if (event.corrects) told = who_was_told(event);
    store::NewEvent addressed;
    for (const notify::Subscriber* subscriber : notify::audience(subscribers, event, told)) {
      notify::Slot slot = notify::slot_of(subscriber->schedule, event.kind, at);
      addressed.deliveries.push_back({subscriber->id, notify::target_key(subscriber->target),
                                      slot.due, std::move(slot.issue)});
    }
    addressed.event = std::move(event);
    step.events.push_back(std::move(addressed));
  }
}

std::vector<store::NewDelivery> to_operators(const std::vector<notify::Subscriber>& subscribers,
                                             const std::string& failed, treaty::Instant now) {
  std::vector<store::NewDelivery> others;
  std::vector<store::NewDelivery> all;
  for (const notify::Subscriber& subscriber : subscribers) {
    if (!subscriber.is_operator) continue;
    const std::string channel = notify::target_key(subscriber.target);
    all.push_back({subscriber.id, channel, now});
    if (channel != failed) others.push_back(all.back());
  }
  return others.empty() ? all : others;
}

WhoWasTold receipts_of(store::Database& database) {
  return [&database](const treaty::Event& correction) {
    std::set<std::string> told;
    for (const auto state : {store::DeliveryState::sent, store::DeliveryState::claimed}) {
      store::DeliveryQuery query;
      query.state = state;
      query.event = *correction.corrects;
      query.limit = std::numeric_limits<std::uint32_t>::max();
      for (const store::Delivery& delivery : store::load_deliveries(database, query)) {
        told.insert(delivery.subscriber);
      }
    }
    return told;
  };
}

WhoWasTold told_or_due(store::Database& database) {
  return [&database](const treaty::Event& correction) {
    store::Corrected what{.treaty = correction.treaty, .event = *correction.corrects};
    if (const auto* was = particular<treaty::Day>(correction, "was")) {
      const auto* act = particular<treaty::ActKind>(correction, "was_act");
      if (correction.participant && act != nullptr) {
        what.participant = correction.participant->str();
        what.act = treaty::name_of(*act);
        what.date = was->iso();
      } else if (treaty::name_of(correction.kind).starts_with("eif.")) {
        what.entry_into_force = was->iso();
      }
    }
    const auto subscribers = store::told_or_due(database, what);
    return std::set<std::string>{subscribers.begin(), subscribers.end()};
  };
}

}  // namespace service
