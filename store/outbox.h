#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/events.h"

namespace store {

/// Life of a delivery: pending → claimed → sent, or back to pending with a later due time, or dead.
/// A dead one becomes pending again only by requeue_dead().
enum class DeliveryState { pending, claimed, sent, dead };
std::string_view name_of(DeliveryState state);
std::optional<DeliveryState> delivery_state_from_name(std::string_view name);

/// An event on its way to a subscriber on a channel; at most one for each such triple. Subscribers
/// and channels are names from the configuration: an address is looked up when it is sent.
struct Delivery {
  std::int64_t id = 0;
  std::string event;  ///< the event's id, the same for every attempt
  std::string subscriber;
  std::string channel;
  DeliveryState state = DeliveryState::pending;
  int attempts = 0;  ///< ended, whatever came of them
  treaty::Instant created{};
  treaty::Instant due{};                   ///< not before; meaningful while pending
  std::string issue;                       ///< see NewDelivery
  std::optional<treaty::Instant> settled;  ///< when it was sent or declared dead
  std::string receipt;                     ///< what the other side answered when it took it
  std::string error;                       ///< of the last failed attempt; a sentence
};

/// A delivery to be made with a new event (see StoreStep). A silent import makes none.
struct NewDelivery {
  std::string subscriber;
  std::string channel;
  treaty::Instant due{};  ///< later than now for a digest or quiet hours
  std::string issue{};    ///< the digest that it waits for; empty: told for itself
};

/// Rows that go out together: what one step recorded about one treaty for one subscriber on one
/// channel, or all that waits for one digest. Never cut, so that eighteen deposits of one day
/// become one notice.
struct ClaimedGroup {
  std::string subscriber;
  std::string issue;                ///< see NewDelivery
  std::vector<std::int64_t> rows;   ///< ids of deliveries
  std::vector<StoredEvent> events;  ///< events[i] belongs to rows[i]; in the order of the log
  int attempts = 0;                 ///< made so far
};

/// The channels with a pending delivery whose time has come.
std::vector<std::string> due_channels(Database& db, treaty::Instant now);

/// Claims up to `limit` groups of one channel whose time has come, in turns over its subscribers,
/// so that a long queue of one leaves room for every other; oldest first for each. `run` names this
/// run of the program.
std::vector<ClaimedGroup> claim_due(Database& db, std::string_view channel, treaty::Instant now,
                                    std::string_view run, std::size_t limit);

/// Makes claimed deliveries pending again, as they were.
void give_back(Database& db, std::span<const std::int64_t> rows);

/// What came of claimed deliveries.
struct Outcome {
  std::vector<std::int64_t> rows;
  DeliveryState state = DeliveryState::sent;  ///< pending: due again `at`
  std::string text;                           ///< the receipt, or the error
  treaty::Instant at{};
  /// One more attempt of theirs. False for what never came as far as the receiver: that is told as
  /// one attempt, however often it happens.
  bool counted = true;
};
/// All of them in one transaction; std::logic_error, and none is recorded, when a delivery is not
/// claimed.
void record_outcomes(Database& db, std::span<const Outcome> outcomes);

/// Gives back what a run before this one had claimed and left: it may or may not have been sent,
/// so it is sent again, with the same event id. Call once at the start. Returns how many.
std::int64_t requeue_abandoned(Database& db, std::string_view run, treaty::Instant now);

/// Makes dead deliveries pending again, with their attempts counted from 0: all of them, or one
/// with those that were to go out together with it, so that it goes under the same id as before.
/// Returns their ids; none when there is no dead delivery `id`.
std::vector<std::int64_t> requeue_dead(Database& db, std::optional<std::int64_t> id,
                                       treaty::Instant now);

struct DeliveryQuery {
  std::optional<DeliveryState> state;
  std::string event;                              ///< empty for all
  std::string subscriber;                         ///< empty for all
  std::optional<treaty::Instant> created_before;  ///< such as an hour ago, for overdue ones
  std::size_t limit = 100;
};
/// Newest first.
std::vector<Delivery> load_deliveries(Database& db, const DeliveryQuery& query);

std::optional<Delivery> find_delivery(Database& db, std::int64_t id);

struct DeliveryCounts {
  std::int64_t pending = 0;
  std::int64_t claimed = 0;
  std::int64_t sent = 0;
  std::int64_t dead = 0;
};
DeliveryCounts count_deliveries(Database& db);

/// When the next pending delivery is due; nullopt when none is pending.
std::optional<treaty::Instant> next_delivery_due(Database& db);

/// What a correction takes the place of: an event, an act as it was told, or a date of entry into
/// force; an empty field asks for nothing.
struct Corrected {
  std::string treaty;
  std::string event;
  std::string participant;
  std::string act;
  std::string date;  ///< of the act
  std::string entry_into_force;
};

/// The subscribers to whom a notice of that was sent, or is about to be.
std::vector<std::string> told_or_due(Database& db, const Corrected& what);

}  // namespace store
