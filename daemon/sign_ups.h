#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "daemon/sign_up_pages.h"
#include "daemon/subscribers.h"
#include "daemon/subscription_json.h"
#include "lib/http_server.h"
#include "lib/mime.h"
#include "notify/channel.h"

namespace service {

/// How people come and go by themselves: the pages and answers below /s/, which need no right and
/// are all that a proxy must forward, and the confirming mail.
///
/// GET /s/TOKEN shows a page and changes nothing, since scanners of mail follow every link; POST
/// /s/TOKEN acts: with `List-Unsubscribe=One-Click` (RFC 8058) it leaves, with `confirm=yes` it
/// confirms. POST /s/ signs up, where `mail.sign_up` allows it to everybody: a form, or JSON (see
/// subscriber_from_json). What comes back does not tell whether an address is known.
///
/// Pages are in the language of `?language=`, else in the subscriber's own, else in the first that
/// the browser accepts and there are words in; the mail is in the one that was asked for.
class SignUps {
 public:
  struct World {
    Subscribers& subscribers;
    Desk& desk;
    Clock& clock;
    const Settings& settings;
    const notify::TemplatesByLanguage& words;
    /// Hands one mail to the relay.
    std::function<void(const std::string& recipient, const lib::Mail& mail, notify::SendDone done)>
        send_mail;
    std::function<lib::json::object()> freshness;  ///< what every answer under /v1 carries
  };

  /// Loads the templates; throws std::runtime_error that names the file of a faulty one.
  SignUps(World world, const std::string& templates);

  void serve(const lib::ServerRequest& request, const lib::Responder& responder);

  /// The same sign-up for somebody who may act: no limit of rate.
  void create(const lib::ServerRequest& request, const lib::Responder& responder);

  /// {"subject": "Re: … confirm TOKEN"}: acts on a mail that came back, by its subject.
  void answer_mail(const lib::ServerRequest& request, const lib::Responder& responder);

  /// {"notices", "sentence", …} for a filter given as fields of the query or as JSON.
  void preview(const lib::ServerRequest& request, const lib::Responder& responder);

 private:
  /// Who signs up, and how they are answered: with a page in that language, or with JSON.
  struct Asker {
    bool limited = false;
    std::optional<std::string> page{};
  };
  void sign_up(const lib::json::object& asked, const Asker& asker, const lib::Responder& responder);
  void ask_to_confirm(const notify::Subscriber& subscriber, const std::string& token,
                      const Asker& asker, const lib::Responder& responder);
  void answer_asker(const notify::Subscriber& subscriber, const Asker& asker,
                    const lib::Responder& responder);
  lib::Mail confirming_mail(const notify::Subscriber& subscriber, const std::string& token);
  lib::ServerResponse page(const std::string& language, int status, SignUpPages::Show what,
                           const notify::Subscriber* subscriber = nullptr, bool previewed = false);
  lib::ServerResponse mistaken(const std::string& language, int status, SignUpPages::Show what,
                               const std::string& sentence);
  SignUpPages::Facts facts_of(const notify::Subscriber& subscriber,
                              const std::string& language) const;
  std::string language_of(const lib::ServerRequest& request, const std::string& usual) const;
  KnownNames known() const;
  lib::ServerResponse said(lib::json::object answer);
  bool too_many();

  World world_;
  SignUpPages pages_;
  std::deque<std::chrono::steady_clock::time_point> recent_;  ///< sign-ups of the last hour
};

}  // namespace service
