#pragma once

#include <optional>
#include <vector>

#include "treaty/act.h"
#include "treaty/clause_words.h"
#include "treaty/rule.h"

namespace treaty {

/// What a clause counts: "the fortieth instrument of ratification, acceptance or accession".
struct ClauseNumber {
  int value = 0;
  CountUnit unit = CountUnit::instruments;
  std::vector<ActKind> kinds;
};

/// Reads the event that a clause waits for, after the word that ties the wait to it: a deposit, the
/// day on which a number of instruments have been deposited, a number of States that have consented
/// or become Parties. nullopt when the words are others, or ask for more than a number.
std::optional<ClauseNumber> take_clause_number(ClauseReader& reader);

}  // namespace treaty
