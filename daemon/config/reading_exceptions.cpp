#include "daemon/config/reading_exceptions.h"

#include <algorithm>
#include <filesystem>

namespace service {

feeds::ReadingException reading_exception(StrictTable& reading) {
  feeds::ReadingException exception;
  exception.binding_columns = reading.strings("binding_columns");
  exception.reason = reading.required_string("reason");
  const auto difference = [&](const char* key) -> std::optional<int> {
    constexpr std::int64_t kMost = 1000;
    const auto number = reading.integer(key);
    if (!number) return std::nullopt;
    if (*number == 0 || *number > kMost || *number < -kMost) {
      reading.error(key,
                    "must be by how many the printed total is too large (1), or too small (-1)");
      return std::nullopt;
    }
    return static_cast<int>(*number);
  };
  exception.printed_more = {difference("signatories_more"), difference("parties_more")};
  reading.done();
  return exception;
}

feeds::ReadingExceptions read_reading_exceptions(const std::string& directory,
                                                 std::vector<ConfigError>& errors) {
  std::vector<std::string> paths;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator{directory, missing}) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  feeds::ReadingExceptions exceptions;
  for (const std::string& path : paths) {
    const auto root = parse_toml_file(path, errors);
    if (!root) continue;
    StrictTable document{*root, path, "", errors};
    auto reading = document.table("reading");
    if (!reading) continue;
    const std::string number = document.required_string("number");
    exceptions.insert_or_assign(number, reading_exception(*reading));
  }
  return exceptions;
}

}  // namespace service
