#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/config/strict_table.h"
#include "notify/subscriber.h"

namespace service {

/// A [[subscriber]] table: who is told of what, and how. One with a mistake is added too, and is
/// never to be used. `language` is the one of those who name none.
void read_subscriber(StrictTable table, const std::string& language,
                     std::vector<notify::Subscriber>& subscribers);

/// Where a secret's file is: a bare name is looked up among systemd's credentials, if there are.
std::filesystem::path secret_path(const std::string& name);

/// Reports every word that is no treaty number such as "XVIII-16".
void check_numbers(StrictTable& table, const char* key, const std::vector<std::string>& numbers);

}  // namespace service
