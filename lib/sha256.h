#pragma once

#include <string>
#include <string_view>

namespace lib {

/// SHA-256 of the bytes, 64 lower-case hexadecimal digits (FIPS 180-4, by OpenSSL).
std::string sha256_hex(std::string_view bytes);

}  // namespace lib
