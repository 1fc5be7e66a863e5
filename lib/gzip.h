#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "lib/expected.h"

namespace lib {

enum class GzipFault {
  too_large,  ///< it would unpack to more than the cap
  damaged,    ///< cut short, or not gzip at all
};

/// Unpacks gzip (RFC 1952, all members, checksums checked) by libdeflate, to at most `max_bytes`;
/// never uses more memory than that.
expected<std::string, GzipFault> gunzip(std::string_view packed, std::size_t max_bytes);

}  // namespace lib
