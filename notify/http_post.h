#pragma once

#include <functional>
#include <memory>
#include <string>

#include "lib/http_client.h"
#include "notify/channel.h"
#include "treaty/day.h"

namespace notify {

/// Hands a body to somebody's web server: what webhooks and chat services have in common.
///
/// A 2xx is a receipt. 410 is a refusal for good, and 404 where the service means that by it.
/// Everything else (3xx too: no redirect is followed) is tried again, not before Retry-After. An
/// address that policy forbids (private ranges, unless allowed; plain http but to this machine) is
/// never connected to. Reasons and receipts name the host alone, since a path may hold a secret.
class HttpPost {
 public:
  struct Options {
    std::string user_agent = "treatyd";
    std::string ca_file{};  ///< PEM; instead of the system's authorities. For tests.
    /// The real time, which receivers compare with theirs: never a simulated clock.
    std::function<treaty::Instant()> now;
  };
  struct Manners {
    bool allow_private = false;
    bool not_found_is_final = false;  ///< 404: the service has no such address any more
  };

  /// The loop must outlive it; destroying it drops what is under way, without `done`.
  HttpPost(lib::Loop& loop, Options options);
  ~HttpPost();
  HttpPost(const HttpPost&) = delete;
  HttpPost& operator=(const HttpPost&) = delete;

  [[nodiscard]] treaty::Instant now() const;

  /// Method, address, headers and body are the caller's; agent, limits and trust are set here.
  void send(lib::HttpRequest request, Manners manners, SendDone done);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace notify
