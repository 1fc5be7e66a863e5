#pragma once

// The one place where Boost.JSON is included.
#include <boost/json.hpp>

namespace lib {
namespace json = boost::json;
}  // namespace lib
