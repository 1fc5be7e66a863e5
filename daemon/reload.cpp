#include "daemon/reload.h"

#include <utility>

#include "daemon/library.h"
#include "daemon/places.h"
#include "lib/format.h"
#include "lib/log.h"

namespace service {

std::vector<std::string> needs_restart(const Settings& running, const Settings& wanted) {
  std::vector<std::string> changed;
  const auto note = [&](bool same, const char* name) {
    if (!same) changed.emplace_back(name);
  };
  note(running.source.base_url == wanted.source.base_url, "source.base_url");
  note(running.source.contact == wanted.source.contact, "source.contact");
  note(running.source.timeout == wanted.source.timeout, "source.timeout");
  note(running.mail == wanted.mail, "mail");
  note(running.socket == wanted.socket, "socket");
  note(running.publish == wanted.publish, "publish");
  return changed;
}

bool take_new_settings(const Places& places, Settings& settings, Library& library) {
  std::vector<ConfigError> errors;
  Library rules = load_library(data_directory(), places.rules, errors);
  Settings wanted = load_settings(places.config, errors, rules.groups);
  for (const ConfigError& error : errors)
    lib::log_error(error.str());
  if (!errors.empty()) {
    lib::log_error("the configuration was not taken: everything stays as it was");
    return false;
  }
  if (const auto changed = needs_restart(settings, wanted); !changed.empty()) {
    lib::log_error(
        fmt::format("the configuration was not taken: {} can only change with a restart "
                    "(systemctl restart treatyd)",
                    fmt::join(changed, ", ")));
    return false;
  }
  for (const std::string& warning : wanted.warnings)
    lib::log_warning(warning);
  settings = std::move(wanted);
  library = std::move(rules);
  lib::log_info("the configuration and the rules were read again");
  return true;
}

}  // namespace service
