#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/expected.h"

namespace lib {

class Loop;

enum class SmtpSecurity {
  none,      ///< only to a loopback host: refused for any other
  starttls,  ///< required: a server that does not offer it is a fault
  tls,       ///< from the first byte (port 465)
};

/// One message to one server, or with `hello_only` no message: it connects, says hello, turns on
/// TLS and logs in, as it would for one, and leaves. Addresses are bare ("a@example.org"), without
/// angle brackets.
struct SmtpRequest {
  std::string host{};
  std::uint16_t port = 0;
  bool hello_only = false;
  SmtpSecurity security = SmtpSecurity::tls;
  std::string user{};  ///< empty: no authentication
  std::string password{};
  std::string from{};             ///< envelope sender; empty for the null sender <>
  std::vector<std::string> to{};  ///< envelope recipients; if one is refused, nothing is sent
  std::string message{};          ///< RFC 5322; a bare line feed is sent as CRLF
  std::string helo{};             ///< the name we give; empty: this machine's
  std::string ca_file{};          ///< PEM; instead of the system's authorities. For tests.
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds total_timeout{120'000};
};

struct SmtpReceipt {
  std::string reply;  ///< the server's last words: "250 OK: queued as 4711"
};

enum class SmtpFaultKind {
  permanent,  ///< 5xx, or a message that cannot be sent as it is: do not repeat it unchanged
  temporary,  ///< 4xx: the server asks to come again
  network,    ///< not reached, broke off, too slow, not trusted: nobody refused the message
};
std::string_view name_of(SmtpFaultKind kind);

/// How far a message had come.
enum class SmtpStage {
  server,     ///< connection, greeting, TLS, login, sender: the same for every message to it
  recipient,  ///< an envelope recipient was named
  message,    ///< the message itself was offered
};

struct SmtpFault {
  SmtpFaultKind kind = SmtpFaultKind::network;
  int code = 0;                         ///< the server's reply code; 0 when it did not refuse
  std::string reply;                    ///< the server's words, as sent; may be empty
  SmtpStage stage = SmtpStage::server;  ///< where it happened
  std::string sentence;  ///< "mail.example.org refused the message: 550 5.1.1 no such user"
};

using SmtpResult = expected<SmtpReceipt, SmtpFault>;

/// One request on a loop of its own; blocks until it is answered. For command line programs.
SmtpResult send_once(SmtpRequest request);

/// Sends mail by libcurl on the loop. Certificates are always verified; passwords go over TLS or to
/// this machine only, and into no text. A server that took the message but whose answer was lost
/// looks like a network fault: repeating it may send twice, so the message needs a stable
/// Message-ID.
///
/// Loop thread only. The loop must outlive the client; destroying the client drops what is under
/// way without a callback.
class SmtpClient {
 public:
  using Id = std::uint64_t;
  using Callback = std::function<void(SmtpResult)>;

  /// Up to `connections_per_host` transfers to one host and port at a time; the others wait.
  explicit SmtpClient(Loop& loop, unsigned connections_per_host = 1);
  ~SmtpClient();
  SmtpClient(const SmtpClient&) = delete;
  SmtpClient& operator=(const SmtpClient&) = delete;

  /// Calls back once, never inside this call.
  Id send(SmtpRequest request, Callback callback);

  /// The callback will not run; the message may have been taken all the same.
  void cancel(Id id);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace lib
