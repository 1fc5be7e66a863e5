#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ctl {

/// Text for a terminal of 80 columns.
inline constexpr std::size_t kColumns = 80;

/// Characters as a terminal shows them: code points; East Asian wide ones do not occur in our text.
std::size_t width_of(std::string_view text);

/// Padded with spaces to `width`; longer text is left alone.
std::string padded(std::string_view text, std::size_t width);

/// Lines of at most `width`, broken at spaces; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

/// A label in a column of `width`, and beside it the text, wrapped and hung under itself; a line at
/// least, whatever is empty.
std::string hung(std::string_view label, std::size_t width, std::string_view text);

/// "  Label        text", the text wrapped and hung under itself.
std::string field(std::string_view label, std::string_view text);

/// A bar of 40 cells: "[######……]".
std::string bar(long long done, long long whole);

/// "30 seconds", "12 minutes", "3 hours", "2 days": the largest unit that tells enough.
std::string span_words(long long seconds);

/// "1 change", "2 changes".
std::string amount(long long n, const std::string& one);

}  // namespace ctl
