#include "lib/http_transfer.h"

#include <algorithm>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "lib/gzip.h"
#include "lib/ip_address.h"
#include "lib/sha256.h"

namespace lib {
namespace {

constexpr std::size_t kMaxHeaderBytes = 256U << 10U;
constexpr long kStallBytesPerSecond = 10;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

HttpTransfer::HttpTransfer(HttpRequest request, HttpClient::Callback callback,
                           HttpClientOptions options)
    : request_{std::move(request)},
      callback_{std::move(callback)},
      options_{options},
      easy_{curl_easy_init()} {
  if (!easy_) throw std::bad_alloc{};
}

std::string HttpTransfer::lane() const {
  if (!request_.unix_socket.empty()) return "unix:" + request_.unix_socket;
  return url_.scheme + ' ' + url_.host + ' ' + url_.port;
}

std::optional<HttpFault> HttpTransfer::prepare(const std::string& address) {
  const auto url = parse_url(address);
  if (!url) {
    return HttpFault{HttpFaultCode::bad_address,
                     "\"" + address + "\" is not an address that can be fetched: it must be " +
                         "https://host/… without a user or a password"};
  }
  url_ = *url;
  if (url_.scheme == "http" && request_.unix_socket.empty() && !is_loopback_host(url_.host)) {
    return HttpFault{HttpFaultCode::not_https,
                     "will not ask " + url_.host +
                         " over plain http: use https (http is for this machine only)"};
  }
  response_ = {};
  response_.url = url_.text;
  header_bytes_ = 0;
  stopped_.reset();
  curl_easy_reset(easy_.get());
  set_options();
  set_method_and_body();
  set_headers();
  return std::nullopt;
}

void HttpTransfer::set_options() {
  set_option(easy_, CURLOPT_URL, url_.text.c_str());
  set_option(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  set_option(easy_, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  set_option(easy_, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  set_option(easy_, CURLOPT_PROXY, "");
  set_option(easy_, CURLOPT_NOSIGNAL, 1L);
  set_option(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  set_option(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
  set_option(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
  set_option(easy_, CURLOPT_LOW_SPEED_LIMIT, kStallBytesPerSecond);
  set_option(easy_, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request_.stall_timeout.count()));
  set_option(easy_, CURLOPT_ERRORBUFFER, error_.data());
  set_option(easy_, CURLOPT_HEADERFUNCTION, &HttpTransfer::on_header);
  set_option(easy_, CURLOPT_HEADERDATA, this);
  set_option(easy_, CURLOPT_WRITEFUNCTION, &HttpTransfer::on_body);
  set_option(easy_, CURLOPT_WRITEDATA, this);
  set_option(easy_, CURLOPT_OPENSOCKETFUNCTION, &HttpTransfer::on_open);
  set_option(easy_, CURLOPT_OPENSOCKETDATA, this);
  if (!request_.on_body) {
    set_option(easy_, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_body_bytes));
  }
  if (!request_.ca_file.empty()) set_option(easy_, CURLOPT_CAINFO, request_.ca_file.c_str());
  if (!request_.user_agent.empty()) {
    set_option(easy_, CURLOPT_USERAGENT, request_.user_agent.c_str());
  }
  if (!request_.unix_socket.empty()) {
    set_option(easy_, CURLOPT_UNIX_SOCKET_PATH, request_.unix_socket.c_str());
  }
}

void HttpTransfer::set_method_and_body() {
  if (request_.method == "HEAD") {
    set_option(easy_, CURLOPT_NOBODY, 1L);
    return;
  }
  if (request_.method == "GET") return;
  set_option(easy_, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  set_option(easy_, CURLOPT_POSTFIELDS, request_.body.c_str());
  set_option(easy_, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

void HttpTransfer::set_headers() {
  fields_.reset();
  // Packed bodies are asked for here and not through libcurl, which would unpack them unseen:
  // their bytes are compared with those of last time first.
  if (request_.accept_gzip && !request_.on_body) append(fields_, "Accept-Encoding: gzip");
  for (const auto& [name, value] : request_.headers) {
    // An empty value would make libcurl drop the field; with a semicolon it is sent empty.
    const std::string line = value.empty() ? name + ';' : name + ": " + value;
    append(fields_, line.c_str());
  }
  if (request_.headers.find("Content-Type") == nullptr) append(fields_, "Content-Type:");
  append(fields_, "Expect:");
  set_option(easy_, CURLOPT_HTTPHEADER, fields_.get());
}

std::size_t HttpTransfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  const bool more = static_cast<HttpTransfer*>(self)->take_header({data, size * count});
  return more ? size * count : CURL_WRITEFUNC_ERROR;
}

bool HttpTransfer::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) {
    stopped_ = HttpFaultCode::too_large;
    return false;
  }
  if (line.starts_with("HTTP/")) response_.headers.clear();  // what came before was interim (1xx)
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.starts_with(' ') || line.starts_with('\t')) {
    return true;
  }
  response_.headers.add(std::string{trimmed(line.substr(0, colon))},
                        std::string{trimmed(line.substr(colon + 1))});
  return true;
}

std::size_t HttpTransfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  const bool more = static_cast<HttpTransfer*>(self)->take_body({data, size * count});
  return more ? size * count : CURL_WRITEFUNC_ERROR;
}

bool HttpTransfer::take_body(std::string_view bytes) {
  if (request_.on_body) {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (request_.on_body(static_cast<int>(status), bytes)) return true;
    stopped_ = HttpFaultCode::stopped;
    return false;
  }
  if (response_.body.size() + bytes.size() > request_.max_body_bytes) {
    stopped_ = HttpFaultCode::too_large;
    return false;
  }
  response_.body += bytes;
  return true;
}

curl_socket_t HttpTransfer::on_open(void* self, curlsocktype, curl_sockaddr* address) {
  if (!static_cast<HttpTransfer*>(self)->may_connect(address->addr)) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool HttpTransfer::may_connect(const sockaddr& raw) {
  const auto address = IpAddress::from(raw);
  if (!address) return true;  // a Unix socket
  const bool plain = url_.scheme == "http";
  const bool allowed =
      options_.refuse_private ? address->is_public() : !plain || address->is_loopback();
  if (!allowed) stopped_ = HttpFaultCode::address_refused;
  return allowed;
}

std::optional<HttpResult> HttpTransfer::finish(CURLcode code) {
  if (code != CURLE_OK) return make_unexpected(fault_of(code));
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  if (is_redirect(response_.status) && request_.max_redirects > 0 && idempotent()) {
    return redirect();
  }
  return answer();
}

std::optional<HttpResult> HttpTransfer::redirect() {
  const std::string location = response_.headers.value("Location");
  const auto target = resolve_url(url_.text, location);
  const auto refuse = [&](const std::string& why) {
    return make_unexpected(
        HttpFault{HttpFaultCode::redirect_refused,
                  url_.host + " redirects to \"" + location + "\", which is not followed: " + why});
  };
  if (!target) return refuse("it is not an address");
  if (target->scheme != "https" && !is_loopback_host(target->host))
    return refuse("it is not https");
  const auto& hosts = request_.allowed_hosts;
  if (std::find(hosts.begin(), hosts.end(), target->host) == hosts.end()) {
    return refuse(target->host + " is not one of the allowed hosts");
  }
  if (++hops_ > request_.max_redirects) {
    return make_unexpected(HttpFault{
        HttpFaultCode::redirect_loop,
        url_.host + " redirects more than " + std::to_string(request_.max_redirects) + " times"});
  }
  if (target->host != url_.host) {
    for (const char* secret : {"Authorization", "Cookie"})
      request_.headers.remove(secret);
  }
  next_hop_ = target->text;
  return std::nullopt;
}

HttpResult HttpTransfer::answer() {
  curl_off_t wire_body = 0;
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &wire_body);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
  response_.wire_bytes = header_bytes_ + static_cast<std::uint64_t>(wire_body);
  response_.elapsed = std::chrono::milliseconds{microseconds / 1000};
  if (const std::string* date = response_.headers.find("Date")) {
    response_.date = parse_http_date(*date);
  }
  if (!request_.on_body && request_.method == "GET" && !response_.body.empty()) {
    response_.wire_sha256 = sha256_hex(response_.body);
    response_.same_as_known = response_.wire_sha256 == request_.known_wire_sha256;
  }
  if (response_.same_as_known) {
    response_.body.clear();
  } else if (auto problem = unpack()) {
    return make_unexpected(*std::move(problem));
  }
  return std::move(response_);
}

std::optional<HttpFault> HttpTransfer::unpack() {
  const std::string encoding = response_.headers.value("Content-Encoding");
  const bool packed = encoding == "gzip" || encoding == "x-gzip";
  if (request_.on_body || response_.body.empty() || encoding.empty() || encoding == "identity") {
    return std::nullopt;
  }
  if (!packed) {
    return HttpFault{HttpFaultCode::protocol,
                     url_.host + " answered in an encoding that was not asked for: " + encoding};
  }
  auto plain = gunzip(response_.body, request_.max_body_bytes);
  if (plain) {
    response_.body = *std::move(plain);
    return std::nullopt;
  }
  return fault_of(plain.error() == GzipFault::too_large ? CURLE_FILESIZE_EXCEEDED
                                                        : CURLE_PARTIAL_FILE);
}

}  // namespace lib
