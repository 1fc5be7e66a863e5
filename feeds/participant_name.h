#pragma once

#include <string>
#include <vector>

#include "treaty/participant.h"

namespace feeds {

/// Looks up the name of a row. What no name ends with is taken off it into `marks`: stars, and
/// digits that stand for footnotes without being raised ("Germany 3, 4a") where the rest is known.
/// An article apart, as other lists print it ("Netherlands (The)", "The Gambia"), is passed over in
/// the search and stays in the name. nullptr for a name that nobody has told us.
const treaty::Participant* find_participant(std::string& name, std::vector<std::string>& marks,
                                            const treaty::Participants& participants);

/// Takes stars at the end off into `marks`, and commas there that stood between marks.
void take_stars(std::string& text, std::vector<std::string>& marks);

}  // namespace feeds
