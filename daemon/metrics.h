#pragma once

#include <string>

#include "daemon/answers.h"

namespace service {

enum class MetricsForm {
  text,          ///< Prometheus text format 0.0.4
  open_metrics,  ///< OpenMetrics 1.0
};

/// What monitoring draws curves and raises alarms from. Labels name treaties, kinds and channels,
/// never a subscriber or an address. Names and labels are added, never changed.
std::string metrics(Answers::World world, MetricsForm form);

}  // namespace service
