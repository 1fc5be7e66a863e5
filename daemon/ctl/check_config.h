#pragma once

#include <iosfwd>
#include <string>

namespace ctl {

/// `treatyctl check-config [FILE]`: names every mistake of the configuration and of the data files
/// with file and line, on `err`; 0 when there is none, else 1.
int check_config(const std::string& file, const std::string& rules, std::ostream& out,
                 std::ostream& err);

}  // namespace ctl
