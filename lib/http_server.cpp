#include "lib/http_server.h"

#include <array>
#include <stdexcept>
#include <utility>

#include <sys/socket.h>

#include "lib/http_session.h"
#include "lib/json.h"
#include "lib/loop.h"
#include "lib/unix_listener.h"

namespace lib {

namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds kPauseWithoutDescriptors{100};

Peer peer_of(int socket) {
  ucred credentials{};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) {
    throw std::runtime_error("the kernel does not say who connected");
  }
  return {credentials.uid, credentials.gid, credentials.pid};
}

}  // namespace

const std::string* ServerRequest::query_field(std::string_view name) const {
  for (const auto& [field, value] : query) {
    if (field == name) return &value;
  }
  return nullptr;
}

ServerResponse problem(int status, std::string_view detail) {
  const auto title = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
  json::object body;
  body["type"] = "about:blank";
  body["title"] = title;
  body["status"] = status;
  body["detail"] = detail;
  ServerResponse response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = json::serialize(body) + '\n';
  return response;
}

struct HttpServer::Impl final : HttpSessions, std::enable_shared_from_this<HttpServer::Impl> {
  using Acceptor =
      asio::basic_socket_acceptor<asio::local::stream_protocol, asio::io_context::executor_type>;

  Impl(Loop& loop, ServerOptions with, Handler handle_by,
       std::function<void(const std::string&)> errors_to)
      : loop_{&loop},
        options_{std::move(with)},
        handler{std::move(handle_by)},
        on_error{std::move(errors_to)},
        listener{std::in_place, options_.path, options_.mode, options_.group},
        acceptor{loop.context().get_executor()},
        sweep{loop},
        pause{loop},
        grace{loop} {
    const int copy = ::dup(listener->fd());
    if (copy < 0) throw std::runtime_error("no descriptor left for " + options_.path);
    acceptor.assign(asio::local::stream_protocol{}, copy);
  }

  void accept() {
    acceptor.async_accept([self = shared_from_this()](error_code error, UnixSocket socket) {
      if (!self->acceptor.is_open()) return;
      if (error) {
        // Out of descriptors, most likely: the queue keeps the clients until some are free.
        self->pause.after(kPauseWithoutDescriptors, [weak = std::weak_ptr{self}] {
          if (const auto again = weak.lock()) again->accept();
        });
        return;
      }
      self->welcome(std::move(socket));
      self->accept();
    });
  }

  void welcome(UnixSocket socket) {
    if (waiting.size() + busy.size() >= options_.max_clients) {
      static const std::string kFull = [] {
        const ServerResponse full = problem(503, "Too many clients are connected; try again.");
        return "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\n"
               "Content-Type: " +
               full.content_type + "\r\nContent-Length: " + std::to_string(full.body.size()) +
               "\r\n\r\n" + full.body;
      }();
      // A fresh socket has room for these few bytes; whoever cannot take them gets none.
      (void)::send(socket.native_handle(), kFull.data(), kFull.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      return;
    }
    const Peer peer = peer_of(socket.native_handle());
    auto session = std::make_shared<HttpSession>(*this, std::move(socket), peer);
    session->place = busy.insert(busy.end(), session);
    session->start();
  }

  void waits_for_client(HttpSession& session) override {
    waiting.splice(waiting.end(), session.waiting ? waiting : busy, session.place);
    session.waiting = true;
    session.deadline = steady_clock::now() + options_.idle_timeout;
    if (!sweeping) sweep_later();
  }

  void is_busy(HttpSession& session) override {
    if (!session.waiting) return;
    busy.splice(busy.end(), waiting, session.place);
    session.waiting = false;
  }

  void closed(HttpSession& session) override {
    (session.waiting ? waiting : busy).erase(session.place);
    if (finished && waiting.empty() && busy.empty()) finish();
  }

  /// One timer for all: set for the client whose time is over first, and off while there is none.
  void sweep_later() {
    sweeping = !waiting.empty();
    if (!sweeping) return;
    sweep.after(waiting.front()->deadline - steady_clock::now(), [this] {
      const auto now = steady_clock::now();
      while (!waiting.empty() && waiting.front()->deadline <= now) {
        const auto session = waiting.front();
        session->close();
      }
      sweep_later();
    });
  }

  void handle(ServerRequest request, Responder responder) override {
    const auto failed = [&](const std::string& what) {
      if (on_error) on_error(what);
      // Nothing more can be said when the answer had begun; a stream left open is cut off.
      if (!responder.answered()) responder.send(problem(500, "The request could not be handled."));
    };
    try {
      handler(std::move(request), responder);
    } catch (const std::exception& error) {
      failed(error.what());
    }
  }

  const std::string& date() override {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (now != date_of) {
      date_of = now;
      date_text = format_http_date(now);
    }
    return date_text;
  }

  [[nodiscard]] bool shutting_down() const override { return winding_up; }
  [[nodiscard]] const ServerOptions& options() const override { return options_; }

  [[nodiscard]] std::vector<std::shared_ptr<HttpSession>> all() const {
    std::vector<std::shared_ptr<HttpSession>> sessions{waiting.begin(), waiting.end()};
    sessions.insert(sessions.end(), busy.begin(), busy.end());
    return sessions;
  }

  void stop_listening() {
    error_code ignored;
    acceptor.close(ignored);
    pause.cancel();
    listener.reset();
  }

  void close_all() {
    for (const auto& session : all())
      session->close();
  }

  void finish() {
    grace.cancel();
    // Not called here: it may destroy the server, some of whose calls are under way.
    if (finished) loop_->post(std::exchange(finished, {}));
  }

  Loop* loop_;
  ServerOptions options_;
  Handler handler;
  std::function<void(const std::string&)> on_error;
  std::optional<UnixListener> listener;
  Acceptor acceptor;
  List waiting;
  List busy;
  Timer sweep;
  Timer pause;
  Timer grace;
  bool sweeping = false;
  bool winding_up = false;
  std::function<void()> finished;
  std::chrono::sys_seconds date_of{};
  std::string date_text = format_http_date({});
};

HttpServer::HttpServer(Loop& loop, ServerOptions options, Handler handler,
                       std::function<void(const std::string&)> on_error)
    : impl_{std::make_shared<Impl>(loop, std::move(options), std::move(handler),
                                   std::move(on_error))} {
  impl_->accept();
}

HttpServer::~HttpServer() {
  impl_->finished = {};
  impl_->stop_listening();
  impl_->sweep.cancel();
  impl_->grace.cancel();
  impl_->close_all();
}

void HttpServer::shutdown(std::chrono::milliseconds grace, std::function<void()> done) {
  impl_->winding_up = true;
  impl_->stop_listening();
  for (const auto& session : impl_->all())
    session->wind_up();
  impl_->finished = std::move(done);
  const bool empty = clients() == 0;
  impl_->grace.after(empty ? std::chrono::milliseconds{0} : grace, [impl = impl_.get()] {
    impl->close_all();
    impl->finish();
  });
}

std::size_t HttpServer::clients() const {
  return impl_->waiting.size() + impl_->busy.size();
}

}  // namespace lib
