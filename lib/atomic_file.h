#pragma once

#include <filesystem>
#include <string_view>

namespace lib {

/// Puts the bytes under that name at once: written beside it, flushed to the disk, then renamed, so
/// that whoever opens it meets the old file or the new one. Makes missing folders. False when the
/// file holds these bytes already and was left alone. Throws std::runtime_error with name and
/// reason; the old file is then as it was.
bool write_atomically(const std::filesystem::path& path, std::string_view bytes);

}  // namespace lib
