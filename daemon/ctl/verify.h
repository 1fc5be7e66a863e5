#pragma once

#include <iosfwd>
#include <string>

namespace ctl {

struct VerifyOptions {
  std::string state;  ///< the folder of the service's database
  std::string rules;  ///< a folder of treaty files instead of the installed one; empty for none
  bool json = false;
};

/// `treatyctl verify`: does everything that the service recorded again from the kept documents, on
/// a copy, and names each difference. 0 when there is none, 1 when there is one, 6 when the
/// database cannot be read.
int verify(const VerifyOptions& options, std::ostream& out, std::ostream& err);

}  // namespace ctl
