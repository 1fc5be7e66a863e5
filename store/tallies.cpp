#include "store/tallies.h"

#include <utility>

#include "store/columns.h"

namespace store {

std::vector<KindTally> events_by_kind(Database& db) {
  return db.sql().all(
      "SELECT json_extract(content, '$.kind') AS kind, count(*) FROM event GROUP BY kind "
      "ORDER BY kind",
      [](lib::Row& row) {
        auto kind = row.take<std::string>();
        return KindTally{std::move(kind), row.take<std::int64_t>()};
      });
}

std::vector<AttemptTally> attempts_by_channel(Database& db) {
  return db.sql().all(
      "SELECT channel, sum(state = 'sent'), sum(attempts) - sum(state = 'sent') FROM delivery "
      "GROUP BY channel ORDER BY channel",
      [](lib::Row& row) {
        auto channel = row.take<std::string>();
        const auto sent = row.take<std::int64_t>();
        return AttemptTally{std::move(channel), sent, row.take<std::int64_t>()};
      });
}

std::int64_t overdue_deliveries(Database& db, treaty::Instant then) {
  return db.sql()
      .value<std::int64_t>("SELECT count(*) FROM delivery WHERE state = 'pending' AND due < ?",
                           seconds(then))
      .value_or(0);
}

}  // namespace store
