#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tests {

/// A server on a free loopback port that answers each HTTP request with bytes that the test gives,
/// as damaged as it likes. One connection after the other, on a thread of its own; stops when it is
/// destroyed.
class TcpServer {
 public:
  struct Answer {
    std::string bytes;
    bool close = false;  ///< hang up after it
  };
  /// Gets the request, head and body, as it came.
  using Script = std::function<Answer(const std::string& request)>;

  explicit TcpServer(Script script);
  ~TcpServer();
  TcpServer(const TcpServer&) = delete;
  TcpServer& operator=(const TcpServer&) = delete;

  [[nodiscard]] std::string url(const std::string& path = "/") const;
  [[nodiscard]] unsigned short port() const { return port_; }
  [[nodiscard]] std::vector<std::string> requests() const;
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void serve();
  void serve_client(int client);

  Script script_;
  int listener_ = -1;
  unsigned short port_ = 0;
  int stop_read_ = -1;
  int stop_write_ = -1;
  std::atomic<int> connections_{0};
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

/// "HTTP/1.1 200 OK", the fields (each ended by CRLF), a Content-Length and the body.
std::string ok_response(const std::string& body, const std::string& fields = {});

/// A loopback port on which nobody listens.
unsigned short closed_port();

}  // namespace tests
