#pragma once

#include <vector>

#include "daemon/config/strict_table.h"
#include "daemon/settings.h"

namespace service {

/// The [publish] table: where the public pages go, and in which languages.
PublishSettings read_publish(StrictTable table);

/// The [[meeting]] tables. A meeting is on a treaty that is tracked, by name or by a pattern.
std::vector<notify::Meeting> read_meetings(std::vector<StrictTable> tables,
                                           const Settings& settings);

}  // namespace service
