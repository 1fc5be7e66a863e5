#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "notify/outbox.h"

namespace tests {

/// An outbox in memory that keeps to the contract of notify::Outbox and remembers every outcome.
class FakeOutbox final : public notify::Outbox {
 public:
  struct Row {
    treaty::Event event;
    std::string subscriber;
    std::string target;
    int batch = 0;
    treaty::Instant due{};
    int attempts = 0;
    bool claimed = false;
    std::string state = "pending";  ///< "sent", "failed"
    std::string note;
    std::string issue;  ///< the digest; empty for a notice
  };

  std::vector<Row> rows;
  bool broken = false;  ///< every outcome throws: a full disk

  void add(treaty::Event event, std::string subscriber, std::string target, int batch = 1) {
    rows.push_back({std::move(event), std::move(subscriber), std::move(target), batch});
  }

  /// A restart: claims are not durable.
  void forget_claims() {
    for (Row& row : rows)
      row.claimed = false;
  }

  std::vector<std::string> due_targets(treaty::Instant now) override {
    std::set<std::string> targets;
    for (const Row& row : rows) {
      if (is_free(row) && row.due <= now) targets.insert(row.target);
    }
    return {targets.begin(), targets.end()};
  }

  std::vector<notify::Claim> claim(const std::string& target, treaty::Instant now,
                                   std::size_t limit) override {
    std::vector<notify::Claim> claims;
    using Key = std::tuple<std::string, std::string, std::string, int, treaty::Instant>;
    std::map<Key, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Row& row = rows[i];
      if (!is_free(row) || row.target != target || row.due > now) continue;
      const bool alone = row.issue.empty();
      const Key key{row.subscriber, row.issue, alone ? row.event.treaty : "", alone ? row.batch : 0,
                    row.due};
      auto place = places.find(key);
      if (place == places.end()) {
        if (claims.size() == limit) continue;
        place = places.emplace(key, claims.size()).first;
        claims.push_back({row.subscriber, {}, {}, row.attempts, row.issue});
      }
      row.claimed = true;
      claims[place->second].rows.push_back(static_cast<std::int64_t>(i));
      claims[place->second].events.push_back(row.event);
    }
    return claims;
  }

  /// Whatever is claimed here is handed out.
  void give_back(const std::string& /*target*/) override {}

  void sent(std::span<const std::int64_t> ids, treaty::Instant /*at*/,
            const std::string& receipt) override {
    settle(ids, "sent", receipt);
  }
  void failed(std::span<const std::int64_t> ids, treaty::Instant /*at*/,
              const std::string& reason) override {
    settle(ids, "failed", reason);
  }
  void retry(std::span<const std::int64_t> ids, treaty::Instant /*at*/, treaty::Instant next,
             const std::string& reason) override {
    settle(ids, "pending", reason);
    for (const std::int64_t id : ids) {
      Row& row = rows.at(static_cast<std::size_t>(id));
      row.due = next;
      row.claimed = false;
    }
  }

  void put_off(std::span<const std::int64_t> ids, treaty::Instant at, treaty::Instant next,
               const std::string& reason) override {
    retry(ids, at, next, reason);
    for (const std::int64_t id : ids)
      --rows.at(static_cast<std::size_t>(id)).attempts;
  }

  std::optional<treaty::Instant> next_due() override {
    std::optional<treaty::Instant> next;
    for (const Row& row : rows) {
      if (is_free(row) && (!next || row.due < *next)) next = row.due;
    }
    return next;
  }

 private:
  static bool is_free(const Row& row) { return row.state == "pending" && !row.claimed; }

  void settle(std::span<const std::int64_t> ids, const char* state, const std::string& note) {
    if (broken) throw std::runtime_error("the disk is full");
    for (const std::int64_t id : ids) {
      Row& row = rows.at(static_cast<std::size_t>(id));
      if (!row.claimed || row.state != "pending") throw std::logic_error("not claimed");
      row.state = state;
      row.note = note;
      ++row.attempts;
    }
  }
};

}  // namespace tests
