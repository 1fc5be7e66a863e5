#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lib {

/// The language ranges of an Accept-Language header (RFC 9110 section 12.5.4), in small letters,
/// most wanted first; equally wanted ones in the order in which they stand. Ranges of weight 0 are
/// left out, and so are those that cannot be read.
std::vector<std::string> accepted_languages(std::string_view header);

/// The first of the accepted languages that is one of `known`, by its primary subtag: "fr-CH" asks
/// for "fr". Empty when there is none.
std::string first_known_language(std::string_view header, const std::vector<std::string>& known);

}  // namespace lib
