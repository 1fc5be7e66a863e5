#include "lib/loop.h"

#include <csignal>
#include <stdexcept>
#include <utility>

#include "lib/asio.h"

namespace lib {

using boost::system::error_code;

struct Loop::Impl {
  // One thread runs it, so Asio wakes nobody; posting from other threads stays safe.
  asio::io_context context{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
};

Loop::Loop() : impl_{std::make_unique<Impl>()} {
  std::signal(SIGPIPE, SIG_IGN);
}
Loop::~Loop() = default;

void Loop::run() {
  impl_->context.run();
  // Afterwards and not before, so that a stop() that came before run() is not forgotten.
  impl_->context.restart();
}

void Loop::stop() {
  impl_->context.stop();
}

void Loop::post(std::function<void()> job) {
  asio::post(impl_->context, std::move(job));
}

asio::io_context& Loop::context() {
  return impl_->context;
}

struct Timer::Impl {
  asio::steady_timer timer;
  std::uint64_t generation = 0;  // a wait whose generation has passed was cancelled
};

Timer::Timer(Loop& loop) : impl_{new Impl{asio::steady_timer{loop.context()}}} {}
Timer::~Timer() {
  cancel();
}

void Timer::after(std::chrono::steady_clock::duration wait, std::function<void()> callback) {
  const std::uint64_t generation = ++impl_->generation;
  impl_->timer.expires_after(wait);
  impl_->timer.async_wait(
      [weak = std::weak_ptr{impl_}, generation, callback = std::move(callback)](error_code error) {
        const auto impl = weak.lock();
        if (!error && impl && impl->generation == generation) callback();
      });
}

void Timer::cancel() {
  ++impl_->generation;
  impl_->timer.cancel();
}

struct Signals::Impl : std::enable_shared_from_this<Signals::Impl> {
  Impl(asio::io_context& context, std::function<void(int)> call)
      : set{context}, callback{std::move(call)} {}

  void wait() {
    set.async_wait([weak = weak_from_this()](error_code error, int number) {
      const auto impl = weak.lock();
      if (error || !impl) return;
      impl->wait();
      impl->callback(number);
    });
  }

  asio::signal_set set;
  std::function<void(int)> callback;
};

Signals::Signals(Loop& loop, std::initializer_list<int> signals, std::function<void(int)> callback)
    : impl_{std::make_shared<Impl>(loop.context(), std::move(callback))} {
  for (const int number : signals)
    impl_->set.add(number);
  impl_->wait();
}
Signals::~Signals() = default;

struct FdWatch::Impl : std::enable_shared_from_this<FdWatch::Impl> {
  using Wait = asio::posix::descriptor_base::wait_type;

  Impl(asio::io_context& context, Callback call) : descriptor{context}, callback{std::move(call)} {}

  // A wait under way cannot be taken back alone (cancel() takes both), so one that is no longer
  // wanted is left to fire and then ignored.
  void arm() {
    if (want_read && !waiting_read) wait(Wait::wait_read, &Impl::want_read, &Impl::waiting_read);
    if (want_write && !waiting_write) {
      wait(Wait::wait_write, &Impl::want_write, &Impl::waiting_write);
    }
  }

  void wait(Wait kind, bool Impl::*wanted, bool Impl::*waiting) {
    this->*waiting = true;
    descriptor.async_wait(kind, [self = shared_from_this(), kind, wanted, waiting](error_code) {
      self.get()->*waiting = false;
      // An error of the descriptor is told as "possible": the caller's read or write finds it.
      if (!self->alive || !(self.get()->*wanted)) return;
      self->callback(kind == Wait::wait_read, kind == Wait::wait_write);
      if (self->alive) self->arm();
    });
  }

  asio::posix::stream_descriptor descriptor;
  Callback callback;
  bool want_read = false;
  bool want_write = false;
  bool waiting_read = false;
  bool waiting_write = false;
  bool alive = true;
};

FdWatch::FdWatch(Loop& loop, int fd, Callback callback)
    : impl_{std::make_shared<Impl>(loop.context(), std::move(callback))} {
  error_code error;
  impl_->descriptor.assign(fd, error);
  if (error) {
    throw std::runtime_error("a descriptor cannot be watched: " + error.message());
  }
}

FdWatch::~FdWatch() {
  impl_->alive = false;
  if (impl_->descriptor.is_open()) impl_->descriptor.release();
}

void FdWatch::want(bool read, bool write) {
  impl_->want_read = read;
  impl_->want_write = write;
  impl_->arm();
}

}  // namespace lib
