#pragma once

#include <iosfwd>
#include <string>

#include "lib/json.h"

namespace ctl {

/// "29 September 2003: computed; not printed by the depositary yet", from an answer that has
/// `entry_into_force` and `rule`.
std::string force_text(const lib::json::object& answer);

/// The state of the date in a few words, from a row of the list of treaties: "computed 2003-09-29",
/// "in force 2003-09-29", "no date yet".
std::string force_in_short(const lib::json::object& row);

/// Whether the answer rests on a reading of the record; where it does not, there are no figures.
bool is_read(const lib::json::object& answer);

/// Says that nothing can be said of the treaty of an answer, and why; returns kStale.
int say_unread(const lib::json::object& answer, std::ostream& err);

}  // namespace ctl
