#pragma once

#include <optional>
#include <string>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/participant.h"
#include "treaty/reading.h"
#include "treaty/record.h"

namespace treaty {

/// A union in which several States were one for a time, and counted once.
struct Union {
  std::string key;
  std::string name;
  Period period;
};

/// One act as the assessment weighs it.
struct Entry {
  std::string name;
  std::optional<ParticipantId> id;
  Nature nature = Nature::state;
  Act act;
  bool predecessor = false;            ///< of a State that no longer exists, told in a footnote
  bool unshown = false;                ///< not in the table; known by the rule alone
  std::string source;                  ///< "the participant table, column 2", "a note: …"
  std::optional<Instant> known_since;  ///< when we first saw it; nullopt for a single document
  std::optional<Day> ceased;           ///< last day on which the act of a former State counts
  std::optional<Union> joined;         ///< the union that the participant was part of
  /// A day by which the withdrawal had taken effect: when we first saw the brackets, or the day
  /// of the act that overwrote them. nullopt for a single document, which does not tell.
  std::optional<Day> withdrawn_by;

  /// The identity under which entries of one participant meet.
  [[nodiscard]] std::string key() const;
};

/// All that is assessed of one treaty: values only, in no particular order.
struct Ledger {
  std::string number;
  std::string title;
  bool has_table = true;  ///< false: the document showed no participant table
  std::vector<Entry> entries;
  EntryIntoForceText entry_into_force;
  Totals counted;    ///< the register's counts by its own definition; null: count the kinds
  Totals published;  ///< as printed
};

/// From one document. Names become natures by the table: an unknown one is taken for a State.
Ledger ledger_of(const Reading& reading, const Participants& participants);

/// From the record, as it is or as it was known at an instant. A fact that the record no longer
/// shows is left out; one that a bracketed form replaced comes in that form. A re-accession that
/// overwrote an earlier act leaves the earlier one in, because it counted when it was made.
Ledger ledger_of(const Record& record, const Participants& participants);

}  // namespace treaty
