#include "lib/http_session.h"

#include <utility>

#include "lib/url.h"

namespace lib {

namespace http = boost::beast::http;
using boost::beast::error_code;

namespace {

// How much of a refused request is read and thrown away, so that its sender gets to the answer.
constexpr std::size_t kMaxDrainedBytes = 1U << 20U;

bool has_no_body(int status) {
  return status == 204 || status == 304;
}

}  // namespace

HttpSession::HttpSession(HttpSessions& sessions, UnixSocket socket, Peer peer)
    : sessions_{&sessions}, socket_{std::move(socket)}, peer_{peer} {}

void HttpSession::close() {
  if (!open_) return;
  open_ = false;
  const auto self = shared_from_this();
  error_code ignored;
  socket_.close(ignored);
  sessions_->closed(*this);
  if (const auto responder = std::exchange(responder_, {}).lock()) responder->client_left();
}

void HttpSession::wind_up() {
  if (idle_ && buffer_.size() == 0) {
    close();
  } else if (stream_ && !stream_->ended) {
    if (const auto responder = std::exchange(responder_, {}).lock()) responder->client_left();
    end();
  }
}

void HttpSession::next_request() {
  sessions_->waits_for_client(*this);
  parser_.reset();
  response_.reset();
  if (buffer_.size() > 0) {
    read_header();
    return;
  }
  buffer_ = {};
  idle_ = true;
  socket_.async_wait(UnixSocket::wait_read, [self = shared_from_this()](error_code error) {
    if (error || !self->open_) return self->close();
    self->idle_ = false;
    self->read_header();
  });
}

void HttpSession::read_header() {
  const ServerOptions& options = sessions_->options();
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(options.max_header_bytes));
  parser_->body_limit(options.max_body_bytes);
  http::async_read_header(socket_, buffer_, *parser_,
                          [self = shared_from_this()](error_code error, std::size_t) {
                            if (!self->open_) return;
                            if (error) return self->refuse(error);
                            if (self->parser_->is_done()) return self->handle();
                            self->read_body();
                          });
}

void HttpSession::read_body() {
  const auto read = [this] {
    http::async_read(socket_, buffer_, *parser_,
                     [self = shared_from_this()](error_code error, std::size_t) {
                       if (!self->open_) return;
                       if (error) return self->refuse(error);
                       self->handle();
                     });
  };
  const bool expects = boost::beast::iequals(parser_->get()[http::field::expect], "100-continue");
  if (!expects) return read();
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(socket_, asio::buffer(kContinue),
                    [self = shared_from_this(), read](error_code error, std::size_t) {
                      if (!self->open_) return;
                      if (error) return self->close();
                      read();
                    });
}

void HttpSession::refuse(error_code error) {
  if (error == http::error::header_limit) {
    return refuse(problem(431, "The header of the request is too large."));
  }
  if (error == http::error::body_limit) {
    return refuse(problem(413, "The body of the request is too large."));
  }
  const bool left = error == http::error::end_of_stream || error == http::error::partial_message ||
                    error.category() != make_error_code(http::error::bad_method).category();
  if (left) return close();
  refuse(problem(400, "This is not an HTTP/1.1 request: " + error.message() + "."));
}

void HttpSession::refuse(ServerResponse response) {
  version_ = 11;
  head_only_ = false;
  keep_alive_ = false;
  respond(std::move(response));
}

void HttpSession::handle() {
  const auto& message = parser_->get();
  version_ = message.version();
  keep_alive_ = message.keep_alive();
  head_only_ = message.method() == http::verb::head;
  if (version_ == 11 && message.find(http::field::host) == message.end()) {
    return refuse(problem(400, "A request needs a Host field (RFC 9112, 3.2)."));
  }
  auto target = parse_target({message.target().data(), message.target().size()});
  if (!target) return refuse(problem(400, "The target of the request is not a path."));

  ServerRequest request;
  request.method = std::string{message.method_string()};
  request.target = std::string{message.target()};
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  for (const auto& field : message) {
    request.headers.add(std::string{field.name_string()}, std::string{field.value()});
  }
  request.body = std::move(parser_->get().body());
  request.peer = peer_;
  parser_.reset();

  sessions_->is_busy(*this);
  const auto state = std::make_shared<Responder::State>(weak_from_this());
  responder_ = state;
  sessions_->handle(std::move(request), Responder{state});
  const bool pending = state->phase_ == Responder::State::Phase::open || stream_;
  if (open_ && pending) watch_for_leaving();
}

void HttpSession::watch_for_leaving() {
  if (watching_) return;
  watching_ = true;
  // Only a full hang-up ends this wait: a client that merely has nothing more to say still listens.
  socket_.async_wait(UnixSocket::wait_error, [self = shared_from_this()](error_code error) {
    self->watching_ = false;
    if (!error) self->close();
  });
}

template <typename Message>
void HttpSession::fill_head(Message& message, const ServerResponse& response, bool keep_alive) {
  message.version(version_);
  message.result(static_cast<unsigned>(response.status));
  message.set(http::field::date, sessions_->date());
  if (!response.content_type.empty() && !has_no_body(response.status)) {
    message.set(http::field::content_type, response.content_type);
  }
  for (const auto& [name, value] : response.headers)
    message.insert(name, value);
  message.keep_alive(keep_alive);
}

void HttpSession::respond(ServerResponse response) {
  if (!open_) return;
  // The time that the client takes to read the answer is limited again.
  sessions_->waits_for_client(*this);
  const bool keep_alive = keep_alive_ && !sessions_->shutting_down();
  response_.emplace();
  fill_head(*response_, response, keep_alive);
  if (!has_no_body(response.status)) {
    response_->content_length(response.body.size());
    if (!head_only_) response_->body() = std::move(response.body);
  }
  http::async_write(socket_, *response_,
                    [self = shared_from_this(), keep_alive](error_code error, std::size_t) {
                      if (!self->open_) return;
                      if (error) return self->close();
                      self->answered(keep_alive);
                    });
}

void HttpSession::answered(bool keep_alive) {
  // A stream that ended on this side (HEAD, shutdown) must not reach into the next answer.
  if (const auto responder = std::exchange(responder_, {}).lock()) responder->client_left();
  stream_.reset();
  if (keep_alive && !sessions_->shutting_down()) return next_request();
  error_code ignored;
  socket_.shutdown(UnixSocket::shutdown_send, ignored);
  sessions_->waits_for_client(*this);
  drain();
}

void HttpSession::drain() {
  // Closing with unread bytes would reset the connection under an answer that is still to be read.
  buffer_.clear();
  auto taken = std::make_shared<std::size_t>(0);
  auto step = std::make_shared<std::function<void()>>();
  *step = [self = shared_from_this(), taken, weak = std::weak_ptr{step}] {
    self->socket_.async_read_some(
        self->buffer_.prepare(4096),
        [self, taken, again = weak.lock()](error_code error, std::size_t count) {
          *taken += count;
          if (error || *taken > kMaxDrainedBytes) return self->close();
          (*again)();
        });
  };
  (*step)();
}

void HttpSession::begin(ServerResponse head) {
  if (!open_) return;
  stream_ = std::make_unique<Stream>();
  stream_->chunked = version_ == 11 && !head_only_;
  keep_alive_ = keep_alive_ && version_ == 11;
  stream_->head.emplace();
  fill_head(*stream_->head, head, keep_alive_ && !sessions_->shutting_down());
  stream_->head->chunked(version_ == 11);
  stream_->serializer.emplace(*stream_->head);
  stream_->busy = true;
  if (head_only_) {
    stream_->ended = true;
    stream_->last_written = true;
  } else {
    stream_->pending = std::move(head.body);
  }
  http::async_write_header(socket_, *stream_->serializer,
                           [self = shared_from_this()](error_code error, std::size_t) {
                             if (!self->open_) return;
                             if (error) return self->close();
                             self->stream_->busy = false;
                             self->write_pending();
                           });
}

void HttpSession::chunk(const std::string& bytes) {
  if (!open_ || !stream_ || stream_->ended) return;
  stream_->pending += bytes;
  if (stream_->pending.size() > sessions_->options().max_pending_bytes) return close();
  write_pending();
}

void HttpSession::end() {
  if (!open_ || !stream_) return;
  stream_->ended = true;
  // From here on only the client's reading is waited for.
  sessions_->waits_for_client(*this);
  write_pending();
}

void HttpSession::write_pending() {
  Stream& stream = *stream_;
  if (stream.busy) return;
  auto written = [self = shared_from_this()](error_code error, std::size_t) {
    if (!self->open_) return;
    if (error) return self->close();
    self->stream_->busy = false;
    self->write_pending();
  };
  if (!stream.pending.empty()) {
    stream.busy = true;
    stream.writing = std::exchange(stream.pending, {});
    const auto buffer = asio::buffer(stream.writing);
    if (stream.chunked) {
      asio::async_write(socket_, http::make_chunk(buffer), std::move(written));
    } else {
      asio::async_write(socket_, buffer, std::move(written));
    }
  } else if (stream.ended && stream.chunked && !stream.last_written) {
    stream.busy = true;
    stream.last_written = true;
    asio::async_write(socket_, http::make_chunk_last(), std::move(written));
  } else if (stream.ended) {
    answered(keep_alive_);
  }
}

}  // namespace lib
