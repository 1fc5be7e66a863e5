#pragma once

#include <string>
#include <vector>

#include "treaty/participant.h"
#include "treaty/reading.h"

namespace feeds {

/// Finds the binding acts of former States in the text of a note. The depositary has two forms:
///
///   "[The former] Yugoslavia had signed and ratified the Convention on D and D, respectively."
///   "Signed and ratified on behalf of the Republic of China on D and D, respectively."
///
/// Only participants of the nature `former_state` are looked for, only the record's own sentences
/// are read, and a sentence whose dates do not go with its verbs gives nothing but a problem
/// (`unread-predecessor`). A sentence that tells of a signature alone binds nobody and gives
/// nothing. `column` of the acts is 0, `raw` the date as printed.
std::vector<treaty::Predecessor> predecessors_in(const std::string& note, const std::string& where,
                                                 const treaty::Participants& participants,
                                                 std::vector<treaty::Problem>& problems);

}  // namespace feeds
