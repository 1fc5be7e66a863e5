#pragma once

// What the tests of the HTTP server share: the server on a thread of its own, and a client that
// says exactly what it is told.
#include <cstring>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/http_server.h"
#include "lib/loop.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace tests {

/// A server on a thread of its own.
struct Running {
  explicit Running(lib::HttpServer::Handler handler, lib::ServerOptions options = {}) {
    options.path = path;
    server.emplace(loop, std::move(options), std::move(handler),
                   [this](const std::string& what) { errors += what; });
    thread = std::thread{[this] { loop.run(); }};
  }
  ~Running() {
    loop.post([this] {
      server.reset();
      loop.stop();
    });
    thread.join();
  }

  /// Runs on the loop, and waits for it.
  template <typename Job>
  auto on_loop(Job job) {
    std::packaged_task<decltype(job())()> task{std::move(job)};
    auto result = task.get_future();
    loop.post([&] { task(); });
    return result.get();
  }

  tests::TempFolder folder;
  std::string path = folder.file("socket");
  lib::Loop loop;
  std::string errors;
  std::optional<lib::HttpServer> server;
  std::thread thread;
};

/// A client that says exactly what it is told.
struct RawClient {
  explicit RawClient(const std::string& path) : fd{::socket(AF_UNIX, SOCK_STREAM, 0)} {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    REQUIRE(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~RawClient() { leave(); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void leave() {
    if (fd >= 0) ::close(std::exchange(fd, -1));
  }
  void say(const std::string& text) {
    CHECK(::send(fd, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
  }
  void no_more() { ::shutdown(fd, SHUT_WR); }

  /// Reads until `mark` came, or to the end when it is empty; what came.
  std::string hear(const std::string& mark = {}) {
    std::string text;
    char c = 0;
    while ((mark.empty() || text.find(mark) == std::string::npos) && ::recv(fd, &c, 1, 0) == 1) {
      text += c;
    }
    return text;
  }

  int fd;
};

inline const std::string kGet = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

inline lib::ServerResponse text(const std::string& body) {
  return {.content_type = "text/plain", .body = body};
}

}  // namespace tests
