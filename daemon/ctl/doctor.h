#pragma once

#include <iosfwd>

#include "daemon/ctl/doctor/checks.h"

namespace ctl {

/// `treatyctl doctor`: looks at everything that the service needs and says what is wrong and what
/// to do, with a running service or without. 0 when there is no fault, 1 when there is one.
int examine(const doctor::Subject& subject, bool json, std::ostream& out);

}  // namespace ctl
