#pragma once

#include <string>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/count.h"

namespace treaty {

/// In whom the count by the rule and the register's count differ.
std::vector<CountDifference> count_differences(const Assessment& assessment,
                                               const std::vector<Deposit>& deposits);

/// The reason as a sentence.
std::string sentence_of(const CountDifference& difference);

/// All of them: a sentence each, or one for several participants with the same reason.
std::vector<std::string> sentences_of(const std::vector<CountDifference>& differences);

}  // namespace treaty
