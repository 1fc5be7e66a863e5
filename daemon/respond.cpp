#include "daemon/respond.h"

#include <utility>

#include "daemon/resources.h"
#include "lib/sha256.h"

namespace service {
namespace {

namespace json = lib::json;

// Two validators are compared by what stands between their quotes.
std::string_view opaque(std::string_view etag) {
  const std::size_t quote = etag.find('"');
  return quote == std::string_view::npos ? etag : etag.substr(quote);
}

std::string hash_of(const std::string& bytes) {
  return '"' + lib::sha256_hex(bytes).substr(0, 32) + '"';
}

// The moment of the answer stands in it, and in each part that can be asked for by itself.
void erase_moments(json::value& value) {
  if (auto* object = value.if_object()) {
    object->erase("as_of");
    for (auto& member : *object)
      erase_moments(member.value());
  } else if (auto* array = value.if_array()) {
    for (json::value& element : *array)
      erase_moments(element);
  }
}

void send_or_confirm(const lib::ServerRequest& request, const lib::Responder& responder,
                     lib::ServerResponse response, const std::string& etag) {
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control", "no-cache");
  if (is_known(request, etag)) {
    response.status = 304;
    response.body.clear();
  }
  responder.send(std::move(response));
}

}  // namespace

bool is_known(const lib::ServerRequest& request, std::string_view etag) {
  const std::string* known = request.headers.find("If-None-Match");
  if (known == nullptr) return false;
  return *known == "*" || known->find(opaque(etag)) != std::string::npos;
}

void send_json(const lib::ServerRequest& request, const lib::Responder& responder,
               const json::object& answer) {
  json::value timeless = answer;
  erase_moments(timeless);
  send_or_confirm(request, responder, {.body = json::serialize(answer) + '\n'},
                  "W/" + hash_of(json::serialize(timeless)));
}

void send_bytes(const lib::ServerRequest& request, const lib::Responder& responder,
                std::string content_type, std::string bytes, bool stale) {
  const std::string etag = hash_of(bytes);
  lib::ServerResponse response{.content_type = std::move(content_type), .body = std::move(bytes)};
  if (stale) response.headers.add("Treatyd-Stale", "true");
  send_or_confirm(request, responder, std::move(response), etag);
}

lib::ServerResponse wrong_method(const lib::ServerRequest& request, std::string_view allowed) {
  if (allowed.empty()) {
    return lib::problem(404, request.path + " is not known; there are " + all_resources());
  }
  lib::ServerResponse response = lib::problem(
      405, request.path + " takes " + std::string{allowed} + ", not " + request.method);
  response.headers.add("Allow", std::string{allowed});
  return response;
}

}  // namespace service
