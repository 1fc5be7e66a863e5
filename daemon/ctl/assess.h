#pragma once

#include <string>
#include <vector>

namespace ctl {

struct AssessRequest {
  std::vector<std::string> files;
  std::string rules;  ///< folder; empty: the data directory's
  std::string today;  ///< ISO; empty: the day at UN Headquarters now
  std::string as_of;  ///< ISO; empty: with all that the files show
  bool json = false;
};

/// `treatyctl assess`: one line a file, as JSON or for people. Where a rule waits for another
/// treaty, the date that another of the files prints is used. Returns the exit code: 1 when some
/// file or rule could not be read, after the others are done; mistakes in rules go to the standard
/// error.
int assess_files(const AssessRequest& request);

/// `treatyctl explain`: the explanation of each file's assessment, a sentence a line.
int explain_files(const AssessRequest& request);

}  // namespace ctl
