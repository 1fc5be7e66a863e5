#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lib {

/// Text from outside, made safe for one line of any format: valid UTF-8 (what is not becomes
/// U+FFFD), white space and control characters folded to single spaces and trimmed, marks that turn
/// the direction of writing or are invisible removed (U+061C, U+200B to U+200F, U+202A to U+202E,
/// U+2060 to U+2069, U+FEFF), and cut to `limit` characters, the last of them then "…".
std::string one_line(std::string_view text, std::size_t limit);

/// `text` if it is an http or https address that can stand in any format as it is: printable ASCII
/// without spaces, quotes, backslashes and brackets of any kind but [ ]; else empty.
std::string web_address(std::string_view text);

/// Characters (code points) of valid UTF-8.
std::size_t characters(std::string_view text);

/// Breaks every line at spaces so that none is longer than `width` characters, except for words
/// that are longer alone (addresses). A continued line is indented like the line it continues, plus
/// the width of a leading "- ". Runs of more than one empty line become one; the text ends with one
/// LF.
std::string wrap(std::string_view text, std::size_t width);

}  // namespace lib
