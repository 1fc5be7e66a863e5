#pragma once

#include <optional>

#include "treaty/clause_words.h"
#include "treaty/wait.h"

namespace treaty {

/// Reads how long a clause waits, and stops before the word that ties the wait to its event:
/// "on the ninetieth day | after", "three months | from", "on the first day of the month following
/// the expiration of six months | after", "on the first day of the sixth month | after". nullopt,
/// with the place unchanged, when the words are others.
std::optional<Wait> take_delay(ClauseReader& reader);

}  // namespace treaty
