#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "treaty/record.h"

namespace store {

/// All that we hold about a treaty; an empty record (first_reading null) when nothing was accepted.
///
/// With `known_at`, what we knew at that instant, that instant included: facts first seen by then,
/// and declarations first seen by then, those superseded later shown as current, the header last
/// accepted by then. A fact confirmed later shows the last good check by then in its place.
treaty::Record load_record(Database& db, std::string_view number,
                           std::optional<treaty::Instant> known_at = std::nullopt);

/// The numbers of all treaties with an accepted reading, in order.
std::vector<std::string> recorded_treaties(Database& db);

/// A reading that was believed. One for each good check, changed or not.
struct AcceptedReading {
  treaty::Form form = treaty::Form::html;
  treaty::Instant at{};
  std::string evidence;  ///< raw hash of the body it was read from
  std::string reader;    ///< version of the program that read it
};

/// The last page or XML document of a treaty that was believed.
std::optional<AcceptedReading> last_reading(Database& db, std::string_view number);

/// The part of a Record that each accepted reading replaces. Kept in versions: one that differs
/// from the version before it is added, nothing is overwritten.
struct RecordHeader {
  std::string title;
  treaty::EntryIntoForceText entry_into_force;
  treaty::Totals published;
  std::vector<std::string> headings;
  std::vector<treaty::Predecessor> predecessors;
};

/// The key of `meta` under which the newest stamp of a page that was believed is kept.
std::string stamp_key(std::string_view number);

}  // namespace store
