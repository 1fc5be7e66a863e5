#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lib {

/// An absolute http or https address, taken apart by the parser that also fetches it. A host
/// written as a number in any form is its dotted form here, so that it cannot pass for a name.
struct Url {
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< lower case; an IPv6 address without brackets
  std::string port;    ///< always set
  std::string text;    ///< the whole, normalized, without a fragment
};

/// nullopt for anything else, and for an address that carries a user or a password.
std::optional<Url> parse_url(const std::string& text);

/// `reference` (a Location header: absolute or relative) as seen from `base`.
std::optional<Url> resolve_url(const std::string& base, const std::string& reference);

/// For a value in a query: everything but letters, digits and "-._~" as %XX.
std::string percent_encoded(std::string_view text);

/// True for "localhost", 127.0.0.0/8 and ::1: this machine, by its name alone.
bool is_loopback_host(std::string_view host);

/// The target of a request ("/v1/events?after=7"), decoded.
struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};
/// nullopt when it does not begin with "/" or decodes to a NUL or other control character.
std::optional<Target> parse_target(std::string_view target);

}  // namespace lib
