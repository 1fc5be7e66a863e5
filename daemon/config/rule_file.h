#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/strict_table.h"
#include "treaty/rule.h"

namespace service {

/// Rolls (lists of participants with periods, weights and groups), by the name of their file.
using Rolls = std::map<std::string, treaty::Roll>;

/// Reads every `*.toml` in `directory`/rolls. A missing directory has none.
Rolls load_rolls(const std::string& directory, std::vector<ConfigError>& errors);

/// Reads every `*.toml` in `directory`, a treaty each, and returns the rules by the treaty's
/// number. The form of the files is described in `config/treaties/README.md`. Two files with one
/// number are refused; a file without [entry_into_force] has no rule (it may hold a [reading] table
/// alone). Mistakes name file and line and are added to `errors`; a rule with mistakes is left out.
/// A rule may name a roll of `directory`, or one of `others` where it has none of that name.
std::map<std::string, treaty::Rule> load_rules(const std::string& directory,
                                               std::vector<ConfigError>& errors,
                                               const Rolls& others = {});

/// One rule from TOML text; `file` is the name used in messages. A rule with mistakes comes back as
/// far as it could be read.
treaty::Rule read_rule(std::string_view toml, const std::string& file, const Rolls& rolls,
                       std::vector<ConfigError>& errors);

}  // namespace service
