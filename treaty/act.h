#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "treaty/day.h"

namespace treaty {

/// What a participant did, as the depositary's record says it. The list is closed; a date whose
/// kind the record leaves open is `undetermined`, with the kinds that it may be.
enum class ActKind {
  signature,
  succession_to_signature,
  definitive_signature,  ///< binds without ratification, letter "s"
  ratification,
  acceptance,           ///< letter "A"
  approval,             ///< letter "AA"
  accession,            ///< letter "a"
  succession,           ///< letter "d"; the date is that of the notification
  formal_confirmation,  ///< letter "c", an organization's ratification
  consent_to_be_bound,  ///< letter "P" in the CCW protocols
  participation,
  simplified_procedure,
  definitive_acceptance,
  provisional_acceptance,
  provisional_application,
  application,
  extension,
  notification,  ///< letter "n"
  confirmation_of_signature,
  undetermined,
};

/// The name in every output, such as "consent-to-be-bound": words joined by hyphens, fixed for
/// ever.
std::string_view name_of(ActKind kind);
std::optional<ActKind> act_kind_from_name(std::string_view name);

/// The name as prose: "consent to be bound".
std::string words_of(ActKind kind);

/// The same with its article: "an accession".
std::string indefinite(ActKind kind);

/// Every kind, in the order of the enumeration.
const std::vector<ActKind>& all_act_kinds();

/// A signature that needs a later instrument: it makes no Party.
bool is_plain_signature(ActKind kind);

/// One dated cell of a participant table.
struct Act {
  ActKind kind = ActKind::undetermined;
  std::vector<ActKind> candidates;  ///< only for `undetermined`: what it may be, heading's order
  Day date;
  bool withdrawn = false;  ///< bracketed in the record, whatever the cause
  int column = 0;          ///< counts from 1 after the participant's name
  std::string raw;         ///< the cell as printed, white space folded

  friend bool operator==(const Act&, const Act&) = default;
};

}  // namespace treaty
