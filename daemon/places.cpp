#include "daemon/places.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace service {

std::string data_directory() {
  if (const char* named = std::getenv("TREATYD_DATA_DIR"); named != nullptr && *named != '\0') {
    return named;
  }
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    // build/<preset>/bin/treatyd
    const auto tree = program.parent_path().parent_path().parent_path().parent_path() / "config";
    if (std::filesystem::is_directory(tree / "treaties", error)) return tree.string();
  }
  return "/usr/share/treatyd";
}

}  // namespace service
