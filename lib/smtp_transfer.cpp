#include "lib/smtp_transfer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

#include "lib/format.h"
#include "lib/ip_address.h"
#include "lib/url.h"

namespace lib {
namespace {

constexpr int kTooLarge = 552;
constexpr long kUploadBuffer = 32L * 1024;

/// An address that cannot break out of its line or its angle brackets.
bool is_safe_address(const std::string& address) {
  return std::none_of(address.begin(), address.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == 0x7F;
  });
}

bool has_bare_line_feed(const std::string& text) {
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') return true;
  }
  return false;
}

std::string with_crlf(std::string text) {
  if (!has_bare_line_feed(text)) return text;
  std::string result;
  result.reserve(text.size() + text.size() / 32);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) result += '\r';
    result += text[i];
  }
  return result;
}

std::string bracketed(const std::string& address) {
  return '<' + address + '>';
}

/// The code a reply begins with; 0 when it begins with none.
int code_of(const std::string& reply) {
  const bool digits = reply.size() >= 3 && std::all_of(reply.begin(), reply.begin() + 3,
                                                       [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::stoi(reply.substr(0, 3)) : 0;
}

}  // namespace

std::string_view name_of(SmtpFaultKind kind) {
  switch (kind) {
    case SmtpFaultKind::permanent: return "permanent";
    case SmtpFaultKind::temporary: return "temporary";
    case SmtpFaultKind::network: return "network";
  }
  return "network";
}

int OpenSockets::open(int family, int type, int protocol) {
  const std::lock_guard lock{mutex_};
  if (down_) return -1;
  const int fd = ::socket(family, type | SOCK_CLOEXEC, protocol);
  if (fd >= 0) open_.insert(fd);
  return fd;
}

int OpenSockets::close(int fd) {
  const std::lock_guard lock{mutex_};
  open_.erase(fd);
  return ::close(fd);
}

void OpenSockets::shut_down() {
  const std::lock_guard lock{mutex_};
  down_ = true;
  for (const int fd : open_)
    ::shutdown(fd, SHUT_RDWR);
}

SmtpTransfer::SmtpTransfer(SmtpRequest request, OpenSockets& sockets)
    : request_{std::move(request)}, sockets_{&sockets}, easy_{curl_easy_init()} {
  if (!easy_) throw std::bad_alloc{};
}

std::string SmtpTransfer::lane() const {
  return request_.host + ' ' + std::to_string(request_.port);
}

std::optional<SmtpFault> SmtpTransfer::objection() const {
  const auto refuse = [](std::string sentence, SmtpStage stage = SmtpStage::message) {
    return SmtpFault{SmtpFaultKind::permanent, 0, "", stage, std::move(sentence)};
  };
  if (request_.security == SmtpSecurity::none && !is_loopback_host(request_.host)) {
    return refuse("will not send mail to " + request_.host +
                      " without TLS: that is for this machine only; use starttls or tls",
                  SmtpStage::server);
  }
  if (request_.to.empty() && !request_.hello_only) return refuse("the message has no recipient");
  for (const std::string& address : request_.to) {
    if (address.empty() || !is_safe_address(address)) {
      return refuse("\"" + address + "\" is not a mail address");
    }
  }
  if (!is_safe_address(request_.from) || !is_safe_address(request_.helo)) {
    return refuse("the sender's address or our own name holds a space or a bracket");
  }
  return std::nullopt;
}

std::optional<SmtpFault> SmtpTransfer::prepare() {
  if (auto fault = objection()) return fault;
  const bool ipv6 = request_.host.find(':') != std::string::npos;
  const std::string host = ipv6 ? '[' + request_.host + ']' : request_.host;
  const char* scheme = request_.security == SmtpSecurity::tls ? "smtps" : "smtp";
  url_ = fmt::format("{}://{}:{}/{}", scheme, host, request_.port, request_.helo);
  request_.message = with_crlf(std::move(request_.message));
  set_options();
  return std::nullopt;
}

void SmtpTransfer::set_options() {
  set_option(easy_, CURLOPT_URL, url_.c_str());
  set_option(easy_, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set_option(easy_, CURLOPT_PROXY, "");
  set_option(easy_, CURLOPT_NOSIGNAL, 1L);
  set_option(easy_, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  if (request_.security == SmtpSecurity::starttls) {
    set_option(easy_, CURLOPT_USE_SSL, long{CURLUSESSL_ALL});
  }
  if (!request_.ca_file.empty()) set_option(easy_, CURLOPT_CAINFO, request_.ca_file.c_str());
  if (!request_.user.empty()) {
    set_option(easy_, CURLOPT_USERNAME, request_.user.c_str());
    set_option(easy_, CURLOPT_PASSWORD, request_.password.c_str());
  }
  if (request_.hello_only) {
    set_option(easy_, CURLOPT_NOBODY, 1L);
    set_option(easy_, CURLOPT_CUSTOMREQUEST, "NOOP");
  } else {
    set_message();
  }
  set_option(easy_, CURLOPT_HEADERFUNCTION, &SmtpTransfer::on_reply);
  set_option(easy_, CURLOPT_HEADERDATA, this);
  set_option(easy_, CURLOPT_OPENSOCKETFUNCTION, &SmtpTransfer::on_open);
  set_option(easy_, CURLOPT_OPENSOCKETDATA, this);
  set_option(easy_, CURLOPT_CLOSESOCKETFUNCTION, &SmtpTransfer::on_close);
  // Not `this`: the connection may outlive the transfer that opened it.
  set_option(easy_, CURLOPT_CLOSESOCKETDATA, sockets_);
  // Only the commands that libcurl writes tell how far a message came.
  set_option(easy_, CURLOPT_VERBOSE, 1L);
  set_option(easy_, CURLOPT_DEBUGFUNCTION, &SmtpTransfer::on_debug);
  set_option(easy_, CURLOPT_DEBUGDATA, this);
  set_option(easy_, CURLOPT_ERRORBUFFER, error_.data());
  set_option(easy_, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
  set_option(easy_, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
}

void SmtpTransfer::set_message() {
  set_option(easy_, CURLOPT_MAIL_FROM, bracketed(request_.from).c_str());
  for (const std::string& address : request_.to)
    append(recipients_, bracketed(address).c_str());
  set_option(easy_, CURLOPT_MAIL_RCPT, recipients_.get());
  set_option(easy_, CURLOPT_UPLOAD, 1L);
  // libcurl takes three times this, for each message; more than 128 KiB come from the kernel.
  set_option(easy_, CURLOPT_UPLOAD_BUFFERSIZE, kUploadBuffer);
  set_option(easy_, CURLOPT_READFUNCTION, &SmtpTransfer::on_read);
  set_option(easy_, CURLOPT_READDATA, this);
  set_option(easy_, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request_.message.size()));
}

std::size_t SmtpTransfer::on_reply(char* data, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<SmtpTransfer*>(self);
  std::string line{data, size * count};
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n'))
    line.pop_back();
  // The answer to QUIT, which libcurl sends after a refusal: not the one to remember.
  if (line.starts_with("221")) return size * count;
  if (transfer.reply_goes_on_) {
    transfer.reply_ += ' ' + (line.size() > 4 ? line.substr(4) : std::string{});
  } else {
    transfer.reply_ = line;
  }
  transfer.reply_goes_on_ = line.size() > 3 && line[3] == '-';
  return size * count;
}

std::size_t SmtpTransfer::on_read(char* out, std::size_t size, std::size_t count, void* self) {
  auto& transfer = *static_cast<SmtpTransfer*>(self);
  const std::string& message = transfer.request_.message;
  const std::size_t length = std::min(size * count, message.size() - transfer.sent_);
  std::copy_n(message.begin() + static_cast<std::ptrdiff_t>(transfer.sent_), length, out);
  transfer.sent_ += length;
  return length;
}

curl_socket_t SmtpTransfer::on_open(void* self, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<SmtpTransfer*>(self);
  if (transfer.request_.security == SmtpSecurity::none) {
    const auto ip = IpAddress::from(address->addr);
    transfer.refused_address_ = !ip || !ip->is_loopback();
    if (transfer.refused_address_) return CURL_SOCKET_BAD;
  }
  return transfer.sockets_->open(address->family, address->socktype, address->protocol);
}

int SmtpTransfer::on_close(void* sockets, curl_socket_t fd) {
  return static_cast<OpenSockets*>(sockets)->close(fd);
}

int SmtpTransfer::on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* self) {
  if (type != CURLINFO_HEADER_OUT) return 0;
  SmtpStage& stage = static_cast<SmtpTransfer*>(self)->stage_;
  const std::string_view command{data, size};
  if (command.starts_with("RCPT ")) stage = SmtpStage::recipient;
  if (command.starts_with("DATA")) stage = SmtpStage::message;
  return 0;
}

SmtpResult SmtpTransfer::finish(CURLcode code) const {
  if (code == CURLE_OK) return SmtpReceipt{reply_};
  const int refusal = code_of(reply_);
  // A server may refuse STARTTLS or a login in passing and then fail otherwise; only what it said
  // last counts, and only if libcurl gave up because of it.
  const bool refused = refusal >= 400 && refusal < 600 && code != CURLE_OPERATION_TIMEDOUT;
  if (!refused) return make_unexpected(network_fault(code));
  const auto kind = refusal >= 500 ? SmtpFaultKind::permanent : SmtpFaultKind::temporary;
  const char* mail = request_.hello_only ? "the connection" : "the message";
  const char* what = code == CURLE_LOGIN_DENIED ? "the login" : mail;
  const char* how = kind == SmtpFaultKind::permanent ? "refused" : "does not take";
  const char* end = kind == SmtpFaultKind::permanent ? "" : " for now";
  // "Exceeded storage allocation" may come with the sender, which tells the size; it is about this
  // message (RFC 1870 section 6.1).
  const SmtpStage stage = refusal == kTooLarge ? SmtpStage::message : stage_;
  return make_unexpected(
      SmtpFault{kind, refusal, reply_, stage,
                fmt::format("{} {} {}{}: {}", request_.host, how, what, end, reply_)});
}

SmtpFault SmtpTransfer::network_fault(CURLcode code) const {
  const auto fault = [&](std::string_view reason) {
    return SmtpFault{SmtpFaultKind::network, 0, reply_, stage_,
                     fmt::format("cannot send mail through {}: {}", request_.host, reason)};
  };
  long number = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_OS_ERRNO, &number);
  if (refused_address_) return fault("without TLS only this machine is allowed");
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return fault("its name cannot be resolved");
    case CURLE_COULDNT_CONNECT:
      if (number == ECONNREFUSED) return fault("connection refused");
      return fault(number != 0 ? std::strerror(static_cast<int>(number)) : error_.data());
    case CURLE_OPERATION_TIMEDOUT: return fault("it takes too long");
    case CURLE_USE_SSL_FAILED: return fault("it does not offer STARTTLS, which is required");
    case CURLE_LOGIN_DENIED: return fault("it offers no way to log in that can be used");
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING: return fault("the connection broke off");
    default: return fault(error_[0] != '\0' ? error_.data() : curl_easy_strerror(code));
  }
}

}  // namespace lib
