#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "treaty/act.h"
#include "treaty/rule.h"

namespace service {

/// A word of a rule file as it is compared: in lower case, with blanks for hyphens and underscores.
std::string plain_word(std::string_view text);

// The words of closed lists, as the README of the rules names them and in the spellings that can
// mean nothing else: "accessions", "consent to be bound", "Contracting Parties", "not_additional".
std::optional<treaty::ActKind> act_kind_of(std::string_view word);
std::optional<treaty::CountUnit> count_unit_of(std::string_view word);
std::optional<treaty::SuccessionRule> succession_rule_of(std::string_view word);
std::optional<treaty::OrganizationRule> organization_rule_of(std::string_view word);

/// What counts when a rule names the unit alone.
std::vector<treaty::ActKind> usual_kinds(treaty::CountUnit unit);

}  // namespace service
