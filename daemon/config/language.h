#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "daemon/config/strict_table.h"

namespace service {

/// A language of notices, one of those that the templates hold. An unknown one is a mistake that
/// names the nearest; nullopt when the key is absent or its value no such language.
std::optional<std::string> read_language(StrictTable& table, std::string_view key);

}  // namespace service
