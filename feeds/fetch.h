#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/http_client.h"
#include "treaty/day.h"
#include "treaty/reading.h"

namespace feeds {

/// What lets the server, or us, see that a document has not changed. Kept by the caller, and only
/// for a document that it believed: one that was an error page must be fetched whole again.
struct Validators {
  std::string etag;           ///< exactly as the server sent it, quotes and W/ included
  std::string last_modified;  ///< exactly as the server sent it
  std::string wire_sha256;    ///< of the body as it came over the wire, packed or not
  friend bool operator==(const Validators&, const Validators&) = default;
};

struct FetchRequest {
  std::string url;
  treaty::Form form = treaty::Form::html;  ///< what the answer has to be
  Validators validators{};                 ///< empty for a first visit
};

/// What every answered fetch tells besides its outcome.
struct Receipt {
  treaty::Instant fetched_at{};
  std::uint64_t wire_bytes = 0;
  /// The server's clock minus ours. Minutes of it mean that one of them is wrong.
  std::optional<std::chrono::seconds> clock_skew{};
};

struct NotModified {
  enum class How { server_said_so, same_bytes };
  How how = How::server_said_so;
  Validators validators;  ///< to keep from now on
  Receipt receipt;
};

struct Document {
  std::string bytes;
  std::string url;  ///< the address that answered
  Validators validators;
  Receipt receipt;
};

struct Fault {
  /// Stable: those of lib::HttpFaultCode, and "blocked" (401, 403), "not-found" (404, 410),
  /// "too-many-requests" (429), "server-error" (5xx), "unexpected-status", "empty", "too-short",
  /// "wrong-type".
  std::string code;
  std::string sentence;                               ///< for the reader of `treatyctl status`
  std::optional<std::chrono::seconds> retry_after{};  ///< how long the server asks us to wait
};

using FetchOutcome = std::variant<NotModified, Document, Fault>;

struct FetchPolicy {
  std::string user_agent;  ///< names the program and a contact; the same from release to release
  std::vector<std::string> allowed_hosts;  ///< where redirects may lead
  unsigned max_redirects = 5;
  std::size_t max_body_bytes = 8U << 20U;  ///< the largest page seen has 3.2 MB
  std::size_t min_body_bytes = 200;        ///< less is no document
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds total_timeout{120'000};
  std::string ca_file{};  ///< PEM; for tests
};

/// Fetches documents politely: conditional, packed, one after the other for each host, and with a
/// fault for everything that is not a whole document of the right kind. What the document says is
/// not looked at: an error page with status 200 passes here and fails in the reader.
class Fetcher {
 public:
  using Now = std::function<treaty::Instant()>;
  using Callback = std::function<void(FetchOutcome)>;

  /// `client` must outlive it, and should have one connection a host.
  Fetcher(lib::HttpClient& client, FetchPolicy policy, Now now);

  /// Calls back once, never inside this call; also after this Fetcher is gone.
  lib::HttpClient::Id fetch(FetchRequest request, Callback callback);

 private:
  lib::HttpClient* client_;
  FetchPolicy policy_;
  Now now_;
};

/// Judges an answer; the pure half of Fetcher. `now` is when it came.
FetchOutcome judge(const FetchRequest& request, const FetchPolicy& policy, lib::HttpResult result,
                   treaty::Instant now);

}  // namespace feeds
