#include "daemon/sign_ups.h"

#include <algorithm>
#include <utility>

#include "daemon/mail_out.h"
#include "daemon/subscription_json.h"
#include "lib/accept_language.h"
#include "lib/log.h"
#include "lib/sha256.h"
#include "lib/url.h"
#include "notify/mail.h"

namespace service {
namespace {

namespace json = lib::json;
using Show = SignUpPages::Show;

constexpr std::string_view kPlace = "/s/";
constexpr std::size_t kTokenLength = 43;  // 32 bytes as base64url
constexpr std::size_t kMostPerHour = 60;  // of all sign-ups by strangers

using Field = std::pair<std::string, std::string>;

/// The fields of a form; nothing of what cannot be read.
std::vector<Field> form_of(const std::string& body) {
  auto parsed = lib::parse_target("/?" + body);
  return parsed ? std::move(parsed->query) : std::vector<Field>{};
}

bool has(const std::vector<Field>& fields, const Field& wanted) {
  return std::find(fields.begin(), fields.end(), wanted) != fields.end();
}

// Fields of a form or a query as the JSON of a sign-up.
json::object json_of(const std::vector<Field>& fields) {
  json::object object;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    if (name == "treaties" || name == "participants" || name == "groups" || name == "kinds") {
      if (!object.contains(name)) object[name] = json::array{};
      object[name].as_array().emplace_back(value);
    } else if (name == "milestones_only" || name == "weekends") {
      object[name] = value == "true" || value == "on" || value == "yes";
    } else if (name == "hour" && value.size() <= 2 &&
               value.find_first_not_of("0123456789") == std::string::npos) {
      object[name] = std::stoll(value);
    } else {
      object[name] = value;
    }
  }
  return object;
}

bool is_json(const lib::ServerRequest& request) {
  const std::string* type = request.headers.find("Content-Type");
  return type != nullptr && type->starts_with("application/json");
}

std::optional<json::object> json_body(const lib::ServerRequest& request) {
  boost::system::error_code error;
  json::value value = json::parse(request.body, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

bool is_token(std::string_view text) {
  return text.size() == kTokenLength && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

/// The token behind "confirm" or "leave" in a subject; empty when there is none.
std::string token_in(const std::string& subject) {
  for (const std::string_view word : {"confirm ", "leave "}) {
    const std::size_t at = subject.rfind(word);
    if (at == std::string::npos) continue;
    const std::string_view rest = std::string_view{subject}.substr(at + word.size());
    const std::string_view token = rest.substr(0, kTokenLength);
    if (is_token(token)) return std::string{token};
  }
  return {};
}

bool has_address(const json::object& asked) {
  const json::value* mail = asked.if_contains("mail");
  return mail != nullptr && mail->is_string() && lib::is_mail_address(mail->as_string());
}

json::object sentence_of(std::string sentence) {
  return {{"sentence", std::move(sentence)}};
}

}  // namespace

SignUps::SignUps(World world, const std::string& templates)
    : world_{std::move(world)}, pages_{templates} {}

lib::ServerResponse SignUps::said(json::object answer) {
  for (auto& [key, value] : world_.freshness())
    answer[key] = std::move(value);
  return {.body = json::serialize(answer) + '\n'};
}

KnownNames SignUps::known() const {
  return {world_.desk.participants(),
          [this](const std::string& number) { return world_.desk.tracks(number); },
          world_.settings.groups, pages_.languages(), world_.settings.language};
}

std::string SignUps::language_of(const lib::ServerRequest& request,
                                 const std::string& usual) const {
  const std::vector<std::string>& known = pages_.languages();
  for (const auto& [name, value] : request.query) {
    if (name == "language" && std::find(known.begin(), known.end(), value) != known.end()) {
      return value;
    }
  }
  if (!usual.empty()) return usual;
  const std::string* accepted = request.headers.find("Accept-Language");
  std::string first = accepted == nullptr ? "" : lib::first_known_language(*accepted, known);
  return first.empty() ? world_.settings.language : first;
}

SignUpPages::Facts SignUps::facts_of(const notify::Subscriber& subscriber,
                                     const std::string& language) const {
  const notify::Templates& words = notify::templates_for(world_.words, language);
  return {.following = words.following(subscriber.filter),
          .schedule = words.schedule(subscriber.schedule)};
}

lib::ServerResponse SignUps::page(const std::string& language, int status, Show what,
                                  const notify::Subscriber* subscriber, bool previewed) {
  SignUpPages::Facts facts;
  if (subscriber != nullptr) facts = facts_of(*subscriber, language);
  if (previewed) {
    facts.preview = notify::templates_for(world_.words, language)
                        .preview(world_.subscribers.preview(*subscriber));
  }
  if (what == Show::form) {
    for (const std::string& number : world_.settings.track) {
      const treaty::Rule* rule = world_.desk.rule(number);
      facts.treaties.emplace_back(number, rule == nullptr ? std::string{} : rule->name);
    }
  }
  return pages_.page(language, status, what, facts);
}

lib::ServerResponse SignUps::mistaken(const std::string& language, int status, Show what,
                                      const std::string& sentence) {
  return pages_.page(language, status, what, {.mistake = sentence});
}

void SignUps::serve(const lib::ServerRequest& request, const lib::Responder& responder) {
  const std::string token = request.path.substr(kPlace.size());
  const bool open = world_.settings.mail && world_.settings.mail->sign_up;
  const std::string language = language_of(request, {});
  if (request.method == "POST" && token.empty()) {
    if (!open) return responder.send(page(language, 404, Show::gone));
    if (!is_json(request)) {
      return sign_up(json_of(form_of(request.body)), {.limited = true, .page = language},
                     responder);
    }
    const auto asked = json_body(request);
    if (!asked) return responder.send(lib::problem(400, "the body must be an object of JSON"));
    return sign_up(*asked, {.limited = true}, responder);
  }
  if (request.method != "POST" && request.method != "GET" && request.method != "HEAD") {
    return responder.send(lib::problem(405, "/s/ takes GET and POST"));
  }
  if (token.empty()) {
    return responder.send(open ? page(language, 200, Show::form) : page(language, 404, Show::gone));
  }
  const Subscribers::Token found =
      is_token(token) ? world_.subscribers.look_up(token) : Subscribers::Token{};
  if (found.use == Subscribers::Use::nothing) {
    return responder.send(page(language, 404, Show::gone));
  }
  const notify::Subscriber& subscriber = found.subscriber;
  const std::string own = language_of(request, subscriber.language);
  const bool leaving = found.use == Subscribers::Use::leave;
  const Show ask = leaving ? Show::ask_leave : Show::ask_confirm;
  if (request.method != "POST") return responder.send(page(own, 200, ask, &subscriber));
  const Field needed = leaving ? Field{"List-Unsubscribe", "One-Click"} : Field{"confirm", "yes"};
  if (!has(form_of(request.body), needed)) {
    return responder.send(page(own, 400, ask, &subscriber));
  }
  world_.subscribers.spend(token);
  responder.send(page(own, 200, leaving ? Show::left : Show::confirmed, &subscriber));
}

void SignUps::create(const lib::ServerRequest& request, const lib::Responder& responder) {
  const auto asked = json_body(request);
  if (!asked) return responder.send(lib::problem(400, "the body must be an object of JSON"));
  sign_up(*asked, {}, responder);
}

// Of strangers alone, over the last hour: whoever is behind a proxy cannot be told apart.
bool SignUps::too_many() {
  const auto now = std::chrono::steady_clock::now();
  while (!recent_.empty() && now - recent_.front() > std::chrono::hours{1})
    recent_.pop_front();
  if (recent_.size() >= kMostPerHour) return true;
  recent_.push_back(now);
  return false;
}

void SignUps::sign_up(const json::object& asked, const Asker& asker,
                      const lib::Responder& responder) {
  const auto refuse = [&](int status, Show what, const std::string& sentence) {
    responder.send(asker.page ? mistaken(*asker.page, status, what, sentence)
                              : lib::problem(status, sentence));
  };
  auto subscriber = subscriber_from_json(asked, known());
  if (!subscriber) {
    return refuse(400, has_address(asked) ? Show::wrong : Show::bad_address, subscriber.error());
  }
  if (!world_.settings.mail) {
    return refuse(409, Show::wrong,
                  "no mail can be sent from here: the configuration has no [mail] table");
  }
  if (asker.limited && too_many()) {
    return refuse(429, Show::too_many,
                  "too many people signed up in the last hour; please try again later");
  }
  const auto token = world_.subscribers.sign_up(*subscriber);
  if (token) return ask_to_confirm(*subscriber, *token, asker, responder);
  // Nobody is told that this address had its mails for today.
  answer_asker(*subscriber, asker, responder);
}

void SignUps::answer_asker(const notify::Subscriber& subscriber, const Asker& asker,
                           const lib::Responder& responder) {
  if (asker.page) return responder.send(page(*asker.page, 200, Show::asked, &subscriber, true));
  const notify::Templates& english = notify::templates_for(world_.words, "en");
  responder.send(said(
      sentence_of("A mail is on its way to that address. Nothing is sent before it is confirmed. " +
                  english.preview(world_.subscribers.preview(subscriber)))));
}

void SignUps::ask_to_confirm(const notify::Subscriber& subscriber, const std::string& token,
                             const Asker& asker, const lib::Responder& responder) {
  world_.send_mail(
      std::get<notify::MailTarget>(subscriber.target).address, confirming_mail(subscriber, token),
      [this, subscriber, asker, responder](const notify::SendResult& result) {
        if (!std::holds_alternative<notify::Sent>(result)) {
          const auto* later = std::get_if<notify::RetryLater>(&result);
          lib::log_warning(
              "a confirming mail was not sent: " +
              (later != nullptr ? later->reason : std::get<notify::Refused>(result).reason));
        }
        answer_asker(subscriber, asker, responder);
      });
}

lib::Mail SignUps::confirming_mail(const notify::Subscriber& subscriber, const std::string& token) {
  const notify::MailIdentity identity =
      mail_settings(world_.settings, world_.settings.mail->usual).identity;
  const std::string& language = subscriber.language;
  SignUpPages::Facts facts = facts_of(subscriber, language);
  facts.preview =
      notify::templates_for(world_.words, language).preview(world_.subscribers.preview(subscriber));
  const std::string link =
      identity.base_url.empty() ? std::string{} : identity.base_url + std::string{kPlace} + token;
  SignUpPages::Mail words = pages_.confirming_mail(language, facts, token, link);
  lib::Mail mail;
  mail.from = identity.from;
  mail.to = {{}, std::get<notify::MailTarget>(subscriber.target).address};
  mail.subject = std::move(words.subject);
  mail.date = world_.clock.now();
  mail.message_id = "confirm." + lib::sha256_hex(token).substr(0, 32) + '@' + identity.domain;
  mail.headers.emplace_back("Auto-Submitted", "auto-generated");
  mail.headers.emplace_back("Content-Language", language);
  if (!identity.unsubscribe.empty()) {
    mail.headers.emplace_back("Reply-To", '<' + identity.unsubscribe + '>');
  }
  mail.text = std::move(words.text);
  mail.html = std::move(words.html);
  return mail;
}

void SignUps::answer_mail(const lib::ServerRequest& request, const lib::Responder& responder) {
  const auto body = json_body(request);
  const json::value* subject = body ? body->if_contains("subject") : nullptr;
  if (subject == nullptr || !subject->is_string()) {
    return responder.send(lib::problem(400, "the body must be {\"subject\": \"…\"}"));
  }
  const std::string token = token_in(std::string{std::string_view{subject->as_string()}});
  switch (token.empty() ? Subscribers::Use::nothing : world_.subscribers.spend(token)) {
    case Subscribers::Use::nothing:
      return responder.send(lib::problem(
          404, "the subject holds no \"confirm …\" or \"leave …\" that is known and still valid"));
    case Subscribers::Use::confirm:
      return responder.send(said(sentence_of("The subscription is confirmed.")));
    case Subscribers::Use::leave:
      return responder.send(said(sentence_of("They are told nothing more.")));
  }
}

void SignUps::preview(const lib::ServerRequest& request, const lib::Responder& responder) {
  json::object asked = json_of(request.query);
  asked["mail"] = "nobody@example.org";  // a filter is asked about, not a person
  const auto subscriber = subscriber_from_json(asked, known());
  if (!subscriber) return responder.send(lib::problem(400, subscriber.error()));
  const notify::Templates& english = notify::templates_for(world_.words, "en");
  json::object answer = preview_json(world_.subscribers.preview(*subscriber), english);
  answer["follows"] = english.following(subscriber->filter);
  responder.send(said(std::move(answer)));
}

}  // namespace service
