#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/look.h"
#include "daemon/settings.h"
#include "feeds/fetch.h"
#include "store/database.h"

namespace service {

struct PollOutcome {
  std::string number;
  bool believed = false;
  std::vector<std::string> faults;  ///< sentences
  std::size_t changes = 0;
  std::size_t pending = 0;
  std::size_t events = 0;
};

/// The chain for one treaty: fetch the page, and the XML when the page does not settle it; work the
/// look out; record it in one transaction. Loop thread only; what it is given must outlive it.
class Poller {
 public:
  struct World {
    Desk& desk;
    store::Database& database;
    feeds::Fetcher& fetcher;
    Clock& clock;
    const Settings& settings;
    std::function<double()> random;  ///< uniform in [0, 1)
    /// After each recorded look at a treaty: there may be mail to send.
    std::function<void(const std::string& number)> recorded;
    std::function<void(const PollOutcome&)> ended;  ///< after each look, recorded or not
  };
  using Done = std::function<void(const PollOutcome&)>;

  explicit Poller(World world) : world_{std::move(world)} {}
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Looks at the record. A look under way for the same treaty is let finish first, so that the
  /// answer is never older than the question.
  void poll(const std::string& number, Done done);

  [[nodiscard]] bool is_looking(const std::string& number) const {
    return running_.contains(number);
  }

  [[nodiscard]] bool is_idle() const { return running_.empty(); }

  /// False when a look has been under way for so long that something must be stuck.
  [[nodiscard]] bool makes_progress() const;

  /// When the treaty is to be looked at next; nullopt before the first look of this database.
  [[nodiscard]] std::optional<treaty::Instant> next_due(const std::string& number) const;

 private:
  void begin(const std::string& number);
  void fetch(const std::shared_ptr<Look>& look, treaty::Form form);
  void fetched(const std::shared_ptr<Look>& look, feeds::FetchOutcome outcome);
  /// Runs a part of a look; what it throws ends the look with a fault, and never leaves a callback.
  void guarded(const std::string& number, const std::function<void()>& step);
  void end(const PollOutcome& outcome);
  PollOutcome record(const Look& look);
  std::chrono::seconds wait_after(const LookResult& result, treaty::Instant at,
                                  const store::SourceState& page,
                                  std::optional<std::chrono::seconds> retry_after) const;

  World world_;
  std::map<std::string, std::vector<Done>> running_;  // told when the look under way ends
  std::map<std::string, std::vector<Done>> queued_;   // came while one was under way
  struct Unrecorded {
    std::string fault;
    treaty::Instant next;  // not hammering the site because our own disk is full
  };
  std::map<std::string, Unrecorded> unrecorded_;  // since the last look that was recorded
  std::map<std::string, std::chrono::steady_clock::time_point> began_;
};

}  // namespace service
