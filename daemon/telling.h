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

/// The subscribers who were told what an event corrects.
using WhoWasTold = std::function<std::set<std::string>(const treaty::Event& correction)>;

/// Adds events to a step, each with its deliveries, at once or with a digest (notify::slot_of). A
/// correction goes to everybody who was told what it corrects, whatever they follow.
void address_events(std::vector<treaty::Event> events,
                    std::span<const notify::Subscriber> subscribers, const WhoWasTold& who_was_told,
                    treaty::Instant at, store::StoreStep& step);

/// The operators, by any channel but the one that failed; by that one where there is no other.
std::vector<store::NewDelivery> to_operators(const std::vector<notify::Subscriber>& subscribers,
                                             const std::string& failed, treaty::Instant now);

/// Those who have a receipt for the very event that is corrected, and those to whom it is on its
/// way at this moment: for a notice that is taken back, and given up where it still waits.
WhoWasTold receipts_of(store::Database& database);

/// Those who were or will be told what a step corrects: the event itself, any other notice about
/// the same act as it was, or about the same date of entry into force, in the outbox or out of it.
WhoWasTold told_or_due(store::Database& database);

}  // namespace service
