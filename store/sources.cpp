#include "store/sources.h"

#include "store/columns.h"

namespace store {
namespace {

std::optional<Condition> condition_from_name(std::string_view name) {
  for (const auto condition : {Condition::good, Condition::suspect, Condition::broken}) {
    if (name_of(condition) == name) return condition;
  }
  return std::nullopt;
}

SourceState read_source(lib::Row& row) {
  SourceState source;
  source.url = row.take<std::string>();
  source.treaty = row.take<std::string>();
  source.form = take_form(row);
  const auto condition = row.take<std::string>();
  source.condition = known(condition_from_name(condition), condition);
  source.failures = row.take<int>();
  source.since = take_instant(row);
  source.fault = row.take<std::string>();
  source.told = row.take<bool>();
  source.etag = row.take<std::optional<std::string>>();
  source.last_modified = row.take<std::optional<std::string>>();
  source.wire_sha256 = row.take<std::string>();
  source.normal_sha256 = row.take<std::string>();
  source.next_due = take_instant(row);
  source.last_good = take_optional_instant(row);
  return source;
}

}  // namespace

std::string_view name_of(Condition condition) {
  switch (condition) {
    case Condition::good: return "good";
    case Condition::suspect: return "suspect";
    case Condition::broken: return "broken";
  }
  return "broken";
}

std::optional<SourceState> load_source(Database& db, std::string_view url) {
  return db.sql().first(
      "SELECT url, treaty, form, condition, failures, since, fault, told, etag, last_modified, "
      "wire_sha256, normal_sha256, next_due, last_good FROM source WHERE url = ?",
      read_source, url);
}

std::vector<SourceState> load_sources(Database& db, std::string_view treaty) {
  return db.sql().all(
      "SELECT url, treaty, form, condition, failures, since, fault, told, etag, last_modified, "
      "wire_sha256, normal_sha256, next_due, last_good FROM source "
      "WHERE ?1 = '' OR treaty = ?1 ORDER BY treaty, form",
      read_source, treaty);
}

}  // namespace store
