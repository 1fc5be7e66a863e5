#include "lib/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

// The header of glibc 2.36 forgets that C++ may read it.
extern "C" {
#include <sys/pidfd.h>
}

#include "lib/loop.h"

namespace lib {
namespace {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_{fd} {}
  Fd(Fd&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { close(); }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

struct Pipe {
  Fd read;
  Fd write;
  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read = Fd{ends[0]};
    write = Fd{ends[1]};
    return true;
  }
};

/// posix_spawn's two settings, freed at the end.
struct SpawnSettings {
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};

  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }

  void give(int fd, int stream) { posix_spawn_file_actions_adddup2(&actions, fd, stream); }

  void finish() {
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    sigset_t all;
    sigset_t none;
    sigfillset(&all);
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
};

}  // namespace

struct Process::Impl : std::enable_shared_from_this<Process::Impl> {
  struct Output {
    Fd fd;
    std::string* kept = nullptr;
    std::unique_ptr<FdWatch> watch;
  };

  Impl(Loop& loop_, ProcessRequest request_, Callback callback_)
      : loop{loop_},
        request{std::move(request_)},
        callback{std::move(callback_)},
        limit{loop_},
        outputs{Output{Fd{}, &end.out, nullptr}, Output{Fd{}, &end.err, nullptr}} {}

  Loop& loop;
  ProcessRequest request;
  Callback callback;
  ProcessEnd end;
  Timer limit;
  pid_t pid = -1;
  Fd exit_fd;
  std::unique_ptr<FdWatch> exit_watch;
  Fd input;
  std::size_t written = 0;
  std::unique_ptr<FdWatch> input_watch;
  std::array<Output, 2> outputs;

  void start() {
    const int failed = spawn();
    if (failed != 0) return fail(failed);
    exit_fd = Fd{::pidfd_open(pid, 0)};
    if (!exit_fd.is_open()) {
      const int why = errno;
      kill_group();
      reap();
      return fail(why);
    }
    exit_watch = watch(exit_fd, [this] { ended(); });
    exit_watch->want(true, false);
    input_watch = watch(input, [this] { write_input(); });
    input_watch->want(false, true);
    for (Output& output : outputs) {
      output.watch = watch(output.fd, [this, &output] { read_output(output); });
      output.watch->want(true, false);
    }
    limit.after(request.timeout, [this] {
      end.timed_out = true;
      kill_group();
    });
  }

  template <typename F>
  std::unique_ptr<FdWatch> watch(const Fd& fd, F job) {
    return std::make_unique<FdWatch>(loop, fd.get(), [job](bool, bool) { job(); });
  }

  int spawn() {
    Pipe in;
    Pipe out;
    Pipe err;
    if (!in.open() || !out.open() || !err.open()) return errno;
    SpawnSettings settings;
    settings.give(in.read.get(), STDIN_FILENO);
    settings.give(out.write.get(), STDOUT_FILENO);
    settings.give(err.write.get(), STDERR_FILENO);
    settings.finish();
    std::vector<char*> words;
    for (std::string& word : request.argv)
      words.push_back(word.data());
    words.push_back(nullptr);
    const int failed = ::posix_spawnp(&pid, words.front(), &settings.actions, &settings.attributes,
                                      words.data(), environ);
    input = std::move(in.write);
    outputs[0].fd = std::move(out.read);
    outputs[1].fd = std::move(err.read);
    if (failed != 0) pid = -1;
    return failed;
  }

  void fail(int why) {
    ProcessFault fault;
    fault.permanent = why == ENOENT || why == EACCES || why == ENOTDIR || why == ENOEXEC ||
                      why == ELOOP || why == ENAMETOOLONG || why == EISDIR;
    fault.sentence = "cannot run " + request.argv.front() + ": " + std::strerror(why);
    loop.post([weak = weak_from_this(), fault] {
      if (const auto self = weak.lock()) self->finish(make_unexpected(fault));
    });
  }

  // A program need not read its input: a broken pipe is its own affair.
  void write_input() {
    while (written < request.input.size()) {
      const ssize_t n =
          ::write(input.get(), request.input.data() + written, request.input.size() - written);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0 && errno == EAGAIN) return;
      if (n < 0) break;
      written += static_cast<std::size_t>(n);
    }
    input_watch.reset();
    input.close();
  }

  void read_output(Output& output) {
    std::array<char, 16384> buffer{};
    for (;;) {
      const ssize_t n = ::read(output.fd.get(), buffer.data(), buffer.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0 && errno == EAGAIN) return;
      if (n <= 0) break;
      const std::size_t room = request.output_limit - output.kept->size();
      output.kept->append(buffer.data(), std::min(room, static_cast<std::size_t>(n)));
      // A program that never stops talking must not keep the loop here.
      if (room == 0) return;
    }
    output.watch.reset();
    output.fd.close();
  }

  // What its children still hold open is not waited for.
  void ended() {
    for (Output& output : outputs) {
      if (output.watch) read_output(output);
    }
    const int status = reap();
    if (WIFEXITED(status)) {
      end.status = WEXITSTATUS(status);
    } else {
      end.signal = WTERMSIG(status);
    }
    finish(std::move(end));
  }

  void finish(ProcessResult result) {
    const auto self = shared_from_this();
    stop_watching();
    if (const auto call = std::exchange(callback, nullptr)) call(std::move(result));
  }

  void stop_watching() {
    limit.cancel();
    exit_watch.reset();
    input_watch.reset();
    for (Output& output : outputs)
      output.watch.reset();
  }

  // Safe until it is reaped: its id cannot belong to anybody else before that.
  void kill_group() const {
    if (pid > 0) ::kill(-pid, SIGKILL);
  }

  int reap() {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    pid = -1;
    return status;
  }

  // A killed program is gone in a moment, so that this wait is short.
  void abandon() {
    callback = nullptr;
    stop_watching();
    if (pid <= 0) return;
    kill_group();
    reap();
  }
};

Process::Process(Loop& loop, ProcessRequest request, Callback callback)
    : impl_{std::make_shared<Impl>(loop, std::move(request), std::move(callback))} {
  impl_->start();
}

Process::~Process() {
  impl_->abandon();
}

}  // namespace lib
