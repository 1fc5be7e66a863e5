#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.h"
#include "treaty/day.h"

namespace store {

/// One issue of a newsletter. Which events belong to it is told by their sequence and not by a
/// time, so that issues that follow each other lose nothing and print nothing twice.
struct Issue {
  std::string newsletter;
  int number = 1;          ///< from 1, without a gap
  std::int64_t after = 0;  ///< events with a greater sequence belong to it,
  std::int64_t until = 0;  ///< up to this one
  treaty::Instant made_at{};
  treaty::Day today = treaty::Day::from_sys_days({});
  /// The treaties it speaks of, in order, each with its last good check of then.
  std::vector<std::pair<std::string, std::optional<treaty::Instant>>> treaties;
};

std::optional<Issue> find_issue(Database& db, std::string_view newsletter, int number);
std::optional<Issue> last_issue(Database& db, std::string_view newsletter);

/// Keeps an issue for ever. One that is there already is a lib::SqliteError.
void keep_issue(Database& db, const Issue& issue);

}  // namespace store
