#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "lib/loop.h"
#include "lib/smtp.h"
#include "notify/channel.h"
#include "notify/mail.h"
#include "notify/message.h"

namespace notify {

/// The relay that takes our mail, and whose mail it is.
struct MailSettings {
  std::string host;
  std::uint16_t port = 587;
  lib::SmtpSecurity security = lib::SmtpSecurity::starttls;
  std::string user;      ///< empty: no authentication
  std::string password;  ///< never written to any text
  std::string ca_file;   ///< PEM; instead of the system's authorities; may be empty
  MailIdentity identity;
};

/// Mail by SMTP: the events of one treaty from one recording step make one mail.
///
/// 5xx to a recipient or to the message is a refusal for good, and 4xx is tried again. Whatever the
/// relay says before a recipient was named (it is not there, it refuses our login or our sender) is
/// its own fault: see RetryLater::way.
/// A recipient whose address is not fit to be mailed to is refused without asking the relay.
class MailChannel final : public Channel {
 public:
  /// The state of play of a treaty (of the service, when the number is empty), asked for at the
  /// moment of writing.
  using ContextOf = std::function<Context(const std::string& treaty)>;

  /// `loop`, `smtp` and `templates` must outlive the channel.
  MailChannel(lib::Loop& loop, lib::SmtpClient& smtp, const TemplatesByLanguage& templates,
              MailSettings settings, ContextOf context);
  ~MailChannel() override;
  MailChannel(const MailChannel&) = delete;
  MailChannel& operator=(const MailChannel&) = delete;

  [[nodiscard]] bool combines() const override { return true; }
  void send(const Subscriber& subscriber, std::span<const treaty::Event> events,
            SendDone done) override;
  void send_digest(const Subscriber& subscriber, const std::string& issue,
                   std::span<const treaty::Event> events, SendDone done) override;

  /// One mail that is no notice, such as one that asks to confirm.
  void send_mail(const std::string& recipient, const lib::Mail& mail, SendDone done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace notify
