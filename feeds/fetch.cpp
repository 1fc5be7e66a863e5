#include "feeds/fetch.h"

#include <algorithm>
#include <utility>

#include "lib/url.h"

namespace feeds {
namespace {

using std::chrono::seconds;

std::string host_of(const std::string& address) {
  const auto url = lib::parse_url(address);
  return url ? url->host : address;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

/// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type(const std::string& content_type) {
  std::string type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' '))
    type.pop_back();
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return type;
}

bool fits(const std::string& type, treaty::Form form) {
  if (form == treaty::Form::html) return type == "text/html" || type == "application/xhtml+xml";
  return type == "text/xml" || type == "application/xml" ||
         (type.ends_with("+xml") && type != "application/xhtml+xml");
}

std::string asks_to_wait(const std::optional<seconds>& wait) {
  return wait ? "; asks to wait " + std::to_string(wait->count()) + " s" : std::string{};
}

Fault fault_of_status(const lib::HttpResponse& response, treaty::Instant now) {
  const std::string host = host_of(response.url);
  const std::string status = " (HTTP status " + std::to_string(response.status) + ")";
  std::optional<seconds> wait;
  if (const std::string* field = response.headers.find("Retry-After")) {
    // Against the server's own clock, where it tells it: the date was made with that one.
    wait = lib::parse_retry_after(*field, response.date.value_or(now));
  }
  const std::string asks = asks_to_wait(wait);
  switch (response.status) {
    case 401:
    case 403: return {"blocked", "blocked by " + host + status + asks, wait};
    case 404:
    case 410: return {"not-found", host + " has no document at " + response.url + status, wait};
    case 429: return {"too-many-requests", "too many requests for " + host + status + asks, wait};
    default: break;
  }
  if (response.status >= 500) {
    return {"server-error", host + " cannot answer at the moment" + status + asks, wait};
  }
  return {"unexpected-status", host + " gave an answer that is no document" + status + asks, wait};
}

std::optional<Fault> fault_of_body(const FetchRequest& request, const FetchPolicy& policy,
                                   const lib::HttpResponse& response) {
  const std::string host = host_of(response.url);
  if (is_blank(response.body)) return Fault{"empty", host + " sent an empty document", {}};
  const std::string type = media_type(response.headers.value("Content-Type"));
  if (!type.empty() && !fits(type, request.form)) {
    const char* wanted = request.form == treaty::Form::html ? "an HTML page" : "an XML document";
    return Fault{"wrong-type", host + " sent " + type + " where " + wanted + " was expected", {}};
  }
  if (response.body.size() < policy.min_body_bytes) {
    return Fault{"too-short",
                 host + " sent " + std::to_string(response.body.size()) +
                     " bytes, which is too little for a document",
                 {}};
  }
  return std::nullopt;
}

Validators validators_of(const lib::HttpResponse& response) {
  return {response.headers.value("ETag"), response.headers.value("Last-Modified"),
          response.wire_sha256};
}

/// A 304 may name new validators; those that it does not name stay.
Validators merged(Validators old, const lib::HttpResponse& response) {
  if (const std::string* etag = response.headers.find("ETag")) old.etag = *etag;
  if (const std::string* date = response.headers.find("Last-Modified")) old.last_modified = *date;
  return old;
}

Receipt receipt_of(const lib::HttpResponse& response, treaty::Instant now) {
  Receipt receipt{now, response.wire_bytes, {}};
  if (response.date) receipt.clock_skew = *response.date - now;
  return receipt;
}

}  // namespace

FetchOutcome judge(const FetchRequest& request, const FetchPolicy& policy, lib::HttpResult result,
                   treaty::Instant now) {
  if (!result) {
    return Fault{std::string{lib::name_of(result.error().code)}, result.error().sentence, {}};
  }
  lib::HttpResponse& response = *result;
  const bool conditional =
      !request.validators.etag.empty() || !request.validators.last_modified.empty();
  if (response.status == 304 && conditional) {
    return NotModified{NotModified::How::server_said_so, merged(request.validators, response),
                       receipt_of(response, now)};
  }
  if (response.status != 200) return fault_of_status(response, now);
  if (response.same_as_known) {
    return NotModified{NotModified::How::same_bytes, validators_of(response),
                       receipt_of(response, now)};
  }
  if (auto fault = fault_of_body(request, policy, response)) return *std::move(fault);
  return Document{std::move(response.body), response.url, validators_of(response),
                  receipt_of(response, now)};
}

Fetcher::Fetcher(lib::HttpClient& client, FetchPolicy policy, Now now)
    : client_{&client}, policy_{std::move(policy)}, now_{std::move(now)} {}

lib::HttpClient::Id Fetcher::fetch(FetchRequest request, Callback callback) {
  lib::HttpRequest http;
  http.url = request.url;
  http.user_agent = policy_.user_agent;
  http.ca_file = policy_.ca_file;
  http.connect_timeout = policy_.connect_timeout;
  http.total_timeout = policy_.total_timeout;
  http.max_body_bytes = policy_.max_body_bytes;
  http.max_redirects = policy_.max_redirects;
  http.allowed_hosts = policy_.allowed_hosts;
  http.known_wire_sha256 = request.validators.wire_sha256;
  http.headers.add("Accept",
                   request.form == treaty::Form::html ? "text/html" : "text/xml, application/xml");
  http.headers.add("Accept-Language", "en");
  // Both, exactly as the server wrote them: some answer 304 only if both match.
  const Validators& known = request.validators;
  if (!known.etag.empty()) http.headers.add("If-None-Match", known.etag);
  if (!known.last_modified.empty()) http.headers.add("If-Modified-Since", known.last_modified);

  auto answered = [request = std::move(request), policy = policy_, now = now_,
                   callback = std::move(callback)](lib::HttpResult result) {
    callback(judge(request, policy, std::move(result), now()));
  };
  return client_->fetch(std::move(http), std::move(answered));
}

}  // namespace feeds
