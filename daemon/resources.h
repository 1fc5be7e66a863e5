#pragma once

#include <string>
#include <string_view>

namespace service {

/// The socket's resources, one row each: what is printed when somebody asks for one that is not
/// known, and what a 405 allows.

/// As `Allow` takes it: "GET, HEAD"; empty when there is no such resource.
std::string allowed_methods(std::string_view path);

/// "GET /v1/status, GET /v1/treaties/NUMBER, …, POST /v1/poll".
std::string all_resources();

}  // namespace service
