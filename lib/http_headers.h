#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lib {

/// Header fields in their order; names are compared without case (RFC 9110, 5.1), values are kept
/// exactly as sent, without the white space around them.
class HttpHeaders {
 public:
  HttpHeaders() = default;
  HttpHeaders(std::initializer_list<std::pair<std::string, std::string>> fields)
      : fields_{fields} {}

  void add(std::string name, std::string value);

  /// The first field of that name; nullptr when there is none. Valid until the next add().
  [[nodiscard]] const std::string* find(std::string_view name) const;

  /// The first field of that name, or "".
  [[nodiscard]] std::string value(std::string_view name) const;

  void remove(std::string_view name);
  void clear() { fields_.clear(); }

  [[nodiscard]] auto begin() const { return fields_.begin(); }
  [[nodiscard]] auto end() const { return fields_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// An HTTP date in any of its three forms (RFC 9110, 5.6.7); nullopt for anything else.
std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text);

/// "Tue, 01 Jul 2003 14:00:00 GMT".
std::string format_http_date(std::chrono::sys_seconds instant);

/// Retry-After as a wait from `now`: seconds, or an HTTP date (RFC 9110, 10.2.3); a date that has
/// passed is 0. nullopt when it is neither.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value,
                                                      std::chrono::sys_seconds now);

}  // namespace lib
