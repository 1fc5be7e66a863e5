#include "daemon/sign_ups.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "daemon/mail_out.h"
#include "daemon/subscription_json.h"
#include "lib/log.h"
#include "lib/plain_text.h"
#include "lib/sha256.h"
#include "lib/url.h"
#include "notify/mail.h"
#include "notify/schedule.h"

namespace service {
namespace {

namespace json = lib::json;
namespace mustache = lib::mustache;

constexpr std::string_view kPlace = "/s/";
constexpr std::size_t kTokenLength = 43;  // 32 bytes as base64url
constexpr std::size_t kMostPerHour = 60;  // of all sign-ups by strangers
constexpr std::size_t kColumns = 72;

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

json::object sentence_of(std::string sentence) {
  return {{"sentence", std::move(sentence)}};
}

}  // namespace

SignUps::SignUps(World world, const std::string& templates)
    : world_{std::move(world)},
      page_{std::filesystem::path{templates} / "en/subscription.html.mustache",
            lib::Template::Escape::html},
      confirm_subject_{std::filesystem::path{templates} / "en/confirm.subject.mustache",
                       lib::Template::Escape::none},
      confirm_text_{std::filesystem::path{templates} / "en/confirm.txt.mustache",
                    lib::Template::Escape::none},
      confirm_html_{std::filesystem::path{templates} / "en/confirm.html.mustache",
                    lib::Template::Escape::html} {}

lib::ServerResponse SignUps::said(json::object answer) {
  for (auto& [key, value] : world_.freshness())
    answer[key] = std::move(value);
  return {.body = json::serialize(answer) + '\n'};
}

KnownNames SignUps::known() const {
  return {world_.desk.participants(),
          [this](const std::string& number) { return world_.desk.tracks(number); },
          world_.settings.groups};
}

lib::ServerResponse SignUps::page(int status, const char* what,
                                  const notify::Subscriber* subscriber,
                                  const std::string& sentence) {
  mustache::data view;
  view.set(what, mustache::data{mustache::data::type::bool_true});
  view.set("sentence", mustache::data{sentence});
  if (subscriber != nullptr) {
    view.set("following", mustache::data{world_.words.following(subscriber->filter)});
    const std::string schedule = notify::describe(subscriber->schedule);
    if (!schedule.empty()) view.set("schedule", mustache::data{schedule});
  }
  mustache::data treaties{mustache::data::type::list};
  for (const std::string& number : world_.settings.track) {
    mustache::data treaty;
    treaty.set("number", mustache::data{number});
    const treaty::Rule* rule = world_.desk.rule(number);
    treaty.set("name", mustache::data{rule == nullptr ? number : rule->name});
    treaties.push_back(treaty);
  }
  view.set("treaties", treaties);
  lib::ServerResponse response{
      .status = status, .content_type = "text/html; charset=utf-8", .body = page_.render(view)};
  response.headers.add("Content-Security-Policy",
                       "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
                       "frame-ancestors 'none'; base-uri 'none'");
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Cache-Control", "no-store");
  response.headers.add("X-Robots-Tag", "noindex");
  return response;
}

void SignUps::serve(const lib::ServerRequest& request, const lib::Responder& responder) {
  const std::string token = request.path.substr(kPlace.size());
  const bool open = world_.settings.mail && world_.settings.mail->sign_up;
  if (request.method == "POST" && token.empty()) {
    if (!open) return responder.send(page(404, "gone", nullptr));
    if (!is_json(request)) return sign_up(json_of(form_of(request.body)), true, true, responder);
    const auto asked = json_body(request);
    if (!asked) return responder.send(lib::problem(400, "the body must be an object of JSON"));
    return sign_up(*asked, true, false, responder);
  }
  if (request.method != "POST" && request.method != "GET" && request.method != "HEAD") {
    return responder.send(lib::problem(405, "/s/ takes GET and POST"));
  }
  if (token.empty()) {
    return responder.send(open ? page(200, "form", nullptr) : page(404, "gone", nullptr));
  }
  const Subscribers::Token found =
      is_token(token) ? world_.subscribers.look_up(token) : Subscribers::Token{};
  if (found.use == Subscribers::Use::nothing) return responder.send(page(404, "gone", nullptr));
  const bool leaving = found.use == Subscribers::Use::leave;
  if (request.method != "POST") {
    return responder.send(page(200, leaving ? "ask_leave" : "ask_confirm", &found.subscriber));
  }
  const Field needed = leaving ? Field{"List-Unsubscribe", "One-Click"} : Field{"confirm", "yes"};
  if (!has(form_of(request.body), needed)) {
    return responder.send(page(400, leaving ? "ask_leave" : "ask_confirm", &found.subscriber));
  }
  world_.subscribers.spend(token);
  responder.send(page(200, leaving ? "left" : "confirmed", &found.subscriber));
}

void SignUps::create(const lib::ServerRequest& request, const lib::Responder& responder) {
  const auto asked = json_body(request);
  if (!asked) return responder.send(lib::problem(400, "the body must be an object of JSON"));
  sign_up(*asked, false, false, responder);
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

void SignUps::sign_up(const json::object& asked, bool limited, bool as_page,
                      const lib::Responder& responder) {
  const auto refuse = [&](int status, const std::string& sentence) {
    responder.send(as_page ? page(status, "wrong", nullptr, sentence)
                           : lib::problem(status, sentence));
  };
  auto subscriber = subscriber_from_json(asked, known());
  if (!subscriber) return refuse(400, subscriber.error());
  if (!world_.settings.mail) {
    return refuse(409, "no mail can be sent from here: the configuration has no [mail] table");
  }
  if (limited && too_many()) {
    return refuse(429, "too many people signed up in the last hour; please try again later");
  }
  const auto token = world_.subscribers.sign_up(*subscriber);
  if (token) return ask_to_confirm(*subscriber, *token, as_page, responder);
  // Nobody is told that this address had its mails for today.
  const std::string sentence =
      "A mail is on its way to that address. Nothing is sent before it is confirmed.";
  responder.send(as_page ? page(200, "asked", &*subscriber) : said(sentence_of(sentence)));
}

void SignUps::ask_to_confirm(const notify::Subscriber& subscriber, const std::string& token,
                             bool as_page, const lib::Responder& responder) {
  const std::string& address = std::get<notify::MailTarget>(subscriber.target).address;
  const std::string preview{
      std::string_view{world_.subscribers.preview(subscriber).at("sentence").as_string()}};
  world_.send_mail(
      address, confirming_mail(subscriber, token),
      [this, subscriber, preview, as_page, responder](const notify::SendResult& result) {
        if (!std::holds_alternative<notify::Sent>(result)) {
          const auto* later = std::get_if<notify::RetryLater>(&result);
          lib::log_warning(
              "a confirming mail was not sent: " +
              (later != nullptr ? later->reason : std::get<notify::Refused>(result).reason));
        }
        const std::string sentence =
            "A mail is on its way to that address. Nothing is sent before it is confirmed. " +
            preview;
        responder.send(as_page ? page(200, "asked", &subscriber, preview)
                               : said(sentence_of(sentence)));
      });
}

lib::Mail SignUps::confirming_mail(const notify::Subscriber& subscriber, const std::string& token) {
  const notify::MailIdentity identity =
      mail_settings(world_.settings, world_.settings.mail->usual).identity;
  mustache::data view;
  view.set("following", mustache::data{world_.words.following(subscriber.filter)});
  view.set("token", mustache::data{token});
  const std::string schedule = notify::describe(subscriber.schedule);
  if (!schedule.empty()) view.set("schedule", mustache::data{schedule});
  if (!identity.base_url.empty()) {
    view.set("link", mustache::data{identity.base_url + std::string{kPlace} + token});
  }
  view.set("preview", mustache::data{std::string{std::string_view{
                          world_.subscribers.preview(subscriber).at("sentence").as_string()}}});
  lib::Mail mail;
  mail.from = identity.from;
  mail.to = {{}, std::get<notify::MailTarget>(subscriber.target).address};
  mail.subject = lib::one_line(confirm_subject_.render(view), 200);
  view.set("subject", mustache::data{mail.subject});
  mail.date = world_.clock.now();
  mail.message_id = "confirm." + lib::sha256_hex(token).substr(0, 32) + '@' + identity.domain;
  mail.headers.emplace_back("Auto-Submitted", "auto-generated");
  if (!identity.unsubscribe.empty()) {
    mail.headers.emplace_back("Reply-To", '<' + identity.unsubscribe + '>');
  }
  mail.text = lib::wrap(confirm_text_.render(view), kColumns);
  mail.html = confirm_html_.render(view);
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
  json::object answer = world_.subscribers.preview(*subscriber);
  answer["follows"] = world_.words.following(subscriber->filter);
  responder.send(said(std::move(answer)));
}

}  // namespace service
