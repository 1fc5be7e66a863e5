#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "notify/subscriber.h"
#include "store/step.h"
#include "treaty/event.h"

namespace service {

/// The subscribers who were told an event: those with a receipt for it, and those to whom it is on
/// its way at this moment.
using WhoWasTold = std::function<std::set<std::string>(const std::string& event_id)>;

/// Adds events to a step, each with its deliveries, at once or with a digest (notify::slot_of). A
/// correction goes to everybody who was told what it corrects, whatever they follow.
void address_events(std::vector<treaty::Event> events,
                    std::span<const notify::Subscriber> subscribers, const WhoWasTold& who_was_told,
                    treaty::Instant at, store::StoreStep& step);

/// The operators, by any channel but the one that failed; by that one where there is no other.
std::vector<store::NewDelivery> to_operators(const std::vector<notify::Subscriber>& subscribers,
                                             const std::string& failed, treaty::Instant now);

/// The rows of the outbox, asked for receipts.
WhoWasTold receipts_of(store::Database& database);

}  // namespace service
