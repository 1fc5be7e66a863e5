#pragma once

#include <string>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/count.h"
#include "treaty/force.h"
#include "treaty/rule.h"

namespace treaty {

/// All that an explanation is made from. References must outlive the call.
struct ExplainContext {
  const Rule& rule;
  const std::vector<Deposit>& deposits;
  const EntryDates& dates;
  Day on;
};

/// Why the assessment says what it says, as sentences in the order of the argument: the rule with
/// its article and whether that was read; what counts; each instrument up to the day on which the
/// number was reached, with its source; those left out, with why; the arithmetic; the printed date;
/// what is missing.
std::vector<std::string> explanation_of(const Assessment& assessment,
                                        const ExplainContext& context);

}  // namespace treaty
