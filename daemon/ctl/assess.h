#pragma once

#include <string>
#include <vector>

namespace ctl {

struct AssessRequest {
  std::vector<std::string> files;
  std::string rules;                     ///< folder; empty: the data directory's
  std::string today;                     ///< ISO; empty: the day at UN Headquarters now
  std::string as_of;                     ///< ISO; empty: with all that the files show
  std::vector<std::string> deposits;     ///< supposed: "France 2026-12-01"; only for what_if_files
  std::vector<std::string> withdrawals;  ///< supposed to take effect: "France 2028-01-01"
  bool json = false;
};

/// `treatyctl assess`: one line a file, as JSON or for people. Where a rule waits for another
/// treaty, the date that another of the files prints is used. Returns the exit code: 1 when some
/// file or rule could not be read, after the others are done; mistakes in rules go to the standard
/// error.
int assess_files(const AssessRequest& request);

/// `treatyctl explain`: the explanation of each file's assessment, a sentence a line.
int explain_files(const AssessRequest& request);

/// `treatyctl what-if`: the assessment of each file as it would be with the suppositions, which
/// change nothing. Returns 1 when one of them cannot be made.
int what_if_files(const AssessRequest& request);

/// `treatyctl propose-rule`: for each file a rule file's text, read from the clause that it quotes;
/// why not, on the standard error, where there is none or where it has no regular shape (1 then).
int propose_rules(const std::vector<std::string>& files);

}  // namespace ctl
