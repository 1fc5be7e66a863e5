#pragma once

#include <string>
#include <string_view>

#include "lib/http_server.h"
#include "lib/json.h"

namespace service {

/// Answers that a cache can keep, each with its ETag: 304 to one who has it already.

/// JSON. The time of the answer is no part of what it says: two that differ in nothing but `as_of`
/// have one ETag, a weak one.
void send_json(const lib::ServerRequest& request, const lib::Responder& responder,
               const lib::json::object& answer);

/// Bytes of any type; what they tell is stale when the header `Treatyd-Stale` says so.
void send_bytes(const lib::ServerRequest& request, const lib::Responder& responder,
                std::string content_type, std::string bytes, bool stale = false);

/// True when the request names that ETag, or any, as one that it has (RFC 9110, 13.1.2).
bool is_known(const lib::ServerRequest& request, std::string_view etag);

/// 405, or 404 for a path that no method knows. `allowed` is as `Allow` takes it; empty for none.
lib::ServerResponse wrong_method(const lib::ServerRequest& request, std::string_view allowed);

}  // namespace service
