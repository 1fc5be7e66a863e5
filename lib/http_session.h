#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "lib/asio.h"
#include "lib/http_server.h"

namespace lib {

using UnixSocket =
    asio::basic_stream_socket<asio::local::stream_protocol, asio::io_context::executor_type>;

class HttpSession;

/// What the sessions need of their server. The sessions are in one of two lists: those that wait
/// for their client, which have a time limit and are in the order of it, and those that do not.
class HttpSessions {
 public:
  using List = std::list<std::shared_ptr<HttpSession>>;

  virtual ~HttpSessions() = default;
  virtual void waits_for_client(HttpSession& session) = 0;
  virtual void is_busy(HttpSession& session) = 0;
  virtual void closed(HttpSession& session) = 0;
  virtual void handle(ServerRequest request, Responder responder) = 0;
  virtual const std::string& date() = 0;  ///< for the Date field
  [[nodiscard]] virtual bool shutting_down() const = 0;
  [[nodiscard]] virtual const ServerOptions& options() const = 0;
};

/// One client: reads a request, has it handled, writes the answer, and again. Only one of these at
/// a time, so that pipelined requests are answered in their order. An idle client holds no buffer.
class HttpSession : public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(HttpSessions& sessions, UnixSocket socket, Peer peer);

  void start() { next_request(); }

  /// Ends it at once; a client that still waits for an answer gets none.
  void close();

  /// As the server shuts down: ends what is idle and streams, lets the rest finish.
  void wind_up();

  void respond(ServerResponse response);
  void begin(ServerResponse head);
  void chunk(const std::string& bytes);
  void end();

  // The server's book-keeping.
  HttpSessions::List::iterator place{};
  bool waiting = false;
  std::chrono::steady_clock::time_point deadline{};

 private:
  using Response = boost::beast::http::response<boost::beast::http::string_body>;
  using Head = boost::beast::http::response<boost::beast::http::empty_body>;

  void next_request();
  void read_header();
  void read_body();
  void refuse(boost::beast::error_code error);
  void refuse(ServerResponse response);
  void handle();
  void watch_for_leaving();
  template <typename Message>
  void fill_head(Message& message, const ServerResponse& response, bool keep_alive);
  void write_pending();
  void answered(bool keep_alive);
  void drain();

  HttpSessions* sessions_;
  UnixSocket socket_;
  Peer peer_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  std::optional<Response> response_;
  std::weak_ptr<Responder::State> responder_;

  bool open_ = true;
  bool idle_ = false;  // between requests, nothing read yet
  bool watching_ = false;
  bool head_only_ = false;
  bool keep_alive_ = false;
  unsigned version_ = 11;

  struct Stream {
    std::optional<Head> head;
    std::optional<boost::beast::http::response_serializer<boost::beast::http::empty_body>>
        serializer;
    std::string pending;
    std::string writing;
    bool chunked = false;
    bool busy = false;
    bool ended = false;
    bool last_written = false;
  };
  std::unique_ptr<Stream> stream_;
};

/// Shared by the copies of a Responder.
class Responder::State {
 public:
  explicit State(std::weak_ptr<HttpSession> session) : session_{std::move(session)} {}
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void client_left();

  std::weak_ptr<HttpSession> session_;
  std::function<void()> on_gone_;
  enum class Phase { open, streaming, over } phase_ = Phase::open;
  bool gone_ = false;
};

}  // namespace lib
