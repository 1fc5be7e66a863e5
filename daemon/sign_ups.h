#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <string>

#include "daemon/subscribers.h"
#include "daemon/subscription_json.h"
#include "lib/http_server.h"
#include "lib/mime.h"
#include "lib/mustache.h"
#include "notify/channel.h"

namespace service {

/// How people come and go by themselves: the pages and answers below /s/, which need no right and
/// are all that a proxy must forward, and the confirming mail.
///
/// GET /s/TOKEN shows a page and changes nothing, since scanners of mail follow every link; POST
/// /s/TOKEN acts: with `List-Unsubscribe=One-Click` (RFC 8058) it leaves, with `confirm=yes` it
/// confirms. POST /s/ signs up, where `mail.sign_up` allows it to everybody: a form, or JSON (see
/// subscriber_from_json). What comes back does not tell whether an address is known.
class SignUps {
 public:
  struct World {
    Subscribers& subscribers;
    Desk& desk;
    Clock& clock;
    const Settings& settings;
    const notify::Templates& words;
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
  void sign_up(const lib::json::object& asked, bool limited, bool as_page,
               const lib::Responder& responder);
  void ask_to_confirm(const notify::Subscriber& subscriber, const std::string& token, bool as_page,
                      const lib::Responder& responder);
  lib::Mail confirming_mail(const notify::Subscriber& subscriber, const std::string& token);
  lib::ServerResponse page(int status, const char* what, const notify::Subscriber* subscriber,
                           const std::string& sentence = {});
  KnownNames known() const;
  lib::ServerResponse said(lib::json::object answer);
  bool too_many();

  World world_;
  lib::Template page_;
  lib::Template confirm_subject_;
  lib::Template confirm_text_;
  lib::Template confirm_html_;
  std::deque<std::chrono::steady_clock::time_point> recent_;  ///< sign-ups of the last hour
};

}  // namespace service
