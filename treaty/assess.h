#pragma once

#include <map>
#include <optional>
#include <string>

#include "treaty/assessment.h"
#include "treaty/day.h"
#include "treaty/ledger.h"
#include "treaty/rule.h"

namespace treaty {

struct AssessOptions {
  Day today;  ///< at UN Headquarters
  /// The legal state on this day: later acts are left out, and a printed date of entry into force
  /// only counts when the acts up to then reach it. nullopt: today, with all that is recorded.
  std::optional<Day> as_of;
  /// Official dates of other treaties, for a rule that waits for one; the rule's own
  /// `treaty_in_force` serves where a treaty is missing here.
  std::map<std::string, Day> in_force;
};

/// The state of a treaty by its own rule: a pure function of its arguments. Without a rule
/// (nullptr) it tells the register's counts and the official date, outcome `no_rule`.
///
/// A published official date stands: it is shown whatever we compute, and a difference is told,
/// with the smallest change of the record that would explain it.
Assessment assess(const Rule* rule, const Ledger& ledger, const AssessOptions& options);

}  // namespace treaty
