#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "daemon/ctl/online.h"

namespace ctl {

struct DeliveriesOptions {
  bool dead = false;      ///< only those that were given up
  std::string action;     ///< "retry" or empty
  bool all_dead = false;  ///< what is retried
  std::vector<std::string> ids;
};
/// `treatyctl deliveries [--dead]`: which notice went to whom, and what came of it;
/// `treatyctl deliveries retry ID…|--all-dead`: sends dead ones again, under the same ids.
int deliveries(const OnlineOptions& options, const DeliveriesOptions& which, std::ostream& out,
               std::ostream& err);

}  // namespace ctl
