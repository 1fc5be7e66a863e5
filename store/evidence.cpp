#include "store/evidence.h"

#include <stdexcept>

#include "lib/sha256.h"
#include "lib/zstd.h"
#include "store/columns.h"

namespace store {
namespace {

constexpr std::size_t kLargestBody = std::size_t{64} << 20U;

}  // namespace

std::string_view name_of(FetchOutcome outcome) {
  switch (outcome) {
    case FetchOutcome::body: return "body";
    case FetchOutcome::not_modified: return "not-modified";
    case FetchOutcome::fault: return "fault";
  }
  return "fault";
}

std::optional<Evidence> load_evidence(Database& db, std::string_view sha256) {
  auto found = db.sql().first(
      "SELECT e.sha256, e.normal_sha256, e.stamp, e.first_seen, e.size, b.zstd, b.sha256 "
      "FROM evidence e JOIN body b USING (normal_sha256) WHERE e.sha256 = ?",
      [](lib::Row& row) {
        Evidence evidence;
        evidence.sha256 = row.take<std::string>();
        evidence.normal_sha256 = row.take<std::string>();
        evidence.stamp = row.take<std::optional<std::string>>();
        evidence.first_seen = take_instant(row);
        evidence.size = row.take<std::int64_t>();
        evidence.body = row.take<std::string>();
        evidence.body_sha256 = row.take<std::string>();
        return evidence;
      },
      sha256);
  if (!found) return std::nullopt;
  found->body = lib::zstd_decompress(found->body, kLargestBody);
  if (lib::sha256_hex(found->body) != found->body_sha256) {
    throw std::runtime_error("the kept document " + found->sha256 +
                             " no longer matches its hash: the database was damaged");
  }
  return found;
}

std::vector<Observation> observations_of(Database& db, std::int64_t journal) {
  return db.sql().all(
      "SELECT url, treaty, form, at, outcome, http_status, evidence, fault FROM observation "
      "WHERE journal = ? ORDER BY id",
      [](lib::Row& row) {
        Observation seen;
        seen.url = row.take<std::string>();
        seen.treaty = row.take<std::string>();
        seen.form = take_form(row);
        seen.at = take_instant(row);
        const auto outcome = row.take<std::string>();
        for (const auto kind :
             {FetchOutcome::body, FetchOutcome::not_modified, FetchOutcome::fault}) {
          if (name_of(kind) == outcome) seen.outcome = kind;
        }
        seen.http_status = row.take<std::optional<int>>();
        seen.evidence = row.take<std::string>();
        seen.fault = row.take<std::string>();
        return seen;
      },
      journal);
}

}  // namespace store
