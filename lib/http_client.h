#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/expected.h"
#include "lib/http_headers.h"

namespace lib {

class Loop;

struct HttpRequest {
  std::string method = "GET";
  std::string url{};  ///< https; http only to a loopback host or over `unix_socket`
  HttpHeaders headers{};
  std::string body{};
  std::string user_agent{};
  std::string ca_file{};      ///< PEM; instead of the system's authorities. For tests.
  std::string unix_socket{};  ///< connect to this path; the URL's host is then only a name

  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds total_timeout{
      120'000};                            ///< 0: none. Waiting for a lane does not count.
  std::chrono::seconds stall_timeout{30};  ///< that long under 10 bytes a second
  std::size_t max_body_bytes = 8U << 20U;  ///< of the body as sent, and as unpacked

  bool accept_gzip = true;
  /// The `wire_sha256` of an earlier response. When the body comes over the wire byte for byte the
  /// same, it is not unpacked: `same_as_known` is set and `body` is empty.
  std::string known_wire_sha256{};

  /// Redirects are followed for GET and HEAD only, each to https (or loopback) and to one of these
  /// hosts; with 0 a redirect is an ordinary response.
  unsigned max_redirects = 0;
  std::vector<std::string> allowed_hosts{};

  /// When set, the body is handed over as it comes (not unpacked, not kept, no cap); returning
  /// false ends the transfer with the fault `stopped`.
  std::function<bool(int status, std::string_view bytes)> on_body{};
};

struct HttpResponse {
  int status = 0;
  HttpHeaders headers{};       ///< ETag and Last-Modified exactly as the server wrote them
  std::string body{};          ///< unpacked
  std::string wire_sha256{};   ///< of the body as it came over the wire; empty with on_body
  bool same_as_known = false;  ///< see HttpRequest::known_wire_sha256
  std::string url{};           ///< the address that answered, after redirects
  std::optional<std::chrono::sys_seconds> date{};  ///< the server's clock (Date)
  std::uint64_t wire_bytes = 0;                    ///< headers and body as received
  std::chrono::milliseconds elapsed{0};            ///< of the last hop
};

enum class HttpFaultCode {
  bad_address,      ///< the URL cannot be used at all
  not_https,        ///< plain http to another machine
  address_refused,  ///< the name leads to an address that policy forbids
  dns,
  refused,  ///< nobody listens there
  unreachable,
  timeout,
  tls,  ///< includes a certificate that is not trusted
  too_large,
  redirect_refused,
  redirect_loop,
  cut_short,  ///< the answer broke off
  protocol,   ///< not HTTP, or an encoding nobody asked for
  stopped,    ///< by on_body
};
std::string_view name_of(HttpFaultCode code);  ///< stable, hyphenated: "cut-short"

struct HttpFault {
  HttpFaultCode code = HttpFaultCode::protocol;
  std::string sentence;  ///< "cannot reach treaties.un.org: connection refused"
};

using HttpResult = expected<HttpResponse, HttpFault>;

struct HttpClientOptions {
  /// Transfers to one host and port at a time; the others wait in the order they came.
  unsigned connections_per_host = 1;

  /// Refuses to connect to anything but public addresses (no loopback, private, link-local, …),
  /// judged on the address about to be connected to, so that a name cannot lie.
  bool refuse_private = false;
};

/// HTTP by libcurl on the loop. Certificates are always verified: there is no switch. Plain http
/// goes to this machine only. No proxy is taken from the environment. HTTP/1.1.
///
/// Loop thread only. The loop must outlive the client; destroying the client drops what is under
/// way without a callback.
class HttpClient {
 public:
  using Id = std::uint64_t;
  using Callback = std::function<void(HttpResult)>;

  explicit HttpClient(Loop& loop, HttpClientOptions options = {});
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Calls back once, never inside this call. Every status is a response; faults are for answers
  /// that did not come whole.
  Id fetch(HttpRequest request, Callback callback);

  /// The callback will not run. Nothing happens when it already did.
  void cancel(Id id);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// One request on a loop of its own; blocks until it is answered. For command line programs.
HttpResult fetch_once(HttpRequest request, HttpClientOptions options = {});

}  // namespace lib
