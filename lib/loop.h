#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace lib {

/// The one event loop. Everything in this project that waits (timers, sockets, signals, transfers)
/// waits here, and every callback runs on the thread that called run(). Only post() and stop() may
/// be called from another thread.
///
/// This header is light on purpose: it brings no Asio header, which costs seconds a file. What
/// needs Asio itself includes lib/asio.h, and that is only this wrapper and the HTTP server.
///
/// An exception that leaves a callback leaves run(). Making a loop ignores SIGPIPE in the process,
/// because a peer that leaves is an error code here and no reason to die; a child inherits that
/// through exec and may want its default back.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Runs callbacks until stop(), also while there is nothing to wait for. May be called again.
  void run();
  void stop();

  /// Runs `job` soon on the loop, never inside this call. From any thread.
  void post(std::function<void()> job);

  [[nodiscard]] boost::asio::io_context& context();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A timer that fires once. Setting it again replaces what was set; after cancel() or destruction
/// the callback does not run, not even when its time had come. Monotonic time. The loop must
/// outlive it.
class Timer {
 public:
  explicit Timer(Loop& loop);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void after(std::chrono::steady_clock::duration wait, std::function<void()> callback);
  void cancel();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// POSIX signals as callbacks on the loop: nothing runs in a signal handler. While it lives, these
/// signals lose their default action. The loop must outlive it.
class Signals {
 public:
  Signals(Loop& loop, std::initializer_list<int> signals, std::function<void(int)> callback);
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// Tells when a descriptor (socket, pipe, pidfd) can be read or written without blocking. The
/// descriptor stays the caller's: it is made non-blocking, and never closed here; destroy the watch
/// before closing it. A regular file is always ready. The loop must outlive it.
class FdWatch {
 public:
  /// Called with what is possible now; a hang-up or an error counts as both. It may destroy the
  /// watch.
  using Callback = std::function<void(bool readable, bool writable)>;

  FdWatch(Loop& loop, int fd, Callback callback);
  ~FdWatch();
  FdWatch(const FdWatch&) = delete;
  FdWatch& operator=(const FdWatch&) = delete;

  /// What to tell, from now on, again and again as long as it is possible. Nothing at first.
  void want(bool read, bool write);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace lib
