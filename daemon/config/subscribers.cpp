#include "daemon/config/subscribers.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <utility>

#include <unistd.h>

#include "daemon/config/language.h"
#include "daemon/config/nearest.h"
#include "daemon/settings.h"
#include "daemon/track.h"
#include "feeds/address.h"
#include "lib/mime.h"
#include "lib/url.h"
#include "lib/zone.h"

namespace service {
namespace {

// What stands beside `mail`, and beside `webhook`.
constexpr std::array kOfMail = {"to_name", "via"};
constexpr std::array kOfWebhooks = {"format",        "secret_file", "cloud_events",
                                    "allow_private", "room",        "token_file"};

template <typename Keys>
void forgive_all(StrictTable& table, const Keys& keys) {
  for (const char* key : keys)
    table.forgive(key);
}

notify::Filter read_filter(StrictTable& table, const Settings& settings) {
  const Groups& groups = settings.groups;
  notify::Filter filter;
  filter.treaties = table.strings("treaties");
  check_tracked(table, "treaties", filter.treaties, settings);
  for (const std::string& word : table.strings("participants")) {
    const treaty::Participant* known = groups.participant(word);
    if (known == nullptr && !groups.participants().all().empty()) {
      table.error("participants", no_such_participant(word, groups.participants()));
    }
    filter.participants.push_back(known == nullptr
                                      ? treaty::Named{treaty::ParticipantId{word}, word}
                                      : treaty::Named{known->id, known->name});
  }
  for (const std::string& name : table.strings("groups")) {
    if (auto group = groups.find(name)) {
      filter.groups.push_back(std::move(group));
    } else {
      table.error("groups", groups.no_such_group(name));
    }
  }
  for (const std::string& kind : table.strings("kinds")) {
    if (const auto known = treaty::event_kind_from_name(kind)) {
      filter.kinds.push_back(*known);
    } else {
      table.error("kinds", no_such_kind(kind));
    }
  }
  filter.milestones_only = table.boolean("milestones_only").value_or(false);
  return filter;
}

// One key a line: the old and the new one while a receiver changes over.
std::vector<notify::WebhookKey> read_keys(StrictTable& table) {
  std::vector<notify::WebhookKey> keys;
  const auto file = table.string("secret_file");
  if (!file) {
    table.error(
        "a webhook needs secret_file = \"…\": a file with its signing key, whsec_… or "
        "whsk_…; a receiver must be able to tell our events from anybody's");
    return keys;
  }
  std::ifstream in{secret_path(*file)};
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    if (auto key = notify::WebhookKey::parse(line)) {
      keys.push_back(*std::move(key));
    } else {
      table.error("secret_file", *file + ", line " + std::to_string(number) + ": " + key.error());
      return keys;
    }
  }
  if (keys.empty()) {
    table.error("secret_file", "no signing key can be read from \"" + *file +
                                   "\": the file must exist, be readable by the service and hold "
                                   "one key a line");
  }
  return keys;
}

// The address itself is not repeated: its path may be what keeps others out.
void check_address(StrictTable& table, const std::string& address, bool allow_private) {
  const auto url = lib::parse_url(address);
  if (!url) {
    table.error("webhook", "webhook must be an address, https://host/…, without user or password");
  } else if (url->scheme == "http" && !lib::is_loopback_host(url->host)) {
    table.error("webhook", "webhook must be https; http is for this machine only");
  } else if (lib::is_loopback_host(url->host) && !allow_private) {
    table.error("webhook",
                "webhook leads to this machine: say allow_private = true if you mean it");
  }
}

std::string read_token(StrictTable& table) {
  const auto file = table.string("token_file");
  if (!file) return {};
  std::ifstream in{secret_path(*file)};
  std::string token;
  // A token goes into a header: one visible word.
  if (!std::getline(in, token) || token.empty() ||
      !std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; })) {
    table.error("token_file", "no token can be read from \"" + *file +
                                  "\": the file must exist, be readable by the service and hold "
                                  "the token on its first line");
  }
  return token;
}

void check_chat(StrictTable& table, const notify::ChatTarget& target) {
  const bool is_matrix = target.service == notify::ChatService::matrix;
  if (is_matrix && (!target.room.starts_with('!') || target.room.size() < 2)) {
    table.error("room",
                "format = \"matrix\" needs room = \"!…\", the room's internal id (in its "
                "settings, under advanced); webhook is the homeserver");
  }
  if (is_matrix && !table.has("token_file")) {
    table.error("format = \"matrix\" needs token_file = \"…\": a file with an access token");
  }
  const std::size_t slash = target.url.find('/', target.url.find("//") + 2);
  if (target.service == notify::ChatService::ntfy &&
      (slash == std::string::npos || target.url.ends_with('/'))) {
    table.error("webhook",
                "format = \"ntfy\" needs the topic at the end of webhook: https://ntfy.sh/TOPIC");
  }
}

notify::ChatTarget read_chat(StrictTable& table, const std::string& address,
                             const std::string& format) {
  const auto service = notify::chat_service_from_name(format);
  if (!service) {
    table.error("format", '"' + format +
                              "\" is no format; there are \"slack\", \"mattermost\", \"discord\", "
                              "\"matrix\" and \"ntfy\", and without one the event as JSON");
  }
  notify::ChatTarget target{.service = service.value_or(notify::ChatService::slack),
                            .url = address,
                            .allow_private = table.boolean("allow_private").value_or(false)};
  using enum notify::ChatService;
  if (target.service == matrix) target.room = table.string("room").value_or("");
  if (target.service == matrix || target.service == ntfy) target.token = read_token(table);
  for (const char* key : {"secret_file", "cloud_events"}) {
    if (!service || !table.has(key)) continue;
    table.error(key, std::string{key} + " is for webhooks without format: " + format +
                         " reads neither a signature nor CloudEvents");
    table.forgive(key);
  }
  check_address(table, address, target.allow_private);
  if (service) check_chat(table, target);
  return target;
}

notify::Target read_webhook(StrictTable& table, const std::string& address) {
  if (const auto format = table.string("format")) return read_chat(table, address, *format);
  notify::WebhookTarget target{.url = address,
                               .keys = read_keys(table),
                               .cloud_events = table.boolean("cloud_events").value_or(false),
                               .allow_private = table.boolean("allow_private").value_or(false)};
  check_address(table, address, target.allow_private);
  return target;
}

// The address of a chat's webhook is all that keeps others out: it may stand in a file.
std::optional<std::string> read_webhook_address(StrictTable& table) {
  auto webhook = table.string("webhook");
  const auto file = table.string("webhook_file");
  if (!file) return webhook;
  if (webhook) {
    table.error("webhook_file", "a subscriber has one of webhook and webhook_file, not both");
    return webhook;
  }
  std::ifstream in{secret_path(*file)};
  std::string address;
  if (!std::getline(in, address) || address.empty()) {
    table.error("webhook_file", "no address can be read from \"" + *file +
                                    "\": the file must exist, be readable by the service and hold "
                                    "the address on its first line");
    forgive_all(table, kOfWebhooks);
  }
  return address;
}

// Which server a mail goes through.
std::string read_via(StrictTable& table, const std::optional<MailSettings>& mail) {
  const auto via = table.string("via");
  if (!via) return {};
  std::vector<std::string> names;
  if (mail) {
    for (const auto& [name, server] : mail->others)
      names.push_back(name);
  }
  if (std::find(names.begin(), names.end(), *via) == names.end()) {
    const auto nearest = nearest_of(*via, names);
    table.error("via", "there is no [mail.servers." + *via + ']' +
                           (nearest ? "; did you mean \"" + *nearest + "\"?" : ""));
  }
  return *via;
}

// An invalid one is reported, and what comes back for it is never used.
notify::Target read_target(StrictTable& table, const std::optional<MailSettings>& server) {
  const auto mail = table.string("mail");
  const auto webhook = read_webhook_address(table);
  std::vector<std::string> command = table.strings("command");
  const int ways = int{mail.has_value()} + int{webhook.has_value()} + int{!command.empty()};
  if (ways > 1) {
    table.error("name", "a subscriber has one of mail, webhook and command, not several");
  } else if (ways == 0 && !table.has("command")) {
    table.error("a subscriber needs mail = \"…\", webhook = \"https://…\" or command = [\"…\"]");
    forgive_all(table, kOfWebhooks);
    forgive_all(table, kOfMail);
  }
  notify::Target target;
  if (mail) {
    if (!lib::is_mail_address(*mail)) {
      table.error("mail", '"' + *mail + "\" is no mail address");
    }
    target =
        notify::MailTarget{*mail, table.string("to_name").value_or(""), read_via(table, server)};
  }
  if (webhook && !webhook->empty()) target = read_webhook(table, *webhook);
  if (!command.empty()) target = notify::CommandTarget{std::move(command)};
  return target;
}

notify::Schedule read_schedule(StrictTable& table) {
  notify::Schedule schedule;
  if (const auto when = table.string("when")) {
    if (const auto known = notify::when_from_name(*when)) {
      schedule.when = *known;
    } else {
      table.error("when", "when must be \"at once\", \"daily\", \"weekly\" or \"monthly\", not \"" +
                              *when + '"');
    }
  }
  if (const auto hour = table.integer("hour")) {
    if (*hour < 0 || *hour > 23) table.error("hour", "hour must be from 0 to 23");
    schedule.hour = static_cast<unsigned>(std::clamp<std::int64_t>(*hour, 0, 23));
  }
  schedule.weekends = table.boolean("weekends").value_or(true);
  if (const auto zone = table.string("zone")) {
    if (lib::Zone::exists(*zone)) {
      schedule.zone = *zone;
    } else {
      table.error("zone",
                  '"' + *zone + "\" is no time zone of this system; write it as \"Europe/Vienna\"");
    }
  }
  if (table.has("hour") && schedule.when == notify::When::at_once && schedule.weekends) {
    table.error("hour",
                "hour is that of a digest: say when = \"daily\", \"weekly\" or \"monthly\", or "
                "weekends = false");
  }
  return schedule;
}

}  // namespace

bool is_identifier(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
  });
}

// systemd puts credentials into a folder of their own; a bare name is looked up there.
std::filesystem::path secret_path(const std::string& name) {
  const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
  std::filesystem::path path{name};
  if (credentials != nullptr && !path.has_parent_path()) {
    return std::filesystem::path{credentials} / path;
  }
  return path;
}

void check_tracked(StrictTable& table, const char* key, const std::vector<std::string>& numbers,
                   const Settings& settings) {
  const auto& track = settings.track;
  for (const std::string& number : numbers) {
    if (!feeds::TreatyNumber::parse(number)) {
      table.error(key, '"' + number + "\" is no treaty number such as \"XVIII-16\"");
      continue;
    }
    const bool tracked =
        std::find(track.begin(), track.end(), number) != track.end() ||
        std::any_of(settings.track_patterns.begin(), settings.track_patterns.end(),
                    [&](const std::string& pattern) { return matches_pattern(pattern, number); });
    if (tracked) continue;
    const auto nearest = nearest_of(number, track);
    table.error(key, number + " is not tracked" +
                         (nearest ? "; did you mean \"" + *nearest + "\"?"
                                  : "; add it to track, or take it out here"));
  }
}

void read_subscriber(StrictTable table, Settings& settings) {
  std::vector<notify::Subscriber>& subscribers = settings.subscribers;
  notify::Subscriber subscriber;
  subscriber.id = table.required_string("name");
  if (!subscriber.id.empty() && !is_identifier(subscriber.id)) {
    table.error("name", "a subscriber's name may have letters, digits, dot and hyphen");
  }
  const auto same = [&](const notify::Subscriber& other) { return other.id == subscriber.id; };
  if (std::any_of(subscribers.begin(), subscribers.end(), same)) {
    table.error("name", "two subscribers have the name \"" + subscriber.id + '"');
  }
  subscriber.target = read_target(table, settings.mail);
  if (const auto* command = std::get_if<notify::CommandTarget>(&subscriber.target)) {
    const std::string& program = command->argv.front();
    if (program.find('/') != std::string::npos && ::access(program.c_str(), X_OK) != 0) {
      settings.warnings.push_back("subscriber " + subscriber.id + ": there is no program " +
                                  program + " that may be run here");
    }
  }
  subscriber.filter = read_filter(table, settings);
  subscriber.schedule = read_schedule(table);
  subscriber.is_operator = table.boolean("operator").value_or(false);
  subscriber.note = table.string("why").value_or("");
  subscriber.language = read_language(table, "language").value_or(settings.language);
  table.done();
  subscribers.push_back(std::move(subscriber));
}

}  // namespace service
