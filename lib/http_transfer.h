#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/curl.h"
#include "lib/http_client.h"
#include "lib/url.h"

namespace lib {

/// One request as libcurl carries it out: what goes in, what comes back, what stops it. Inside of
/// HttpClient; stays where it is while libcurl works on it.
class HttpTransfer {
 public:
  HttpTransfer(HttpRequest request, HttpClient::Callback callback, HttpClientOptions options);
  HttpTransfer(const HttpTransfer&) = delete;
  HttpTransfer& operator=(const HttpTransfer&) = delete;

  /// Makes ready for `address`; a fault when it may not be asked at all.
  std::optional<HttpFault> prepare(const std::string& address);

  /// After libcurl is done: the answer, a fault, or where to go next.
  std::optional<HttpResult> finish(CURLcode code);

  [[nodiscard]] CURL* easy() const { return easy_.get(); }
  [[nodiscard]] std::string lane() const;
  [[nodiscard]] const std::string& next_hop() const { return next_hop_; }
  [[nodiscard]] const HttpClient::Callback& callback() const { return callback_; }

 private:
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);

  void set_options();
  void set_method_and_body();
  void set_headers();
  bool take_header(std::string_view line);
  bool take_body(std::string_view bytes);
  bool may_connect(const sockaddr& address);
  HttpResult answer();
  std::optional<HttpFault> unpack();
  std::optional<HttpResult> redirect();
  HttpFault fault(HttpFaultCode code, std::string_view reason) const;
  HttpFault connect_fault() const;
  HttpFault timeout_fault() const;
  HttpFault fault_of(CURLcode code) const;
  [[nodiscard]] bool idempotent() const {
    return request_.method == "GET" || request_.method == "HEAD";
  }

  HttpRequest request_;
  HttpClient::Callback callback_;
  HttpClientOptions options_;
  Url url_;
  CurlEasy easy_;
  CurlList fields_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  HttpResponse response_;
  std::size_t header_bytes_ = 0;
  unsigned hops_ = 0;
  std::string next_hop_;
  std::optional<HttpFaultCode> stopped_;  // why a callback of ours made libcurl give up
};

}  // namespace lib
