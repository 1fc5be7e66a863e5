#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "treaty/reading.h"

namespace store {

enum class Condition { good, suspect, broken };
std::string_view name_of(Condition condition);

/// What we know about one address that is polled. The newest state only; what happened at each
/// fetch is kept as Observations.
struct SourceState {
  std::string url;
  std::string treaty;
  treaty::Form form = treaty::Form::html;
  Condition condition = Condition::good;
  int failures = 0;                          ///< in a row
  treaty::Instant since{};                   ///< when `condition` began
  std::string fault;                         ///< the last one, a sentence; empty while good
  bool told = false;                         ///< the operator was told of it
  std::optional<std::string> etag;           ///< of the last accepted body, as sent
  std::optional<std::string> last_modified;  ///< the same
  std::string wire_sha256;                   ///< of that body as it came over the wire
  std::string normal_sha256;                 ///< of the last accepted body; empty before one
  treaty::Instant next_due{};
  std::optional<treaty::Instant> last_good;  ///< the last fetch that was believed
};

std::optional<SourceState> load_source(Database& db, std::string_view url);
/// `treaty` empty for all.
std::vector<SourceState> load_sources(Database& db, std::string_view treaty = {});

}  // namespace store
