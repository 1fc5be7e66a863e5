#pragma once

#include <iosfwd>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/online.h"

namespace ctl {

/// Prints what looks at the record came to; 1 when one of them was not believed.
int polled(const std::variant<lib::json::object, AskFault>& answer, const OnlineOptions& options,
           std::ostream& out, std::ostream& err);

}  // namespace ctl
