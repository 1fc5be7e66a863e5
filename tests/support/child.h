#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace tests {

/// A program started for a test, with its standard output readable; ended when this is destroyed.
class Child {
 public:
  /// With `quiet` its standard error goes nowhere.
  explicit Child(std::vector<std::string> command, bool quiet = false);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits for the next line, without its end; throws std::runtime_error when output is over.
  std::string line();

  /// Waits until the program ends by itself: its exit status.
  int wait();

  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  std::string pending_;
};

}  // namespace tests
