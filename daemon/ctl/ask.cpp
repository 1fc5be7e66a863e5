#include "daemon/ctl/ask.h"

#include <cerrno>
#include <chrono>
#include <ostream>

#include <unistd.h>

#include "lib/http_client.h"
#include "lib/url.h"
#include "treaty/day.h"

namespace ctl {
namespace {

namespace json = lib::json;

// The service answers a poll when it is done, which a slow source can delay for minutes.
constexpr std::chrono::minutes kPatience{15};

AskFault fault_of(const lib::HttpResponse& response) {
  AskFault fault;
  if (response.status == 404) fault.exit = kNotFound;
  if (response.status == 403) fault.exit = kNotAllowed;
  if (response.status == 400 || response.status == 405) fault.exit = kUsage;
  boost::system::error_code error;
  const json::value told = json::parse(response.body, error);
  const json::object* problem = error ? nullptr : told.if_object();
  fault.sentence = problem == nullptr
                       ? "treatyd answered with status " + std::to_string(response.status)
                       : text_of(*problem, "detail");
  return fault;
}

// What people type as a number may hold anything; what is encoded already stays.
std::string without_odd_bytes(const std::string& target) {
  constexpr std::string_view kOdd = "\"#<>[]\\^`{|}";
  std::string safe;
  for (const char c : target) {
    const bool odd = c <= ' ' || c == 0x7F || kOdd.find(c) != std::string_view::npos;
    safe += odd ? lib::percent_encoded(std::string_view{&c, 1}) : std::string{c};
  }
  return safe;
}

}  // namespace

AskFault unreachable(const std::string& socket) {
  if (::access(socket.c_str(), W_OK) != 0 && errno == EACCES) {
    return {kNotAllowed, "you may not open " + socket +
                             ": join the group that it belongs to (treatyd, or socket.group of the "
                             "configuration), or ask as root"};
  }
  return {kNotReachable, "no treatyd answers on " + socket +
                             ": is it running? (--socket PATH or TREATYD_SOCKET name another "
                             "socket)"};
}

std::variant<AskedText, AskFault> ask_text(const std::string& socket, const std::string& path,
                                           const std::string& method, const std::string& body) {
  const std::string target =
      without_odd_bytes(path.starts_with("//") ? path.substr(1) : "/v1" + path);
  lib::HttpResult result = lib::fetch_once({.method = method,
                                            .url = "http://localhost" + target,
                                            .body = body,
                                            .user_agent = "treatyctl",
                                            .unix_socket = socket,
                                            .total_timeout = kPatience,
                                            .stall_timeout = kPatience});
  if (!result) return unreachable(socket);
  if (result->status != 200) return fault_of(*result);
  return AskedText{.text = std::move(result->body),
                   .stale = result->headers.find("Treatyd-Stale") != nullptr};
}

std::variant<json::object, AskFault> ask(const std::string& socket, const std::string& path,
                                         const std::string& method, const std::string& body) {
  const auto text = ask_text(socket, path, method, body);
  if (const auto* fault = std::get_if<AskFault>(&text)) return *fault;
  boost::system::error_code error;
  json::value answer = json::parse(std::get<AskedText>(text).text, error);
  if (error || !answer.is_object()) return AskFault{kFailure, "treatyd's answer is not JSON"};
  return std::move(answer.as_object());
}

int fail(const AskFault& fault, std::ostream& err) {
  err << "treatyctl: " << fault.sentence << '\n';
  return fault.exit;
}

int print_json(const json::object& answer, std::ostream& out) {
  out << json::serialize(answer) << '\n';
  return exit_of(answer);
}

int exit_of(const json::object& answer) {
  return is_true(answer, "stale") ? kStale : kFine;
}

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return std::string{std::string_view{value->as_string()}};
}

std::int64_t number_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_int64() ? value->as_int64() : 0;
}

bool is_true(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->as_bool();
}

std::string day_words(const std::string& iso) {
  const auto day = treaty::Day::from_iso(std::string_view{iso}.substr(0, 10));
  return day ? day->words() : iso;
}

}  // namespace ctl
