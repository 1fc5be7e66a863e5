#pragma once

#include <string>
#include <vector>

#include "daemon/config/strict_table.h"
#include "daemon/desk.h"

namespace service {

/// Loads participants and rules from `data` (see data_directory); `rules` names another folder of
/// treaty files to be used instead of `data`/treaties; empty for none. Mistakes are added to
/// `errors`; the library is to be used only when there is none.
Library load_library(const std::string& data, const std::string& rules,
                     std::vector<ConfigError>& errors);

}  // namespace service
