#include "notify/http_post.h"

#include <utility>

#include "lib/url.h"

namespace notify {
namespace {

using namespace std::chrono_literals;

constexpr int kNotFound = 404;
constexpr int kGone = 410;
constexpr unsigned kConnections = 4;  // as many as the deliverer has slots for a target

std::string host_of(const std::string& address) {
  const auto url = lib::parse_url(address);
  return url ? url->host : std::string{"the webhook"};
}

SendResult result_of(const std::string& host, const lib::HttpResult& result,
                     HttpPost::Manners manners, treaty::Instant now) {
  if (!result) {
    const lib::HttpFault& fault = result.error();
    // The sentence of an unusable address repeats it, and with it whatever its path holds.
    if (fault.code == lib::HttpFaultCode::bad_address) {
      return Refused{"the webhook's address cannot be used"};
    }
    if (fault.code == lib::HttpFaultCode::not_https) return Refused{fault.sentence};
    return RetryLater{fault.sentence, {}};
  }
  const std::string answered = host + " answered with status " + std::to_string(result->status);
  if (result->status >= 200 && result->status < 300) return Sent{answered};
  if (result->status == kGone) return Refused{answered + ": it wants no more", true};
  if (result->status == kNotFound && manners.not_found_is_final) {
    return Refused{answered + ": there is no such webhook any more", true};
  }
  std::optional<std::chrono::seconds> wish;
  if (const std::string* field = result->headers.find("Retry-After")) {
    wish = lib::parse_retry_after(*field, result->date.value_or(now));
  }
  const bool redirect = result->status >= 300 && result->status < 400;
  return RetryLater{redirect ? answered + ": redirects are not followed" : answered, wish};
}

}  // namespace

struct HttpPost::State {
  State(lib::Loop& loop, Options options_)
      : options{std::move(options_)},
        guarded{loop, {.connections_per_host = kConnections, .refuse_private = true}},
        open{loop, {.connections_per_host = kConnections, .refuse_private = false}} {}

  Options options;
  lib::HttpClient guarded;
  lib::HttpClient open;  ///< for targets that may be in private ranges
};

HttpPost::HttpPost(lib::Loop& loop, Options options)
    : state_{std::make_unique<State>(loop, std::move(options))} {}

HttpPost::~HttpPost() = default;

treaty::Instant HttpPost::now() const {
  return state_->options.now();
}

void HttpPost::send(lib::HttpRequest request, Manners manners, SendDone done) {
  request.user_agent = state_->options.user_agent;
  request.ca_file = state_->options.ca_file;
  request.total_timeout = 20s;
  request.on_body = [](int, std::string_view) { return true; };  // the status says it all
  std::string host = host_of(request.url);
  lib::HttpClient& client = manners.allow_private ? state_->open : state_->guarded;
  client.fetch(std::move(request),
               [host = std::move(host), manners, at = now(), done = std::move(done)](
                   const lib::HttpResult& result) { done(result_of(host, result, manners, at)); });
}

}  // namespace notify
