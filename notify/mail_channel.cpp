#include "notify/mail_channel.h"

#include <set>
#include <utility>
#include <variant>

#include "lib/mime.h"
#include "lib/plain_text.h"
#include "lib/text.h"

namespace notify {
namespace {

constexpr std::size_t kLine = 300;

/// The relay does not let us in (RFC 4954 section 6): an operator's mistake, mended without the
/// recipient, so that nobody's mail may be lost by it.
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
  const bool refused = result.error().kind == lib::SmtpFaultKind::permanent;
  if (refused && !is_about_login(result.error().code))
    return Refused{reason, result.error().recipient};
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
  std::set<lib::SmtpClient::Id> under_way;

  [[nodiscard]] const Templates& words_of(const Subscriber& subscriber) const {
    return templates_for(templates, subscriber.language);
  }

  [[nodiscard]] Reason reason_of(const Subscriber& subscriber) const {
    const Templates& words = words_of(subscriber);
    return {words.following(subscriber.filter), subscriber.note,
            words.leave(leave_link(settings.identity, subscriber), settings.identity.unsubscribe,
                        leave_subject(subscriber))};
  }

  [[nodiscard]] std::string write(const Subscriber& subscriber,
                                  std::span<const treaty::Event> events) const {
    const Reason reason = reason_of(subscriber);
    const Message message =
        words_of(subscriber).compose(events, context(events.front().treaty), reason);
    return lib::write_mail(notice_mail(settings.identity, subscriber, events, message));
  }

  [[nodiscard]] std::string write_digest(const Subscriber& subscriber, const std::string& issue,
                                         std::span<const treaty::Event> events) const {
    const Message message =
        words_of(subscriber).compose_digest(events, context, reason_of(subscriber));
    return lib::write_mail(digest_mail(settings.identity, subscriber, issue, events, message));
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

  void send(const Subscriber& subscriber, const std::function<std::string()>& written,
            SendDone done) {
    const std::string& address = std::get<MailTarget>(subscriber.target).address;
    if (!lib::is_mail_address(address)) {
      refuse("not an address that mail can be sent to: " + lib::one_line(address, kLine),
             std::move(done));
    } else {
      submit(request(address, written()), std::move(done));
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
  state_->send(
      subscriber, [&] { return state_->write(subscriber, events); }, std::move(done));
}

void MailChannel::send_mail(const std::string& recipient, const lib::Mail& mail, SendDone done) {
  state_->submit(state_->request(recipient, lib::write_mail(mail)), std::move(done));
}

void MailChannel::send_digest(const Subscriber& subscriber, const std::string& issue,
                              std::span<const treaty::Event> events, SendDone done) {
  state_->send(
      subscriber, [&] { return state_->write_digest(subscriber, issue, events); }, std::move(done));
}

}  // namespace notify
