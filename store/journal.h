#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/decisions.h"
#include "store/evidence.h"
#include "treaty/day.h"

namespace store {

/// What moved the record of a treaty: a look at the depositary's documents, the calendar, or a
/// person.
enum class Turn { look, calendar, decision };
std::string_view name_of(Turn turn);

/// One step of the record's history, with everything that its result depended on beside the
/// evidence, the rules and the steps before it.
struct JournalEntry {
  Turn turn = Turn::look;
  std::string treaty;  ///< number; empty when a decision concerns several
  treaty::Instant at{};
  treaty::Day today;                     ///< the depositary's day at `at`
  std::string url{};                     ///< the address that readers were given
  std::chrono::seconds confirm_after{};  ///< of treaty::Patience; looks only
  bool manual = false;                   ///< of treaty::Patience; looks only
};

/// An entry as kept, with the fetches of a look or the decisions of a person that belong to it.
struct JournalRow {
  std::int64_t id = 0;  ///< the cursor
  JournalEntry entry;
  std::vector<Observation> observations;  ///< in the order of the fetches
  std::vector<Decision> decisions;
};

/// Oldest first; `after` is the id of the last row received, 0 at first.
std::vector<JournalRow> load_journal(Database& db, std::int64_t after, std::size_t limit);

}  // namespace store
