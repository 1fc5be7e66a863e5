#include "store/decisions.h"

#include "store/columns.h"

namespace store {
namespace {

std::optional<Verb> verb_from_name(std::string_view name) {
  for (const auto verb : {Verb::approve, Verb::reject, Verb::alias, Verb::retract}) {
    if (name_of(verb) == name) return verb;
  }
  return std::nullopt;
}

Decision take_decision(lib::Row& row) {
  Decision decision;
  const auto verb = row.take<std::string>();
  decision.verb = known(verb_from_name(verb), verb);
  decision.treaty = row.take<std::string>();
  decision.subject = row.take<std::string>();
  decision.detail = row.take<std::string>();
  decision.reason = row.take<std::string>();
  decision.uid = row.take<std::int64_t>();
  decision.at = take_instant(row);
  return decision;
}

}  // namespace

std::string_view name_of(Verb verb) {
  switch (verb) {
    case Verb::approve: return "approve";
    case Verb::reject: return "reject";
    case Verb::alias: return "alias";
    case Verb::retract: return "retract";
  }
  return "approve";
}

std::vector<Decision> load_decisions(Database& db) {
  return db.sql().all(
      "SELECT verb, treaty, subject, detail, reason, uid, at FROM decision ORDER BY id",
      take_decision);
}

std::vector<Decision> decisions_of(Database& db, std::int64_t journal) {
  return db.sql().all(
      "SELECT verb, treaty, subject, detail, reason, uid, at FROM decision WHERE journal = ? "
      "ORDER BY id",
      take_decision, journal);
}

std::optional<std::string> load_meta(Database& db, std::string_view key) {
  return db.sql().value<std::string>("SELECT value FROM meta WHERE key = ?", key);
}

void save_meta(Database& db, std::string_view key, std::string_view value) {
  db.sql().run(
      "INSERT INTO meta (key, value) VALUES (?, ?) "
      "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      key, value);
}

}  // namespace store
