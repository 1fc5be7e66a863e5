#include "store/records.h"

#include <algorithm>
#include <limits>
#include <sstream>
#include <utility>

#include "store/columns.h"
#include "store/decisions.h"
#include "store/declarations.h"
#include "store/header_json.h"

namespace store {
namespace {

treaty::ActKind kind_from(const std::string& name) {
  return known(treaty::act_kind_from_name(name), name);
}

treaty::Fact read_fact(lib::Row& row) {
  const auto id = row.take<std::int64_t>();
  treaty::ParticipantId participant{row.take<std::string>()};
  auto name = row.take<std::string>();
  const treaty::ActKind kind = kind_from(row.take<std::string>());
  std::istringstream candidates{row.take<std::string>()};
  const auto date = row.take<std::string>();
  treaty::Fact fact{.id = id,
                    .participant = std::move(participant),
                    .name = std::move(name),
                    .act = {.kind = kind, .date = known(treaty::Day::from_iso(date), date)}};
  for (std::string candidate; candidates >> candidate;) {
    fact.act.candidates.push_back(kind_from(candidate));
  }
  fact.act.withdrawn = row.take<bool>();
  fact.act.column = row.take<int>();
  fact.act.raw = row.take<std::string>();
  fact.first_seen = take_instant(row);
  fact.last_confirmed = take_instant(row);
  fact.evidence = row.take<std::string>();
  fact.superseded = take_optional_instant(row);
  fact.superseded_by = row.take<std::optional<std::int64_t>>();
  return fact;
}

void read_header(Database& db, treaty::Record& record, std::int64_t known_at) {
  const auto content = db.sql().value<std::string>(
      "SELECT content FROM header WHERE treaty = ? AND at <= ? ORDER BY id DESC LIMIT 1",
      record.number, known_at);
  if (!content) return;
  RecordHeader header = header_from(*content);
  record.title = std::move(header.title);
  record.entry_into_force = std::move(header.entry_into_force);
  record.published = header.published;
  record.headings = std::move(header.headings);
  record.predecessors = std::move(header.predecessors);
}

std::optional<treaty::Instant> instant_of(const std::optional<std::optional<std::int64_t>>& at) {
  if (!at || !*at) return std::nullopt;
  return treaty::Instant{std::chrono::seconds{**at}};
}

}  // namespace

treaty::Record load_record(Database& db, std::string_view number,
                           std::optional<treaty::Instant> known_at) {
  const std::int64_t until =
      known_at ? seconds(*known_at) : std::numeric_limits<std::int64_t>::max();
  treaty::Record record;
  record.number = number;
  record.facts = db.sql().all(
      "SELECT id, participant, name, kind, candidates, date, withdrawn, place, raw, first_seen, "
      "last_confirmed, evidence, superseded, superseded_by FROM fact "
      "WHERE treaty = ? AND first_seen <= ? ORDER BY id",
      read_fact, number, until);
  for (treaty::Fact& fact : record.facts) {
    if (fact.superseded && seconds(*fact.superseded) > until) {
      fact.superseded.reset();
      fact.superseded_by.reset();
    }
  }
  read_header(db, record, until);
  load_declarations(db, record, until);
  record.as_at = load_meta(db, stamp_key(number));
  record.first_reading = instant_of(db.sql().value<std::optional<std::int64_t>>(
      "SELECT min(at) FROM reading WHERE treaty = ? AND at <= ?", number, until));
  record.last_good_check = instant_of(db.sql().value<std::optional<std::int64_t>>(
      "SELECT max(at) FROM reading WHERE treaty = ? AND at <= ?", number, until));
  for (treaty::Fact& fact : record.facts) {
    if (seconds(fact.last_confirmed) > until) {
      fact.last_confirmed =
          std::max(fact.first_seen, record.last_good_check.value_or(fact.first_seen));
    }
  }
  return record;
}

std::string stamp_key(std::string_view number) {
  return "stamp." + std::string{number};
}

std::vector<std::string> recorded_treaties(Database& db) {
  return db.sql().all("SELECT DISTINCT treaty FROM reading ORDER BY treaty",
                      [](lib::Row& row) { return row.take<std::string>(); });
}

std::optional<AcceptedReading> last_reading(Database& db, std::string_view number) {
  return db.sql().first(
      "SELECT form, at, evidence, reader FROM reading WHERE treaty = ? ORDER BY id DESC LIMIT 1",
      [](lib::Row& row) {
        const treaty::Form form = take_form(row);
        const treaty::Instant at = take_instant(row);
        auto evidence = row.take<std::string>();
        return AcceptedReading{form, at, std::move(evidence), row.take<std::string>()};
      },
      number);
}

}  // namespace store
