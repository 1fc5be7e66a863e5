#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "feeds/raw_document.h"
#include "treaty/participant.h"
#include "treaty/reading.h"

namespace feeds {

/// What a participant declared, one Declaration for each heading of its own ("Reservation:", "Upon
/// signature:"). A date line stays the first line of the text that follows it.
std::vector<treaty::Declaration> declarations_of(const RawDeclaration& raw,
                                                 const treaty::Participants& participants);

/// The articles that a text mentions, each once and in order: "35(2)" for "article 35, paragraph
/// 2", "article 35 (2)" and "paragraph 2 of article 35"; numbers as printed, Arabic or Roman.
std::vector<std::string> articles_in(std::string_view text);

}  // namespace feeds
