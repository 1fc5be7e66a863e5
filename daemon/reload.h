#pragma once

#include <string>
#include <vector>

#include "daemon/desk.h"
#include "daemon/service.h"
#include "daemon/settings.h"

namespace service {

/// Reads the configuration and the treaty files again, and puts them in the place of what runs: all
/// of it or nothing. With a mistake in them, or a change that needs a restart, everything stays as
/// it was; each reason is a line of the log. True when the new ones run.
///
/// What can change while the service runs: the subscribers, `track`, `language`, [watch], how often
/// the source is looked at, and the rules.
bool take_new_settings(const Places& places, Settings& settings, Library& library);

/// What differs and can only be changed by a restart: "mail", "source.base_url".
std::vector<std::string> needs_restart(const Settings& running, const Settings& wanted);

}  // namespace service
