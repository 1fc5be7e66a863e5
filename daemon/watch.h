#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/poller.h"
#include "daemon/settings.h"
#include "lib/http_client.h"
#include "store/database.h"

namespace service {

/// Makes silence mean something: whoever hears nothing should be able to know that nothing
/// happened.
///
///  - an urgent notice that has no receipt after an hour, or was given up, is told to the operators
///    by another channel than the one that failed;
///  - those who want it hear once a week that a treaty is still watched;
///  - a dead man's switch somewhere else is reset after each full good cycle: every treaty was
///    looked at and believed, everything recorded, nothing left to deliver that was due.
class Watch {
 public:
  struct World {
    Desk& desk;
    store::Database& database;
    Clock& clock;
    const Settings& settings;
    lib::HttpClient& http;
    /// Calls back once every delivery that was due when it was called has been tried.
    std::function<void(std::function<void()>)> when_delivered;
  };
  explicit Watch(World world) : world_{std::move(world)} {}
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  /// Records what is to be told by now. Returns how many events that made.
  std::size_t turn();

  /// Takes note of a look that has ended.
  void looked(const PollOutcome& outcome);

 private:
  void tell_undelivered(store::StoreStep& step);
  void tell_still_watching(const std::string& number, store::StoreStep& step);
  void ping();

  World world_;
  std::set<std::string> good_;  // treaties believed since the last ping
};

}  // namespace service
