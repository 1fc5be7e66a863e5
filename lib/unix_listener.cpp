#include "lib/unix_listener.h"

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace lib {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw std::runtime_error("cannot listen on " + path + ": " + why);
}

[[noreturn]] void fail_errno(const std::string& path) {
  fail(path, errno == ENOENT ? "its folder does not exist" : std::strerror(errno));
}

/// A descriptor that closes itself.
struct Fd {
  int number;
  explicit Fd(int n) : number{n} {}
  ~Fd() {
    if (number >= 0) ::close(number);
  }
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
};

/// `path` is known to fit.
sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

int new_socket(const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) fail_errno(path);
  return fd;
}

/// Refuses a path that is in use; a socket on which nobody answers is left for rename() to replace.
void make_sure_nobody_is_there(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    if (errno == ENOENT) return;
    fail_errno(path);
  }
  if (!S_ISSOCK(found.st_mode)) fail(path, "there is a file that is not a socket");
  const sockaddr_un address = address_of(path);
  const Fd probe{new_socket(path)};
  const int connected =
      ::connect(probe.number, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (connected != 0 && errno == ECONNREFUSED) return;
  // EAGAIN: its queue is full, so somebody owns it.
  if (connected == 0 || errno == EAGAIN) fail(path, "another server answers there");
  fail_errno(path);
}

}  // namespace

UnixListener::UnixListener(std::string path, mode_t mode, std::optional<gid_t> group)
    : path_{std::move(path)} {
  const std::string beside = path_ + ".new";
  constexpr std::size_t kMaxLength = sizeof(sockaddr_un::sun_path) - 1 - 4;
  if (path_.empty() || path_.size() > kMaxLength) {
    fail(path_, "the path of a socket has 1 to " + std::to_string(kMaxLength) + " characters");
  }
  const sockaddr_un address = address_of(beside);
  const std::size_t slash = path_.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path_.substr(0, slash + 1);

  // Held until the socket is in place: of two servers that start at once, the second sees the
  // first.
  const Fd lock{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (lock.number < 0 || ::flock(lock.number, LOCK_EX) != 0) fail_errno(path_);
  make_sure_nobody_is_there(path_);
  if (::unlink(beside.c_str()) != 0 && errno != ENOENT) fail_errno(beside);

  Fd socket{new_socket(path_)};
  // The mode of the unbound socket is what bind() gives the file (less the umask): none, until the
  // group is right.
  struct stat made {};
  if (::fchmod(socket.number, 0) != 0 ||
      ::bind(socket.number, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    fail_errno(path_);
  }
  const bool given = !group || ::lchown(beside.c_str(), static_cast<uid_t>(-1), *group) == 0;
  if (!given && errno == EPERM) {
    ::unlink(beside.c_str());
    fail(path_,
         "a process may give its socket to a group of its own only; make its user one of that "
         "group, or leave socket.group out");
  }
  const bool ready =
      given && ::chmod(beside.c_str(), mode) == 0 && ::lstat(beside.c_str(), &made) == 0 &&
      ::listen(socket.number, SOMAXCONN) == 0 && ::rename(beside.c_str(), path_.c_str()) == 0;
  if (!ready) {
    const int error = errno;
    ::unlink(beside.c_str());
    errno = error;
    fail_errno(path_);
  }
  device_ = made.st_dev;
  inode_ = made.st_ino;
  fd_ = std::exchange(socket.number, -1);
}

UnixListener::~UnixListener() {
  struct stat found {};
  const bool ours =
      ::lstat(path_.c_str(), &found) == 0 && found.st_dev == device_ && found.st_ino == inode_;
  if (ours) ::unlink(path_.c_str());
  ::close(fd_);
}

}  // namespace lib
