#pragma once

#include <string_view>

namespace lib {

/// One line a message on standard error, in UTC; under systemd the journal's priority prefix takes
/// the place of time and level (sd-daemon(3)). Never hand it a secret or a mail address.
enum class LogLevel { debug, info, warning, error };

void start_log(LogLevel least);
void log(LogLevel level, std::string_view message);

inline void log_info(std::string_view message) {
  log(LogLevel::info, message);
}
inline void log_warning(std::string_view message) {
  log(LogLevel::warning, message);
}
inline void log_error(std::string_view message) {
  log(LogLevel::error, message);
}

}  // namespace lib
