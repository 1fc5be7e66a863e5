#pragma once

#include <optional>
#include <string>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/ledger.h"
#include "treaty/participant.h"
#include "treaty/reading.h"
#include "treaty/rule.h"

namespace treaty {

/// An act other than a plain signature, weighed by a rule.
struct Deposit {
  std::string name;
  std::string key;  ///< acts of one participant share it; a participant counts once
  Nature nature = Nature::state;
  Act act;
  bool predecessor = false;
  bool unshown = false;
  std::string source;
  std::optional<Day> ended;  ///< from this day on it counts no more
  std::optional<Union> joined;
  bool end_unknown = false;  ///< withdrawn, on a day that the record does not tell
  bool counts = false;
  std::string why_not;  ///< a clause, "the notification of a succession does not count"

  /// Whom it counts for on `day`: the participant, or the union that it was part of then.
  [[nodiscard]] const std::string& key_on(Day day) const {
    return joined && joined->period.contains(day) ? joined->key : key;
  }

  /// It is no row of the record's table.
  [[nodiscard]] bool beside_table() const { return predecessor || unshown; }

  /// On `day` it counts, taking a withdrawal of unknown day for one that came later.
  [[nodiscard]] bool stands_on(Day day) const {
    return counts && act.date <= day && (!ended || day < *ended);
  }
};

/// How far a class condition is met on a day.
struct ConditionStatus {
  std::string text;
  bool met = false;
  std::string progress;  ///< "39 of 44", "54.1 per cent of 55 per cent"
  std::string needs;     ///< what would have to be known; empty when it is
};

/// The acts that are weighed, by day and then by name; plain signatures are left out.
/// What could be read in two ways is told in `problems`.
std::vector<Deposit> deposits_of(const EntryRule& rule, const Ledger& ledger,
                                 std::vector<Problem>& problems);

/// How many participants count on `day`.
Count count_on(const std::vector<Deposit>& deposits, Day day);

/// The number that is needed on `day`: fixed, or a fraction of a membership that moves, rounded up.
/// nullopt when the rule cannot tell.
std::optional<Count> needed_on(const EntryRule& rule, Day day);

ConditionStatus status_on(const Condition& condition, const std::vector<Deposit>& deposits,
                          Day day);

/// The number and every class condition are met on `day`.
bool is_met_on(const EntryRule& rule, const std::vector<Deposit>& deposits, Day day);

/// The first day on which they are met; nullopt when there is none or the rule cannot tell.
std::optional<Day> threshold_day(const EntryRule& rule, const std::vector<Deposit>& deposits);

/// What the rule lacks to be computed at all: its own `needs` and those of its conditions, joined;
/// empty when nothing.
std::string lacking(const EntryRule& rule);

bool is_listed(const Roll& roll, const std::string& key, const std::string& name, Day day);

/// An organization: it is not a State, and its instrument may not be additional.
bool is_organization(Nature nature);

/// True for an act that makes a Party, as the register counts: not signatures, notifications,
/// extensions and what is provisional. An undetermined act binds when one of its candidates does.
bool binds(const Act& act);

}  // namespace treaty
