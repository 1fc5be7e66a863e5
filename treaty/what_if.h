#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/ledger.h"
#include "treaty/participant.h"

namespace treaty {

/// Something that has not happened, supposed for the sake of a question.
struct Supposition {
  enum class Sort { deposit, withdrawal };
  Sort sort = Sort::deposit;
  std::string participant;      ///< a name or an id
  std::optional<ActKind> kind;  ///< of a deposit; absent: see `with_suppositions`
  Day day;                      ///< of the deposit, or on which the withdrawal takes effect
};

/// Reads "France 2026-12-01" or "France, accession, 2026-12-01": a name, perhaps a kind of act, a
/// day. nullopt for anything else.
std::optional<Supposition> supposition_from(Supposition::Sort sort, std::string_view text);

/// The ledger with the suppositions made, in their order; or a sentence that says which cannot be.
/// A deposit without a kind is an accession, or a ratification when the participant has signed; an
/// organization's is a formal confirmation. A withdrawal takes back every standing act but a
/// signature. Names must be known: nothing is guessed.
std::variant<Ledger, std::string> with_suppositions(Ledger ledger,
                                                    const std::vector<Supposition>& suppositions,
                                                    const Participants& participants);

}  // namespace treaty
