#include "notify/mail_channel.h"

#include <set>
#include <utility>
#include <variant>

#include "lib/mime.h"
#include "lib/plain_text.h"
#include "lib/text.h"
#include "notify/circular.h"

namespace notify {
namespace {

constexpr std::size_t kLine = 300;

/// The relay does not let us in (RFC 4954 section 6), which some say only once a recipient is
/// named.
bool is_about_login(int code) {
  return code == 530 || code == 534 || code == 535 || code == 538;
}

/// Servers repeat the address that they refuse; reasons are kept, and are no place for it.
std::string without_address(std::string text, const std::string& address) {
  for (;;) {
    const std::size_t at = lib::find_ignoring_case(text, address);
    if (at == std::string::npos) return text;
    text.replace(at, address.size(), "the recipient");
  }
}

SendResult result_of(const lib::SmtpResult& result, const std::string& recipient) {
  if (result) return Sent{lib::one_line(without_address(result->reply, recipient), kLine)};
  const std::string reason =
      lib::one_line(without_address(result.error().sentence, recipient), kLine);
  // Before a recipient was named nobody refused anything of theirs: the relay is not there, or does
  // not let us in, which is mended without them.
  if (result.error().stage == lib::SmtpStage::server || is_about_login(result.error().code)) {
    return RetryLater{reason, {}, true};
  }
  if (result.error().kind == lib::SmtpFaultKind::permanent) {
    return Refused{reason, result.error().stage == lib::SmtpStage::recipient};
  }
  return RetryLater{reason, {}};
}

}  // namespace

struct MailChannel::State : std::enable_shared_from_this<MailChannel::State> {
  State(lib::Loop& loop_, lib::SmtpClient& smtp_, const TemplatesByLanguage& templates_,
        MailSettings settings_, ContextOf context_)
      : loop{loop_},
        smtp{smtp_},
        templates{templates_},
        settings{std::move(settings_)},
        context{std::move(context_)} {}

  lib::Loop& loop;
  lib::SmtpClient& smtp;
  const TemplatesByLanguage& templates;
  MailSettings settings;
  ContextOf context;
  Circulars circulars;
  std::set<lib::SmtpClient::Id> under_way;

  [[nodiscard]] const Templates& words_of(const Subscriber& subscriber) const {
    return templates_for(templates, subscriber.language);
  }

  [[nodiscard]] Message compose(const Subscriber& subscriber, const std::string& issue,
                                std::span<const treaty::Event> events) const {
    const Templates& words = words_of(subscriber);
    const Reason reason{words.following(subscriber.filter), subscriber.note,
                        words.leave(leave_link(settings.identity, subscriber),
                                    settings.identity.unsubscribe, leave_subject(subscriber))};
    if (!issue.empty()) return words.compose_digest(events, context, reason);
    return words.compose(events, context(events.front().treaty), reason);
  }

  [[nodiscard]] lib::Mail mail_of(const Subscriber& subscriber, const std::string& issue,
                                  std::span<const treaty::Event> events,
                                  const Message& message) const {
    if (issue.empty()) return notice_mail(settings.identity, subscriber, events, message);
    return digest_mail(settings.identity, subscriber, issue, events, message);
  }

  /// One copy of what all who follow alike are told; `issue` is empty for a notice.
  [[nodiscard]] std::string write(const Subscriber& subscriber, const std::string& issue,
                                  std::span<const treaty::Event> events) {
    // Who has no token leaves by name.
    const bool alike = !subscriber.leave_token.empty();
    if (alike) {
      Circulars::Key key{.language = subscriber.language,
                         .issue = issue,
                         .events = {},
                         .filter = subscriber.filter,
                         .note = subscriber.note,
                         .token_length = subscriber.leave_token.size()};
      for (const treaty::Event& event : events)
        key.events.push_back(event.id);
      const Circular& circular = circulars.find(std::move(key), [&](const std::string& token) {
        Subscriber somebody = subscriber;
        somebody.leave_token = token;
        return compose(somebody, issue, events);
      });
      if (circular.is_usable()) {
        return lib::write_mail(mail_of(subscriber, issue, events, circular.message()),
                               circular.copy_for(subscriber.leave_token));
      }
    }
    return lib::write_mail(mail_of(subscriber, issue, events, compose(subscriber, issue, events)));
  }

  [[nodiscard]] lib::SmtpRequest request(const std::string& recipient, std::string message) const {
    lib::SmtpRequest request;
    request.host = settings.host;
    request.port = settings.port;
    request.security = settings.security;
    request.user = settings.user;
    request.password = settings.password;
    request.ca_file = settings.ca_file;
    request.from = settings.identity.from.address;
    request.to = {recipient};
    request.message = std::move(message);
    return request;
  }

  void send(const Subscriber& subscriber, const std::string& issue,
            std::span<const treaty::Event> events, SendDone done) {
    const std::string& address = std::get<MailTarget>(subscriber.target).address;
    if (!lib::is_mail_address(address)) {
      refuse("not an address that mail can be sent to: " + lib::one_line(address, kLine),
             std::move(done));
    } else {
      submit(request(address, write(subscriber, issue, events)), std::move(done));
    }
  }

  void refuse(std::string reason, SendDone done) {
    loop.post([weak = weak_from_this(), reason = std::move(reason), done = std::move(done)] {
      if (weak.lock()) done(Refused{reason, true});
    });
  }

  void submit(lib::SmtpRequest message, SendDone done) {
    // The callback never runs inside send, so that it finds its id.
    const auto id = std::make_shared<lib::SmtpClient::Id>();
    const std::string recipient = message.to.front();
    *id = smtp.send(std::move(message),
                    [this, id, recipient, done = std::move(done)](const lib::SmtpResult& result) {
                      under_way.erase(*id);
                      done(result_of(result, recipient));
                    });
    under_way.insert(*id);
  }
};

MailChannel::MailChannel(lib::Loop& loop, lib::SmtpClient& smtp,
                         const TemplatesByLanguage& templates, MailSettings settings,
                         ContextOf context)
    : state_{std::make_shared<State>(loop, smtp, templates, std::move(settings),
                                     std::move(context))} {}

MailChannel::~MailChannel() {
  for (const lib::SmtpClient::Id id : state_->under_way)
    state_->smtp.cancel(id);
}

void MailChannel::send(const Subscriber& subscriber, std::span<const treaty::Event> events,
                       SendDone done) {
  state_->send(subscriber, {}, events, std::move(done));
}

void MailChannel::send_mail(const std::string& recipient, const lib::Mail& mail, SendDone done) {
  state_->submit(state_->request(recipient, lib::write_mail(mail)), std::move(done));
}

void MailChannel::send_digest(const Subscriber& subscriber, const std::string& issue,
                              std::span<const treaty::Event> events, SendDone done) {
  state_->send(subscriber, issue, events, std::move(done));
}

}  // namespace notify
