#pragma once

#include <string>

#include "daemon/desk.h"
#include "daemon/settings.h"
#include "notify/mail_channel.h"
#include "notify/message.h"

namespace service {

/// True for "Treaty watch <treatyd@example.org>" and "treatyd@example.org".
bool is_sender(const std::string& from);

/// The settings of the mail channel: `from` taken apart, the domain of our Message-IDs from it, and
/// where /s/ is answered from publish.base_url. There must be a [mail] table.
notify::MailSettings mail_settings(const Settings& settings);

/// The state of play that a message shows, as it is now. An empty number: about the service.
notify::Context message_context(Desk& desk, const Settings& settings, const std::string& number);

}  // namespace service
