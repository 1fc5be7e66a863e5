#pragma once

#include <string>
#include <vector>

#include "daemon/config/strict_table.h"
#include "daemon/settings.h"

namespace service {

/// The [publish] table: where the public pages go, and in which languages. A map that is not there
/// is a warning: the pages do without.
PublishSettings read_publish(StrictTable table, std::vector<std::string>& warnings);

/// The [[meeting]] tables. A meeting is on a treaty that is tracked, by name or by a pattern.
std::vector<notify::Meeting> read_meetings(std::vector<StrictTable> tables,
                                           const Settings& settings);

}  // namespace service
