#pragma once

#include <string>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/compare.h"

namespace treaty {

/// English phrases for acts, in the depositary's terms. A signature never "ratifies", a vote of a
/// parliament is never a deposit, and an instrument is "deposited".

/// "deposited its instrument of ratification of", "signed", "notified its succession to".
std::string verb_of(const Act& act);

/// "its instrument of accession", "its signature", "its notification of succession".
std::string instrument_of(const Act& act);

/// "Albania, France and Qatar".
std::string joined(const std::vector<std::string>& names);

/// "40th", "22nd", "11th".
std::string ordinal(int n);

/// "By the treaty's own rule 3 of 40 instruments are deposited; 37 more are needed." Empty without
/// a rule or when the rule has no number.
std::string count_sentence(const Assessment& assessment);

/// Where entry into force stands: the date and its legal state, in one sentence. `who` is the
/// treaty's name, where the sentence stands alone: "the UN Convention against Cybercrime".
std::string eif_sentence(const Assessment& assessment, const std::string& who = "It");

/// The text with its first letter as a sentence begins; a letter outside of ASCII stays.
std::string capitalized(std::string text);

/// The first words of a text, at most `limit` bytes, with " …" where something was left out. A word
/// longer than that is cut at a character's border.
std::string beginning_of(const std::string& text, std::size_t limit);

/// "1 day", "30 days".
std::string counted(int n, const std::string& one, const std::string& many);

}  // namespace treaty
