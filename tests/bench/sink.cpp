// sink smtp|http LOG: a server on loopback that takes everything, as fast as one thread can, and
// prints its port. At the end of its standard input it writes what came to LOG, a line each:
// "RECIPIENT MESSAGE-ID" of a mail, "PATH WEBHOOK-ID" of a POST; the first one to LOG.first; and
// the seconds from the first one to the last to LOG.span.
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> came;
std::string first;
Clock::time_point began;
Clock::time_point ended;

void take(std::string what, std::string_view body) {
  ended = Clock::now();
  if (came.empty()) {
    began = ended;
    first = body;
  }
  came.push_back(std::move(what));
}

/// The value of a header; empty when there is none.
std::string header(std::string_view head, std::string_view name) {
  std::string lower{head};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::size_t at = lower.find("\r\n" + std::string{name} + ": ");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 4;
  return std::string{head.substr(from, head.find("\r\n", from) - from)};
}

struct Connection {
  std::string in;
  std::string recipient;
  bool data = false;

  /// Takes one command, mail or request off `in`, and gives what to answer; empty when more of it
  /// has to come.
  std::string smtp() {
    if (data) {
      const std::size_t end = in.find("\r\n.\r\n");
      if (end == std::string::npos) return {};
      const std::string head = "\r\n" + in.substr(0, in.find("\r\n\r\n") + 2);
      take(recipient + ' ' + header(head, "message-id"), std::string_view{in}.substr(0, end + 2));
      in.erase(0, end + 5);
      data = false;
      return "250 2.0.0 taken\r\n";
    }
    const std::size_t end = in.find("\r\n");
    if (end == std::string::npos) return {};
    const std::string line = in.substr(0, end);
    in.erase(0, end + 2);
    if (line.starts_with("RCPT TO:<")) recipient = line.substr(9, line.find('>') - 9);
    data = line.starts_with("DATA");
    return data ? "354 go on\r\n" : line.starts_with("QUIT") ? "221 bye\r\n" : "250 ok\r\n";
  }

  std::string http() {
    const std::size_t end = in.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    const std::string head = in.substr(0, end + 2);
    const std::size_t length = std::strtoul(header(head, "content-length").c_str(), nullptr, 10);
    if (in.size() < end + 4 + length) return {};
    const std::size_t path = head.find(' ') + 1;
    take(head.substr(path, head.find(' ', path) - path) + ' ' + header(head, "webhook-id"),
         std::string_view{in}.substr(end + 4, length));
    in.erase(0, end + 4 + length);
    return "HTTP/1.1 204 No Content\r\n\r\n";
  }
};

int listener() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(fd, 512) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    std::perror("sink");
    std::exit(1);
  }
  std::printf("%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  return fd;
}

void say(int fd, const std::string& text) {
  if (::send(fd, text.data(), text.size(), MSG_NOSIGNAL) < 0) ::shutdown(fd, SHUT_RDWR);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const bool is_mail = std::string_view{argv[1]} == "smtp";
  const int entry = listener();
  const int epoll = ::epoll_create1(0);
  const auto watch = [&](int fd) {
    epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  };
  watch(entry);
  watch(STDIN_FILENO);
  std::unordered_map<int, Connection> open;
  std::vector<char> buffer(1 << 16);
  for (bool going = true; going;) {
    epoll_event events[64];
    const int count = ::epoll_wait(epoll, events, 64, -1);
    for (int i = 0; i < count; ++i) {
      const int fd = events[i].data.fd;
      if (fd == STDIN_FILENO) {
        going = false;
        continue;
      }
      if (fd == entry) {
        const int peer = ::accept4(entry, nullptr, nullptr, SOCK_CLOEXEC);
        const int on = 1;
        ::setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        open[peer];
        watch(peer);
        if (is_mail) say(peer, "220 sink ESMTP\r\n");
        continue;
      }
      const ssize_t size = ::recv(fd, buffer.data(), buffer.size(), 0);
      if (size <= 0) {
        open.erase(fd);
        ::close(fd);
        continue;
      }
      Connection& one = open[fd];
      one.in.append(buffer.data(), static_cast<std::size_t>(size));
      for (;;) {
        const std::string answer = is_mail ? one.smtp() : one.http();
        if (answer.empty()) break;
        say(fd, answer);
      }
    }
  }
  std::ofstream log{argv[2]};
  for (const std::string& line : came)
    log << line << '\n';
  std::ofstream one{argv[2] + std::string{".first"}, std::ios::binary};
  one << first;
  std::ofstream span{argv[2] + std::string{".span"}};
  span << std::chrono::duration<double>(ended - began).count() << '\n';
  return log.flush() && one.flush() && span.flush() ? 0 : 1;
}
