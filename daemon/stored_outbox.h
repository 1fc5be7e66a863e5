#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "notify/outbox.h"
#include "store/database.h"
#include "store/outbox.h"

namespace service {

/// The outbox that the deliverer works on, kept in the database: a row there is an event for a
/// subscriber on a channel. Rows that one step recorded for one subscriber and treaty go together.
///
/// Groups are claimed from the database some hundreds at a time and handed out from memory; those
/// that a crash leaves claimed are given back at the next start (store::requeue_abandoned).
///
/// Outcomes are recorded some dozens in one transaction: a write that is safe on disk takes longer
/// than a mail. A crash in between sends those again, under the same ids.
///
/// While the database takes no writes (disk full, locked) nothing more is claimed. Outcomes that
/// came meanwhile are kept and recorded before anything else: forgetting one would send a notice
/// twice, or leave it claimed and unsent until the next start.
class StoredOutbox final : public notify::Outbox {
 public:
  /// `run` names this run of the program, so that claims of an earlier one can be told apart.
  /// `soon` is called when an outcome waits to be recorded: flush() is to be called a moment later.
  /// Without it each is recorded at once.
  StoredOutbox(store::Database& database, std::string run, std::function<void()> soon = {});
  StoredOutbox(const StoredOutbox&) = delete;
  StoredOutbox& operator=(const StoredOutbox&) = delete;
  ~StoredOutbox() override;

  /// Records the outcomes that wait; false when the database takes no writes.
  bool flush();
  [[nodiscard]] bool has_unrecorded() const { return !unrecorded_.empty(); }

  std::vector<std::string> due_targets(treaty::Instant now) override;
  std::vector<notify::Claim> claim(const std::string& target, treaty::Instant now,
                                   std::size_t limit) override;
  void give_back(const std::string& target) override;
  void sent(std::span<const std::int64_t> rows, treaty::Instant at,
            const std::string& receipt) override;
  void retry(std::span<const std::int64_t> rows, treaty::Instant at, treaty::Instant next,
             const std::string& reason) override;
  void put_off(std::span<const std::int64_t> rows, treaty::Instant at, treaty::Instant next,
               const std::string& reason) override;
  void failed(std::span<const std::int64_t> rows, treaty::Instant at,
              const std::string& reason) override;
  /// In the past while an outcome waits to be recorded, so that it is tried again soon.
  std::optional<treaty::Instant> next_due() override;

 private:
  void settle(std::span<const std::int64_t> rows, store::DeliveryState state, std::string text,
              treaty::Instant at, bool counted = true);
  bool attempt(const std::function<void()>& write);

  store::Database& database_;
  std::string run_;
  std::map<std::string, std::deque<notify::Claim>> claimed_;  // by target
  std::function<void()> soon_;
  std::vector<store::Outcome> unrecorded_;
  bool failing_ = false;  // the database takes no writes, and that was told
};

}  // namespace service
