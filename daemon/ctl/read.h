#pragma once

#include <string>
#include <vector>

namespace ctl {

/// `treatyctl read`: reads documents of the collection from files and prints each, as one line of
/// JSON or as a summary for people. Returns the exit code: 1 when some file could not be read,
/// after the others are done.
int read_files(const std::vector<std::string>& files, bool as_json);

}  // namespace ctl
