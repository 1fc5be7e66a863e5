#pragma once

// The one place where {fmt} is included: std::format is missing from libstdc++ 12.
#include <fmt/format.h>
