#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "lib/http_headers.h"

namespace lib {

class Loop;

/// Who is at the other end of a Unix socket, by the kernel's word (SO_PEERCRED), as of connect().
struct Peer {
  uid_t uid = 0;
  gid_t gid = 0;
  pid_t pid = 0;
};

struct ServerRequest {
  std::string method;
  std::string target;                                      ///< as sent: "/v1/events?after=7"
  std::string path;                                        ///< decoded: "/v1/events"
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
  HttpHeaders headers;
  std::string body;
  Peer peer;

  /// The first query field of that name; nullptr when there is none.
  [[nodiscard]] const std::string* query_field(std::string_view name) const;
};

struct ServerResponse {
  int status = 200;
  std::string content_type = "application/json";
  std::string body{};
  HttpHeaders headers{};  ///< more fields; length, date and connection are filled in
};

/// An error as application/problem+json (RFC 9457):
/// {"type":"about:blank","title","status","detail"}.
ServerResponse problem(int status, std::string_view detail);

/// Where an answer goes. Copies share it; it may be kept and used later, on the loop thread. One
/// answer: a second one throws std::logic_error. When the last copy goes without an answer, the
/// client gets a 500. After the client has left, whatever is sent goes nowhere, quietly.
class Responder {
 public:
  class State;
  explicit Responder(std::shared_ptr<State> state) : state_{std::move(state)} {}

  void send(ServerResponse response) const;

  /// Begins an answer that goes on: the body of `head` is the first chunk. To a HEAD request only
  /// the header is sent, and the stream is over at once.
  void begin(ServerResponse head) const;
  /// Sends more. A client that lets more than ServerOptions::max_pending_bytes pile up is cut off.
  void chunk(const std::string& bytes) const;
  void end() const;

  /// Called once when the client leaves (or is cut off) before its answer ended; not after that,
  /// and never inside this call. `notice` must not keep a copy of this Responder.
  void on_gone(std::function<void()> notice) const;
  [[nodiscard]] bool gone() const;
  [[nodiscard]] bool answered() const;  ///< sent, or begun

 private:
  std::shared_ptr<State> state_;
};

struct ServerOptions {
  std::string path{};  ///< of the socket; its directory must exist
  mode_t mode = 0660;
  std::optional<gid_t> group{};               ///< nullopt: the process's
  std::size_t max_header_bytes = 16U << 10U;  ///< beyond it: 431
  std::size_t max_body_bytes = 64U << 10U;    ///< beyond it: 413
  std::size_t max_clients = 1024;             ///< beyond it: 503
  std::size_t max_pending_bytes = 1U << 20U;
  /// A connection without a request, a request that does not come whole, and an answer that is not
  /// taken end after this time. An answer that is being thought about, and a stream, do not.
  std::chrono::milliseconds idle_timeout{60'000};
};

/// HTTP/1.1 on a Unix stream socket. Keep-alive; pipelined requests are answered in their order.
/// Loop thread only; never blocks it. Not to be destroyed inside of a handler or a notice.
///
/// The socket appears at its path complete: it is bound to a name beside it with no rights at all,
/// given its group and mode, made to listen, and then renamed into place, so that no umask and no
/// order of calls leaves it open for a moment. Two servers that start at once are kept apart by a
/// lock on the directory. A socket that nobody answers on is replaced; one that is answered, or a
/// file that is no socket, is left alone and refused.
class HttpServer {
 public:
  using Handler = std::function<void(ServerRequest, Responder)>;

  /// Listens. Throws std::runtime_error with path and reason. An exception from the handler
  /// becomes a 500 and goes to `on_error`.
  HttpServer(Loop& loop, ServerOptions options, Handler handler,
             std::function<void(const std::string&)> on_error = {});

  /// Cuts every client off and removes the socket, if it is still this server's.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  /// Takes no more clients, removes the socket, ends idle connections and streams, lets answers
  /// under way finish for up to `grace`; then calls `done`.
  void shutdown(std::chrono::milliseconds grace, std::function<void()> done);

  [[nodiscard]] std::size_t clients() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace lib
