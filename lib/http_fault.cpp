#include <cerrno>
#include <cstring>

#include "lib/format.h"
#include "lib/http_transfer.h"

// What went wrong, in the words that the reader of `treatyctl status` sees.
namespace lib {
namespace {

std::string seconds_of(std::chrono::milliseconds time) {
  return fmt::format("{:g} s", static_cast<double>(time.count()) / 1000);
}

std::string lower_first(std::string text) {
  const bool word = text.size() > 1 && text[1] >= 'a' && text[1] <= 'z';
  if (word && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

}  // namespace

std::string_view name_of(HttpFaultCode code) {
  switch (code) {
    case HttpFaultCode::bad_address: return "bad-address";
    case HttpFaultCode::not_https: return "not-https";
    case HttpFaultCode::address_refused: return "address-refused";
    case HttpFaultCode::dns: return "dns";
    case HttpFaultCode::refused: return "refused";
    case HttpFaultCode::unreachable: return "unreachable";
    case HttpFaultCode::timeout: return "timeout";
    case HttpFaultCode::tls: return "tls";
    case HttpFaultCode::too_large: return "too-large";
    case HttpFaultCode::redirect_refused: return "redirect-refused";
    case HttpFaultCode::redirect_loop: return "redirect-loop";
    case HttpFaultCode::cut_short: return "cut-short";
    case HttpFaultCode::protocol: return "protocol";
    case HttpFaultCode::stopped: return "stopped";
  }
  return "protocol";
}

HttpFault HttpTransfer::fault(HttpFaultCode code, std::string_view reason) const {
  const std::string& whom = request_.unix_socket.empty() ? url_.host : request_.unix_socket;
  return {code, fmt::format("cannot reach {}: {}", whom, reason)};
}

HttpFault HttpTransfer::connect_fault() const {
  long number = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &number);
  switch (number) {
    case ECONNREFUSED: return fault(HttpFaultCode::refused, "connection refused");
    case ENOENT: return fault(HttpFaultCode::refused, "there is no such socket");
    case ENETUNREACH:
    case EHOSTUNREACH: return fault(HttpFaultCode::unreachable, "no network leads there");
    case 0: return fault(HttpFaultCode::unreachable, lower_first(error_.data()));
    default:
      return fault(HttpFaultCode::unreachable,
                   lower_first(std::strerror(static_cast<int>(number))));
  }
}

HttpFault HttpTransfer::timeout_fault() const {
  curl_off_t connected = 0;
  curl_off_t elapsed = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &connected);
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &elapsed);
  if (connected == 0) {
    return fault(HttpFaultCode::timeout,
                 "no connection within " + seconds_of(std::chrono::milliseconds{elapsed / 1000}));
  }
  const bool total =
      request_.total_timeout.count() > 0 && elapsed / 1000 >= request_.total_timeout.count();
  if (total) {
    return fault(HttpFaultCode::timeout,
                 "no whole answer within " + seconds_of(request_.total_timeout));
  }
  return fault(HttpFaultCode::timeout,
               "its answer came to a halt for " + seconds_of(request_.stall_timeout));
}

HttpFault HttpTransfer::fault_of(CURLcode code) const {
  if (stopped_ == HttpFaultCode::stopped) return {HttpFaultCode::stopped, "stopped on request"};
  if (stopped_ == HttpFaultCode::address_refused) {
    return fault(HttpFaultCode::address_refused, options_.refuse_private
                                                     ? "its address is not on the public Internet"
                                                     : "plain http is for this machine only");
  }
  if (stopped_ == HttpFaultCode::too_large || code == CURLE_FILESIZE_EXCEEDED) {
    return {HttpFaultCode::too_large, fmt::format("the answer of {} is larger than {} bytes",
                                                  url_.host, request_.max_body_bytes)};
  }
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return fault(HttpFaultCode::dns, "its name cannot be resolved");
    case CURLE_COULDNT_CONNECT: return connect_fault();
    case CURLE_OPERATION_TIMEDOUT: return timeout_fault();
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return fault(HttpFaultCode::tls,
                   error_[0] != '\0' ? error_.data() : curl_easy_strerror(code));
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return {HttpFaultCode::cut_short, "the answer of " + url_.host + " broke off"};
    case CURLE_GOT_NOTHING:
      return {HttpFaultCode::cut_short, url_.host + " closed the connection without an answer"};
    default:
      return {
          HttpFaultCode::protocol,
          fmt::format("{} does not answer as HTTP should: {}", url_.host,
                      lower_first(error_[0] != '\0' ? error_.data() : curl_easy_strerror(code)))};
  }
}

}  // namespace lib
