#include "support/tcp_server.h"

#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {
namespace {

sockaddr_in loopback() {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// Binds to a free loopback port; the socket and the port.
std::pair<int, unsigned short> bound_socket() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback();
  socklen_t size = sizeof address;
  if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no free loopback port");
  }
  return {fd, ntohs(address.sin_port)};
}

/// How many bytes a request takes at the start of `text`; 0 when it is not whole yet.
std::size_t request_length(const std::string& text) {
  const std::size_t head = text.find("\r\n\r\n");
  if (head == std::string::npos) return 0;
  const std::size_t field = text.find("Content-Length: ");
  const std::size_t body = field < head ? std::stoul(text.substr(field + 16)) : 0;
  return text.size() >= head + 4 + body ? head + 4 + body : 0;
}

}  // namespace

TcpServer::TcpServer(Script script) : script_{std::move(script)} {
  std::tie(listener_, port_) = bound_socket();
  int ends[2];
  if (::listen(listener_, 16) != 0 || ::pipe(ends) != 0) throw std::runtime_error("no server");
  stop_read_ = ends[0];
  stop_write_ = ends[1];
  thread_ = std::thread{[this] { serve(); }};
}

TcpServer::~TcpServer() {
  ::close(stop_write_);
  thread_.join();
  ::close(stop_read_);
  ::close(listener_);
}

std::string TcpServer::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<std::string> TcpServer::requests() const {
  const std::lock_guard lock{mutex_};
  return requests_;
}

void TcpServer::serve() {
  for (;;) {
    pollfd wait[2] = {{listener_, POLLIN, 0}, {stop_read_, POLLIN, 0}};
    if (::poll(wait, 2, -1) < 0 || wait[1].revents != 0) return;
    const int client = ::accept(listener_, nullptr, nullptr);
    if (client < 0) continue;
    ++connections_;
    serve_client(client);
    ::close(client);
  }
}

void TcpServer::serve_client(int client) {
  std::string text;
  for (;;) {
    while (const std::size_t length = request_length(text)) {
      const std::string request = text.substr(0, length);
      text.erase(0, length);
      {
        const std::lock_guard lock{mutex_};
        requests_.push_back(request);
      }
      const Answer answer = script_(request);
      (void)::send(client, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL);
      if (answer.close) return;
    }
    pollfd wait[2] = {{client, POLLIN, 0}, {stop_read_, POLLIN, 0}};
    if (::poll(wait, 2, -1) < 0 || wait[1].revents != 0) return;
    char buffer[4096];
    const ssize_t got = ::recv(client, buffer, sizeof buffer, 0);
    if (got <= 0) return;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

std::string ok_response(const std::string& body, const std::string& fields) {
  return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

unsigned short closed_port() {
  const auto [fd, port] = bound_socket();
  ::close(fd);
  return port;
}

}  // namespace tests
