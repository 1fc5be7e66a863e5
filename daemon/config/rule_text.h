#pragma once

#include <string>

#include "treaty/clause.h"

namespace service {

/// A rule that was read from a clause as the text of a rule file, with the passages it was read
/// from as comments. Nothing is `verified` in it: that is for the person who accepts it to say.
std::string rule_text(const treaty::ProposedRule& proposal);

}  // namespace service
