#pragma once

#include <optional>
#include <span>
#include <string>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "notify/subscriber.h"
#include "store/database.h"
#include "store/step.h"

namespace service {

/// What the calendar brings to a treaty on `entry.today`, ready to be recorded; nullopt when that
/// day has been told already, or nothing has been read yet. How far it has come is kept in the
/// database, in the same transaction as the events.
std::optional<store::StoreStep> calendar_step(Desk& desk, store::Database& database,
                                              const store::JournalEntry& entry,
                                              std::span<const notify::Subscriber> subscribers);

/// The key of `meta` for the day up to which a treaty's calendar has been told.
std::string calendar_key(const std::string& number);

/// Tells what the calendar brings: entry into force approaching and arriving, deadlines, later
/// participants becoming Parties. Each day is told once, on the day even when nothing is fetched,
/// and late but in order after a sleep.
class Almanac {
 public:
  Almanac(Desk& desk, store::Database& database, Clock& clock, const Settings& settings);

  /// Brings one treaty up to today. Returns how many events were recorded. Nothing happens before
  /// the treaty's first reading, and while the depositary's clock says that ours is wrong.
  std::size_t turn(const std::string& number);

 private:
  [[nodiscard]] bool is_look_overdue(const std::string& number);
  [[nodiscard]] bool is_behind(const std::string& number);
  [[nodiscard]] bool waits_for_more(const std::string& number);

  Desk& desk_;
  store::Database& database_;
  Clock& clock_;
  const Settings& settings_;
};

}  // namespace service
