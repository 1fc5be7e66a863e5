#pragma once

#include <string>
#include <string_view>

namespace lib {

/// A zstd frame that carries the size of its content (level 3).
std::string zstd_compress(std::string_view bytes);

/// The content of such a frame. Throws std::runtime_error when the frame is damaged or cut, or
/// states more than `most` bytes.
std::string zstd_decompress(std::string_view frame, std::size_t most);

}  // namespace lib
