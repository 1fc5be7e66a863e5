#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "treaty/reading.h"

namespace store {

/// A body that was fetched, as kept. Every distinct raw body has its row; the bytes are kept once
/// for each normal form, so that a stamp that changes daily costs a few hundred bytes.
struct Evidence {
  std::string sha256;  ///< of the body as it was fetched
  std::string normal_sha256;
  std::optional<std::string> stamp;
  treaty::Instant first_seen{};
  std::int64_t size = 0;    ///< of the body as it was fetched, in bytes
  std::string body;         ///< the bytes kept for this normal form
  std::string body_sha256;  ///< of `body`; differs from `sha256` when only fields that change on
                            ///< every fetch differed from an earlier body
};

/// The evidence of that raw hash; nullopt when it was never seen. Throws std::runtime_error when
/// the kept bytes no longer match their hash.
std::optional<Evidence> load_evidence(Database& db, std::string_view sha256);

/// How a fetch ended.
enum class FetchOutcome {
  body,          ///< a document came; `evidence` says which
  not_modified,  ///< 304
  fault,         ///< refused, timed out, too large, wrong document…: `fault` says it
};
std::string_view name_of(FetchOutcome outcome);

/// One fetch of one address, good or bad.
struct Observation {
  std::string url;
  std::string treaty;
  treaty::Form form = treaty::Form::html;
  treaty::Instant at{};
  FetchOutcome outcome = FetchOutcome::fault;
  std::optional<int> http_status;
  std::string evidence;  ///< raw hash of the body; empty when none came
  std::string fault;     ///< a sentence; empty when all went well
};

/// The fetches of one entry of the journal, in their order.
std::vector<Observation> observations_of(Database& db, std::int64_t journal);

}  // namespace store
