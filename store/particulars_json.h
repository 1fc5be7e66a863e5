#pragma once

#include <string>

#include "treaty/particulars.h"

namespace store {

/// Particulars as one line of JSON, as they are kept: a flag is true, a number a number, everything
/// else an object of one member that says what it is: day, act, word, english, participants.
std::string particulars_text(const treaty::Particulars& particulars);
treaty::Particulars particulars_from(const std::string& text);

}  // namespace store
