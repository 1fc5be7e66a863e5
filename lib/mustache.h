#pragma once

// The one place where kainjow's Mustache is included.
#include <kainjow/mustache.hpp>

namespace lib {
namespace mustache = kainjow::mustache;
}  // namespace lib
