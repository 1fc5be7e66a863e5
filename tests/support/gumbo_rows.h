#pragma once

#include <string>
#include <vector>

namespace gumbo {

/// The rows of the participant tables as gumbo sees them: cells joined by " | ", white space
/// folded.
std::vector<std::string> rows_of(const std::string& page);

}  // namespace gumbo
