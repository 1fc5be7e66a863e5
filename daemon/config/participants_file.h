#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config/strict_table.h"
#include "treaty/participant.h"

namespace service {

/// Reads `participants.toml`: one [[participant]] each, with
///
///   id      = "CIV"                   ISO 3166-1 alpha-3, ISO 3166-3 alpha-4, or a key of ours
///   name    = "Côte d'Ivoire"         the form in our own sentences
///   nature  = "state"                 the default; see treaty::Nature
///   region  = "African States"        the UN regional group; absent where there is none
///   aliases = ["Ivory Coast"]         every other form that the depositary prints or has printed
///   ceased  = 1992-12-31              a former State's last day: until then its instruments count
///   successors = ["CZE", "SVK"]       whose rows may show its acts as their own
///   european_union = [{from = 1973-01-01, until = 2020-01-31}]
///
/// Mistakes name file and line and are added to `errors`; nullopt when there was any.
std::optional<treaty::Participants> read_participants_file(const std::string& path,
                                                           std::vector<ConfigError>& errors);
std::optional<treaty::Participants> read_participants(std::string_view toml,
                                                      const std::string& file,
                                                      std::vector<ConfigError>& errors);

}  // namespace service
