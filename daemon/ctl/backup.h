#pragma once

#include <iosfwd>
#include <string>

namespace ctl {

struct BackupOptions {
  std::string state;  ///< the folder of the service's database
  std::string file;   ///< the copy; must not exist
  bool json = false;
};

/// `treatyctl backup FILE`: copies the database as it is at this moment, also while the service
/// runs, and checks the copy whole before it gets its name. 0; 1 when it cannot be made or is not
/// whole, and then there is no copy; 5 without a database, 6 when it may not be read.
int backup(const BackupOptions& options, std::ostream& out, std::ostream& err);

}  // namespace ctl
