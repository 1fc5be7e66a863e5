#pragma once

#include <string_view>

#include "treaty/reading.h"

namespace feeds {

/// Reads the line "Entry into force". `label` is the words before it ("Not yet in force"), `ended`
/// the text of a Termination or Expiration element, empty without one.
treaty::EntryIntoForceText read_entry_into_force(std::string_view label, std::string_view text,
                                                 std::string_view ended);

}  // namespace feeds
