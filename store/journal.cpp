#include "store/journal.h"

#include <optional>
#include <utility>

#include "store/columns.h"

namespace store {
namespace {

std::optional<Turn> turn_from_name(std::string_view name) {
  for (const auto turn : {Turn::look, Turn::calendar, Turn::decision}) {
    if (name_of(turn) == name) return turn;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Turn turn) {
  switch (turn) {
    case Turn::look: return "look";
    case Turn::calendar: return "calendar";
    case Turn::decision: return "decision";
  }
  return "look";
}

std::vector<JournalRow> load_journal(Database& db, std::int64_t after, std::size_t limit) {
  auto rows = db.sql().all(
      "SELECT id, turn, treaty, at, today, url, confirm_after, manual FROM journal "
      "WHERE id > ? ORDER BY id LIMIT ?",
      [](lib::Row& row) {
        const auto id = row.take<std::int64_t>();
        const auto turn = row.take<std::string>();
        auto number = row.take<std::string>();
        const treaty::Instant at = take_instant(row);
        const auto today = row.take<std::string>();
        auto url = row.take<std::string>();
        const std::chrono::seconds confirm_after{row.take<std::int64_t>()};
        return JournalRow{.id = id,
                          .entry = {.turn = known(turn_from_name(turn), turn),
                                    .treaty = std::move(number),
                                    .at = at,
                                    .today = known(treaty::Day::from_iso(today), today),
                                    .url = std::move(url),
                                    .confirm_after = confirm_after,
                                    .manual = row.take<bool>()},
                          .observations = {},
                          .decisions = {}};
      },
      after, limit);
  for (JournalRow& row : rows) {
    row.observations = observations_of(db, row.id);
    row.decisions = decisions_of(db, row.id);
  }
  return rows;
}

}  // namespace store
