#include "daemon/settings.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <utility>

#include <grp.h>

#include "daemon/config/language.h"
#include "daemon/config/mail_servers.h"
#include "daemon/config/publish.h"
#include "daemon/config/subscribers.h"
#include "daemon/track.h"
#include "feeds/address.h"
#include "lib/mime.h"
#include "lib/plain_text.h"

namespace service {
namespace {

constexpr std::chrono::seconds kShortestInterval = std::chrono::minutes{15};

bool is_loopback(const std::string& url) {
  return url.starts_with("http://127.") || url.starts_with("http://localhost") ||
         url.starts_with("http://[::1]");
}

void take_span(StrictTable& table, std::string_view key, std::chrono::seconds& into) {
  const auto text = table.string(key);
  if (!text) return;
  if (const auto span = parse_span(*text)) {
    into = *span;
  } else {
    table.error(key, std::string{key} +
                         " must be a time such as \"6h\", \"30m\" or \"90s\", not \"" + *text +
                         '"');
  }
}

SourceSettings read_source(StrictTable table) {
  SourceSettings source;
  if (auto base = table.string("base_url")) source.base_url = *base;
  const bool loopback = is_loopback(source.base_url);
  if (!loopback && !source.base_url.starts_with("https://")) {
    table.error("base_url",
                "base_url must begin with https:// (plain http is for this machine "
                "only)");
  }
  take_span(table, "interval", source.interval);
  if (!loopback && source.interval < kShortestInterval) {
    table.error("interval",
                "interval must be at least 15m: the register changes a few times a "
                "month, and the site is shared by everyone");
  }
  take_span(table, "confirm_after", source.confirm_after);
  source.catalogue = table.boolean("catalogue");
  take_span(table, "timeout", source.timeout);
  source.contact = table.string("contact").value_or("");
  if (!source.contact.empty() && !lib::is_mail_address(source.contact) &&
      lib::web_address(source.contact).empty()) {
    table.error("contact", "contact must be a mail address or a web page (https://…), not \"" +
                               source.contact + '"');
  }
  table.done();
  return source;
}

WatchSettings read_watch(StrictTable table, const Settings& settings) {
  WatchSettings watch;
  if (const auto confirm = table.string("confirm")) {
    watch.all_manually = *confirm == "manual";
    if (*confirm != "manual" && *confirm != "automatic") {
      table.error("confirm", "watch.confirm must be \"automatic\" or \"manual\"");
    }
  }
  watch.confirm_manually = table.strings("confirm_manually");
  check_tracked(table, "confirm_manually", watch.confirm_manually, settings);
  watch.ping_url = table.string("ping_url").value_or("");
  if (!watch.ping_url.empty() && !watch.ping_url.starts_with("https://") &&
      !is_loopback(watch.ping_url)) {
    table.error("ping_url",
                "ping_url must begin with https:// (plain http is for this machine "
                "only)");
  }
  table.done();
  return watch;
}

SocketSettings read_socket(StrictTable table, std::vector<std::string>& warnings) {
  SocketSettings socket;
  if (const auto mode = table.string("mode")) {
    unsigned value = 0;
    const char* end = mode->data() + mode->size();
    const auto [stop, error] = std::from_chars(mode->data(), end, value, 8);
    if (error != std::errc{} || stop != end || value > 0777) {
      table.error("mode", "socket.mode must be octal, such as \"0660\"");
    } else {
      socket.mode = value;
    }
  }
  socket.group = table.string("group").value_or("");
  if (!socket.group.empty() && ::getgrnam(socket.group.c_str()) == nullptr) {
    warnings.push_back("socket.group: this machine has no group " + socket.group +
                       "; groupadd makes one");
  }
  table.done();
  return socket;
}

// Named treaties go to `track`, patterns to `track_patterns`.
void read_track(StrictTable& table, Settings& settings) {
  const std::vector<std::string> words = table.strings("track");
  if (!table.has("track")) {
    table.missing("track", ": name at least one treaty, such as track = [\"XVIII-16\"]");
  } else if (words.empty()) {
    table.error("track", "track must name at least one treaty: track = [\"XVIII-16\"]");
  }
  std::set<std::string> seen;
  for (const std::string& word : words) {
    const bool pattern = is_pattern(word);
    if (!pattern && !feeds::TreatyNumber::parse(word)) {
      table.error("track", '"' + word +
                               "\" is no treaty number such as \"XVIII-16\", and no pattern such "
                               "as \"XVIII-*\" or \"*\"");
    } else if (!seen.insert(word).second) {
      table.error("track", word + " is named twice");
    } else {
      (pattern ? settings.track_patterns : settings.track).push_back(word);
    }
  }
}

// A user mends a file from its top.
void sort_by_line(std::vector<ConfigError>& errors, const std::string& file) {
  const auto own = std::stable_partition(
      errors.begin(), errors.end(), [&](const ConfigError& error) { return error.file != file; });
  std::stable_sort(own, errors.end(),
                   [](const ConfigError& a, const ConfigError& b) { return a.line < b.line; });
}

}  // namespace

std::optional<std::chrono::seconds> parse_span(std::string_view text) {
  long long amount = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, amount);
  constexpr long long kMost = 1'000'000;
  if (error != std::errc{} || amount <= 0 || amount > kMost || stop + 1 != end) return std::nullopt;
  switch (*stop) {
    case 's': return std::chrono::seconds{amount};
    case 'm': return std::chrono::minutes{amount};
    case 'h': return std::chrono::hours{amount};
    case 'd': return std::chrono::days{amount};
    default: return std::nullopt;
  }
}

Settings load_settings(const std::string& path, std::vector<ConfigError>& errors, Groups groups) {
  Settings settings;
  settings.groups = std::move(groups);
  const auto document = parse_toml_file(path, errors);
  if (!document) return settings;
  StrictTable top{*document, path, "", errors};
  read_track(top, settings);
  settings.language = read_language(top, "language").value_or("en");
  if (auto source = top.table("source")) {
    settings.source = read_source(std::move(*source));
  }
  if (settings.source.contact.empty() && !is_loopback(settings.source.base_url)) {
    settings.warnings.emplace_back(
        "source.contact is empty: the depositary's site cannot know whom to write to; put a mail "
        "address or a web page there");
  }
  if (auto watch = top.table("watch")) settings.watch = read_watch(std::move(*watch), settings);
  if (auto mail = top.table("mail")) settings.mail = read_mail(std::move(*mail));
  if (auto socket = top.table("socket")) {
    settings.socket = read_socket(std::move(*socket), settings.warnings);
  }
  if (auto publish = top.table("publish")) {
    settings.publish = read_publish(std::move(*publish), settings.warnings);
  }
  settings.meetings = read_meetings(top.tables("meeting"), settings);
  if (auto own = top.table("groups")) settings.groups.read_own(std::move(*own));
  for (StrictTable& table : top.tables("subscriber"))
    read_subscriber(std::move(table), settings);
  const bool needs_mail = std::any_of(
      settings.subscribers.begin(), settings.subscribers.end(), [](const auto& subscriber) {
        const auto* target = std::get_if<notify::MailTarget>(&subscriber.target);
        return target != nullptr && !target->address.empty();
      });
  if (needs_mail && !top.has("mail")) {
    top.error("subscriber",
              "a subscriber is to be told by mail, and there is no [mail] table that "
              "says through which server");
  }
  const bool has_base_url = settings.publish && !settings.publish->base_url.empty();
  if (settings.mail && !has_base_url) {
    settings.warnings.emplace_back(
        settings.mail->unsubscribe.empty()
            ? "neither publish.base_url nor mail.unsubscribe is set: readers cannot leave by "
              "themselves, and cannot confirm a sign-up"
            : "publish.base_url is not set: readers confirm and leave by mail alone, to "
              "mail.unsubscribe (hand what comes in there to `treatyctl inbox`)");
  }
  if (settings.subscribers.empty()) {
    settings.warnings.emplace_back(
        "no [[subscriber]] is configured: nobody will be told; the "
        "socket answers all the same");
  }
  top.done();
  sort_by_line(errors, path);
  return settings;
}

}  // namespace service
