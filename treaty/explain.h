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

/// In whom the count by the rule and the register's count differ.
std::vector<CountDifference> count_differences(const Assessment& assessment,
                                               const std::vector<Deposit>& deposits);

/// The reason as a sentence.
std::string sentence_of(const CountDifference& difference);

/// What the clause says, a sentence.
std::string clause_of(const EntryRule& rule);

/// "article 65(1)" for "65(1)"; a text that names its own sort ("section 32") stays as it is.
std::string article_words(const std::string& article);

}  // namespace treaty
