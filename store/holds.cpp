#include "store/holds.h"

#include <sstream>

#include "store/columns.h"

namespace store {
namespace {

std::optional<HoldState> hold_state_from_name(std::string_view name) {
  for (const auto state : {HoldState::waiting, HoldState::released, HoldState::rejected}) {
    if (name_of(state) == name) return state;
  }
  return std::nullopt;
}

Hold read_hold(lib::Row& row) {
  Hold hold;
  hold.id = row.take<std::int64_t>();
  hold.treaty = row.take<std::string>();
  hold.digest = row.take<std::string>();
  hold.claims = row.take<std::string>();
  std::istringstream reasons{row.take<std::string>()};
  for (std::string line; std::getline(reasons, line);)
    hold.reasons.push_back(line);
  hold.first_seen = take_instant(row);
  const auto state = row.take<std::string>();
  hold.state = known(hold_state_from_name(state), state);
  hold.decided_by = row.take<std::string>();
  hold.decided = take_optional_instant(row);
  return hold;
}

void add_agreements(Database& db, Hold& hold) {
  hold.agreements = db.sql().all(
      "SELECT form, evidence, at FROM agreement WHERE hold = ? ORDER BY at, rowid",
      [](lib::Row& row) {
        Agreement agreement;
        agreement.form = take_form(row);
        agreement.evidence = row.take<std::string>();
        agreement.at = take_instant(row);
        return agreement;
      },
      hold.id);
}

}  // namespace

std::string_view name_of(HoldState state) {
  switch (state) {
    case HoldState::waiting: return "waiting";
    case HoldState::released: return "released";
    case HoldState::rejected: return "rejected";
  }
  return "waiting";
}

std::vector<Hold> waiting_holds(Database& db, std::string_view treaty) {
  auto holds = db.sql().all(
      "SELECT id, treaty, digest, claims, reasons, first_seen, state, decided_by, decided "
      "FROM hold WHERE state = 'waiting' AND (?1 = '' OR treaty = ?1) ORDER BY id",
      read_hold, treaty);
  for (Hold& hold : holds)
    add_agreements(db, hold);
  return holds;
}

std::optional<Hold> find_hold(Database& db, std::int64_t id) {
  auto hold = db.sql().first(
      "SELECT id, treaty, digest, claims, reasons, first_seen, state, decided_by, decided "
      "FROM hold WHERE id = ?",
      read_hold, id);
  if (hold) add_agreements(db, *hold);
  return hold;
}

std::optional<Hold> latest_hold(Database& db, std::string_view treaty, std::string_view digest) {
  auto hold = db.sql().first(
      "SELECT id, treaty, digest, claims, reasons, first_seen, state, decided_by, decided "
      "FROM hold WHERE treaty = ? AND digest = ? ORDER BY id DESC LIMIT 1",
      read_hold, treaty, digest);
  if (hold) add_agreements(db, *hold);
  return hold;
}

}  // namespace store
