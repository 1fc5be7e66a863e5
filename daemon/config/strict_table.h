#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lib/toml.h"
#include "treaty/day.h"

namespace service {

/// One mistake in a configuration file: where it is and what was meant.
struct ConfigError {
  std::string file;
  unsigned line = 0;  ///< from 1; 0 when the mistake is about the file as a whole
  std::string text;   ///< a sentence; names the nearest valid key where one is near

  [[nodiscard]] std::string str() const;  ///< "treatyd.toml:12: unknown key …"
};

/// Reads a TOML table and refuses what it does not know. Each getter marks its key as known and
/// reports a wrong type; `done` reports the keys that no getter asked for. Mistakes are collected,
/// not thrown, so that a user sees all of them at once.
///
/// The document and the list of mistakes must outlive the table.
class StrictTable {
 public:
  StrictTable(const toml::table& table, std::string file, std::string path,
              std::vector<ConfigError>& errors);

  std::optional<std::string> string(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<double> number(std::string_view key);  ///< an integer is taken too
  std::optional<bool> boolean(std::string_view key);
  std::optional<treaty::Day> day(std::string_view key);    ///< a TOML local date
  std::vector<std::string> strings(std::string_view key);  ///< empty when absent
  std::optional<StrictTable> table(std::string_view key);
  std::vector<StrictTable> tables(std::string_view key);  ///< [[key]]; empty when absent

  /// As string(), and a mistake when the key is absent or empty.
  std::string required_string(std::string_view key);
  /// Reports that a key is absent, unless done() finds it mistyped. `hint` may be empty, or end the
  /// sentence: ": track = [\"XVIII-16\"]".
  void missing(std::string_view key, const std::string& hint = {});

  [[nodiscard]] bool has(std::string_view key) const;
  /// Every key that is there, in order, for tables whose keys are names of the user's.
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] const std::string& file() const { return file_; }

  /// Reports a mistake at `key`'s line, or at the table's when the key is absent.
  void error(std::string_view key, std::string text);
  void error(std::string text);

  /// Marks a key as known without reading it: what is wrong with it was reported already.
  void forgive(std::string_view key) { known_.emplace(key); }

  /// To be called last: every key that was not asked for is a mistake.
  void done();

 private:
  const toml::node* node(std::string_view key);
  void wrong_type(std::string_view key, const toml::node& node, std::string_view wanted);
  [[nodiscard]] std::string full(std::string_view key) const;

  const toml::table* table_;
  std::string file_;
  std::string path_;
  std::vector<ConfigError>* errors_;
  std::set<std::string, std::less<>> known_;
  std::map<std::string, std::string, std::less<>> missing_;  // what is said of it, by key
};

/// Parses a TOML file. A mistake of syntax, or a file that cannot be read, is added to `errors` and
/// nullopt returned.
std::optional<toml::table> parse_toml_file(const std::string& path,
                                           std::vector<ConfigError>& errors);

/// Parses TOML text; `file` is the name used in messages.
std::optional<toml::table> parse_toml(std::string_view text, const std::string& file,
                                      std::vector<ConfigError>& errors);

}  // namespace service
