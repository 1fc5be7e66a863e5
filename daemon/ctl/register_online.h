#pragma once

#include <memory>
#include <string>

#include "lib/cli.h"

namespace ctl {

/// Adds the commands that ask the running service, and the option that says where it is. `code`
/// receives the exit status and must outlive the parsing.
void register_online(CLI::App& app, int& code, const std::shared_ptr<std::string>& socket);

}  // namespace ctl
