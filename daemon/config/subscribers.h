#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/config/strict_table.h"
#include "notify/subscriber.h"

namespace service {

struct Settings;

/// A [[subscriber]] table: who is told of what, and how. It is checked against the language, the
/// mail servers and the groups in `settings`, and added there; so is one with a mistake, which is
/// never to be used.
void read_subscriber(StrictTable table, Settings& settings);

/// Letters, digits, dot and hyphen: what we call somebody or something by.
bool is_identifier(const std::string& text);

/// Where a secret's file is: a bare name is looked up among systemd's credentials, if there are.
std::filesystem::path secret_path(const std::string& name);

/// Reports what of `numbers` is no treaty number, or is not tracked.
void check_tracked(StrictTable& table, const char* key, const std::vector<std::string>& numbers,
                   const Settings& settings);

}  // namespace service
