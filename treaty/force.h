#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/count.h"
#include "treaty/day.h"
#include "treaty/ledger.h"
#include "treaty/rule.h"

namespace treaty {

/// The days that follow from a rule and the deposits, before anybody looks at the printed date.
struct EntryDates {
  std::optional<Day> threshold;
  std::optional<Day> computed;
  bool uncertain = false;               ///< the day of the month was cut to a shorter month
  bool contested = false;               ///< a withdrawal before `computed` undid what was reached
  std::vector<std::string> arithmetic;  ///< sentences, one a step
  std::string lacking;                  ///< why there is no date although the number may be there
};

EntryDates entry_dates(const EntryRule& rule, const std::vector<Deposit>& deposits,
                       const std::map<std::string, Day>& in_force);

/// What the standing of the participants follows from.
struct ForceContext {
  const Rule* rule = nullptr;
  std::optional<Day> threshold;
  std::optional<Day> entry_into_force;  ///< official, else computed
  Day on;                               ///< the day that is assessed
};

/// One for each participant of the table, in the order of their names; States that no longer exist
/// and were told in notes have none.
std::vector<Standing> standings_of(const Ledger& ledger, const std::vector<Deposit>& deposits,
                                   const ForceContext& context);

/// A further number in both readings. A State that succeeded is counted as a Party from the
/// notification, or from entry into force when that came later.
ThresholdStatus threshold_status(const ThresholdRule& rule, const std::vector<Deposit>& deposits,
                                 const ForceContext& context);

/// The deadlines whose day is known.
std::vector<DeadlineStatus> deadlines_of(const std::vector<DeadlineRule>& rules,
                                         const ForceContext& context);

}  // namespace treaty
