#pragma once

#include <map>
#include <memory>
#include <string>

#include "daemon/desk.h"
#include "daemon/settings.h"
#include "lib/loop.h"
#include "notify/mail_channel.h"
#include "notify/message.h"

namespace service {

/// True for "Treaty watch <treatyd@example.org>" and "treatyd@example.org".
bool is_sender(const std::string& from);

/// The settings of the mail channel through one server: `from` taken apart, the domain of our
/// Message-IDs from it, and where /s/ is answered from publish.base_url. There must be a [mail]
/// table.
notify::MailSettings mail_settings(const Settings& settings, const MailServer& server);

/// The submission servers of [mail]. Each has connections and a thread of its own: one that does
/// not answer, not even to a QUIT, holds up no other.
class MailServers {
 public:
  /// `loop` and `templates` must outlive it.
  MailServers(lib::Loop& loop, const notify::TemplatesByLanguage& templates,
              const Settings& settings, const notify::MailChannel::ContextOf& context);
  ~MailServers();

  /// By name, the usual one without; nullptr when there is none.
  [[nodiscard]] notify::Channel* find(const std::string& name) const;

  /// One mail that is no notice, through the usual server. There must be a [mail] table.
  void send(const std::string& recipient, const lib::Mail& mail, notify::SendDone done);

 private:
  struct Server;
  std::map<std::string, std::unique_ptr<Server>> servers_;
};

/// The state of play that a message shows, as it is now. An empty number: about the service.
notify::Context message_context(Desk& desk, const Settings& settings, const std::string& number);

}  // namespace service
