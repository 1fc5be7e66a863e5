#pragma once

#include <chrono>
#include <string>

namespace lib {

/// "2026-02-03T15:16:18Z" (RFC 3339, UTC). Years 0 to 9999.
std::string rfc3339(std::chrono::sys_seconds instant);

}  // namespace lib
