#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "lib/json.h"
#include "notify/message.h"
#include "store/database.h"
#include "store/subscribers.h"

namespace service {

/// Everybody who is told: those in the configuration and those who signed up and confirmed, without
/// those who left. Keeps `settings.subscribers` at that, and knows how each address stands.
///
/// Three refusals of an address in a row, for good, suspend it: what is recorded for it is given up
/// until an operator, who is told by an event, resumes it.
class Subscribers {
 public:
  struct World {
    store::Database& database;
    Clock& clock;
    Desk& desk;
    Settings& settings;
    const notify::Templates& words;
  };
  explicit Subscribers(World world);

  /// Others are named in the configuration from now on.
  void configure(std::vector<notify::Subscriber> named);

  /// nullptr when nobody who is told has that id.
  [[nodiscard]] const notify::Subscriber* find(const std::string& id) const;

  /// Why nothing may be sent; empty when it may. See notify::Deliverer::World.
  [[nodiscard]] std::string objection(const std::string& id) const;
  void answered(const std::string& id, const std::optional<std::string>& refusal);

  /// Name, channel, filter, schedule, suspended, left, last told, and what the last 90 days would
  /// have brought; no address.
  lib::json::array list();
  /// All that is kept about one, for them to have; nullopt when there is none of that name.
  std::optional<lib::json::object> exported(const std::string& name);
  enum class Erasure { done, in_configuration, unknown, on_its_way };
  /// Removes all that is kept. Of somebody in the configuration the entry itself stays.
  Erasure erase(const std::string& name);
  /// Ends a suspension, and a leaving; what was given up since is due again. How many that is;
  /// nullopt when `name` was told all the time.
  std::optional<std::int64_t> resume(const std::string& name);

  /// Makes a dead delivery due again, with what goes with it, or all dead ones (nullopt): see
  /// store::requeue_dead.
  std::vector<std::int64_t> send_again(std::optional<std::int64_t> delivery);

  /// How many notices the filter and the schedule would have made of the last 90 days.
  notify::Preview preview(const notify::Subscriber& subscriber);

  /// Somebody who wants to be told, until they confirm with the token that is returned, within two
  /// days. Nullopt when too many asked for that address today: nothing is kept, nothing to be sent.
  std::optional<std::string> sign_up(const notify::Subscriber& subscriber);

  enum class Use { nothing, confirm, leave };
  struct Token {
    Use use = Use::nothing;
    notify::Subscriber subscriber;
  };
  /// What a token is good for. Changes nothing.
  Token look_up(const std::string& token);
  /// Confirms or leaves.
  Use spend(const std::string& token);

 private:
  void compose();
  void suspend(store::Standing& standing);
  [[nodiscard]] std::string leave_token(const std::string& id) const;
  store::Standing& standing_of(const notify::Subscriber& subscriber);
  void leave(const std::string& id);
  [[nodiscard]] bool is_configured(const std::string& id) const;
  std::optional<notify::Subscriber> read(const store::Subscription& subscription);
  lib::json::object described(const notify::Subscriber& subscriber);

  World world_;
  std::vector<notify::Subscriber> configured_;
  std::string key_;  ///< of the leave tokens
  std::map<std::string, store::Standing> standings_;
  std::unordered_map<std::string, std::size_t> places_;   ///< in settings.subscribers, by id
  std::unordered_map<std::string, std::string> leavers_;  ///< ids by leave token
};

}  // namespace service
