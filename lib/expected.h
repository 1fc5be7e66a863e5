#pragma once

// The one place where tl::expected is included: std::expected is C++23.
#include <tl/expected.hpp>

namespace lib {
using tl::expected;
using tl::make_unexpected;
using tl::unexpected;
}  // namespace lib
