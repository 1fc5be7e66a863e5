#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/expected.h"

namespace lib {

class Loop;

struct ProcessRequest {
  std::vector<std::string> argv;          ///< never empty; run as it stands, without a shell
  std::string input;                      ///< all of its standard input
  std::size_t output_limit = 64UL << 10;  ///< kept of each output; the rest is read and dropped
  std::chrono::milliseconds timeout{30'000};
};

/// How the program ended: by an exit status or by a signal.
struct ProcessEnd {
  std::optional<int> status;
  std::optional<int> signal;
  bool timed_out = false;  ///< killed by us at the time limit
  std::string out;         ///< standard output, as far as the limit
  std::string err;         ///< standard error, as far as the limit
};

/// The program could not be started.
struct ProcessFault {
  bool permanent = false;  ///< not there or not executable, as opposed to out of memory
  std::string sentence;    ///< "cannot run /usr/bin/apprise: No such file or directory"
};

using ProcessResult = expected<ProcessEnd, ProcessFault>;

/// One run of a program beside the loop: nothing here blocks. The program gets a process group of
/// its own, default signals and no descriptor but its three streams; argv[0] without a slash is
/// looked up in PATH.
///
/// Loop thread only; the loop must outlive it. Destroying it kills the program with its group and
/// drops the callback.
class Process {
 public:
  /// Called once, never from inside the constructor; it may destroy the Process.
  using Callback = std::function<void(ProcessResult)>;

  Process(Loop& loop, ProcessRequest request, Callback callback);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace lib
