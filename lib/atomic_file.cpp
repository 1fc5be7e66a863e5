#include "lib/atomic_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lib {
namespace {

bool holds(const std::filesystem::path& path, std::string_view bytes) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return false;
  std::ifstream file{path, std::ios::binary};
  const std::string held{std::istreambuf_iterator<char>{file}, {}};
  return held == bytes;
}

bool write_whole(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

[[noreturn]] void fail(const std::filesystem::path& path, int why) {
  throw std::runtime_error("cannot write " + path.string() + ": " + std::strerror(why));
}

}  // namespace

bool write_atomically(const std::filesystem::path& path, std::string_view bytes) {
  if (holds(path, bytes)) return false;
  std::error_code fault;
  std::filesystem::create_directories(path.parent_path(), fault);
  if (fault) fail(path.parent_path(), fault.value());

  std::string half = path.string() + ".XXXXXX";
  const int fd = ::mkostemp(half.data(), O_CLOEXEC);
  if (fd < 0) fail(path, errno);
  // mkostemp keeps the file to its owner; a page is for everybody that the umask lets.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  int why = 0;
  if (!write_whole(fd, bytes) || ::fchmod(fd, 0666 & ~mask) != 0 || ::fsync(fd) != 0) why = errno;
  if (::close(fd) != 0 && why == 0) why = errno;
  if (why == 0 && ::rename(half.c_str(), path.c_str()) != 0) why = errno;
  if (why == 0) return true;
  ::unlink(half.c_str());
  fail(path, why);
}

}  // namespace lib
