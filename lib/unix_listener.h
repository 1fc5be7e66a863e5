#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

namespace lib {

/// A listening Unix stream socket at a path, non-blocking; see HttpServer for how it gets there.
class UnixListener {
 public:
  /// Throws std::runtime_error with the path and the reason.
  UnixListener(std::string path, mode_t mode, std::optional<gid_t> group);
  /// Closes the socket and removes it from its path, unless something else is there by now.
  ~UnixListener();
  UnixListener(const UnixListener&) = delete;
  UnixListener& operator=(const UnixListener&) = delete;

  [[nodiscard]] int fd() const { return fd_; }

 private:
  std::string path_;
  int fd_ = -1;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace lib
