#pragma once

#include <iosfwd>
#include <string>
#include <variant>

#include "lib/json.h"

namespace ctl {

/// Exit statuses of treatyctl; fixed, because scripts rely on them.
enum Exit : int {
  kFine = 0,
  kFailure = 1,  ///< or a predicate is false
  kUsage = 2,
  kNotReachable = 3,
  kStale = 4,
  kNotFound = 5,
  kNotAllowed = 6,
};

struct AskFault {
  Exit exit = kFailure;
  std::string sentence;
};

/// Why there was no answer on that socket: nobody listens there, or it may not be opened.
AskFault unreachable(const std::string& socket);

/// Asks the service and returns its JSON. `path` is below /v1: "/status".
std::variant<lib::json::object, AskFault> ask(const std::string& socket, const std::string& path,
                                              const std::string& method = "GET",
                                              const std::string& body = {});

struct AskedText {
  std::string text;
  bool stale = false;
};

/// The same for an answer that is text. A path that begins with two slashes is not below /v1:
/// "//metrics".
std::variant<AskedText, AskFault> ask_text(const std::string& socket, const std::string& path,
                                           const std::string& method = "GET",
                                           const std::string& body = {});

/// Writes the fault to `err` and returns its exit status.
int fail(const AskFault& fault, std::ostream& err);

/// Prints the answer as one line of JSON; 4 when the answer is stale, else 0.
int print_json(const lib::json::object& answer, std::ostream& out);

/// 4 when the answer says that it is stale, else 0.
int exit_of(const lib::json::object& answer);

/// A text field; empty when it is null or missing.
std::string text_of(const lib::json::object& object, std::string_view key);
/// A number; 0 when it is null or missing.
std::int64_t number_of(const lib::json::object& object, std::string_view key);
bool is_true(const lib::json::object& object, std::string_view key);
/// "1 July 2003" from an ISO day or an instant; empty from an empty text.
std::string day_words(const std::string& iso);

}  // namespace ctl
