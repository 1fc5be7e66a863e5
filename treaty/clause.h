#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "treaty/rule.h"

namespace treaty {

/// A rule that the program read from a quoted clause. It is for a person to accept: `rule.proposed`
/// is set, and nothing is assessed by it.
struct ProposedRule {
  Rule rule;
  std::vector<std::string> words;  ///< the passages that it was read from, as printed
};

/// Why a clause was not read, a sentence.
struct ClauseNotRead {
  std::string why;
};

/// Reads the clause that the depositary quotes beside the date of entry into force, when it has the
/// regular shape:
///
///   "This Convention shall enter into force on the ninetieth day after the date of deposit of the
///    fortieth instrument of ratification, acceptance, approval or accession."
///
/// and its relatives (a number of days, months or years; the first day of a month; "the date on
/// which N instruments have been deposited"; N States that have expressed their consent). Taken
/// beside it: what is said of those that join later, of regional economic integration
/// organizations, and that a protocol shall not enter into force before its convention. Anything
/// else in the sentence (a class of States, a share, a named list) makes the clause irregular:
/// it is never guessed.
///
/// `number` is the treaty's; `title` its name.
std::variant<ProposedRule, ClauseNotRead> rule_from_clause(const std::string& number,
                                                           const std::string& title,
                                                           std::string_view text);

/// "thirty-fifth", "65th" -> 35, 65; and "twenty-two", "12" -> 22, 12. nullopt for other words.
std::optional<int> number_from_ordinal(std::string_view word);
std::optional<int> number_from_cardinal(std::string_view word);

}  // namespace treaty
