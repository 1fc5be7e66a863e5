#pragma once

#include <array>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "lib/curl_multi.h"
#include "lib/smtp.h"

namespace lib {

/// The sockets that libcurl has open for mail, so that another thread can cut them all off. Safe
/// from any thread.
class OpenSockets {
 public:
  int open(int family, int type, int protocol);
  int close(int fd);

  /// Whoever waits on one of them is woken; and so are those opened from now on.
  void shut_down();

 private:
  std::mutex mutex_;
  std::set<int> open_;
  bool down_ = false;
};

/// One message as libcurl sends it. Inside of SmtpClient; stays where it is while libcurl works.
class SmtpTransfer {
 public:
  SmtpTransfer(SmtpRequest request, OpenSockets& sockets);
  SmtpTransfer(const SmtpTransfer&) = delete;
  SmtpTransfer& operator=(const SmtpTransfer&) = delete;

  /// Makes ready; a fault when the message may not be sent at all.
  std::optional<SmtpFault> prepare();
  SmtpResult finish(CURLcode code) const;

  [[nodiscard]] CURL* easy() const { return easy_.get(); }
  [[nodiscard]] std::string lane() const;

 private:
  static std::size_t on_reply(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_read(char* out, std::size_t size, std::size_t count, void* self);
  static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_close(void* sockets, curl_socket_t fd);
  static int on_debug(CURL* easy, curl_infotype type, char* data, std::size_t size, void* self);

  [[nodiscard]] std::optional<SmtpFault> objection() const;
  void set_options();
  void set_message();
  SmtpFault network_fault(CURLcode code) const;

  SmtpRequest request_;
  OpenSockets* sockets_;
  CurlEasy easy_;
  CurlList recipients_;
  std::string url_;
  std::size_t sent_ = 0;
  std::string reply_;  // the last one of the server, its lines joined
  bool reply_goes_on_ = false;
  bool refused_address_ = false;
  SmtpStage stage_ = SmtpStage::server;
  std::array<char, CURL_ERROR_SIZE> error_{};
};

}  // namespace lib
