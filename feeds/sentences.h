#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace feeds {

/// The sentences of a note, in order, without white space at their ends; as long-lived as the text.
/// A full stop ends one only before a capital or the end, outside of parentheses, and not after an
/// abbreviation of the record ("vol.", "C.N.").
std::vector<std::string_view> sentences_of(std::string_view text);

/// The sentence without what stands in parentheses or brackets, white space folded; one that never
/// closes is taken out to the end.
std::string without_asides(std::string_view sentence);

}  // namespace feeds
