#include "notify/chat_body.h"

#include <cstddef>
#include <string_view>

#include "lib/json.h"
#include "lib/rfc3339.h"
#include "lib/text.h"
#include "lib/url.h"

namespace notify {
namespace {

namespace json = lib::json;

// Lengths as the services publish them, or below where they do not say what they count.
constexpr std::size_t kSlackHeader = 150;
constexpr std::size_t kSlackText = 3000;
constexpr std::size_t kMattermost = 4000;  // 16383 on newer servers
constexpr std::size_t kDiscordContent = 2000;
constexpr std::size_t kDiscordEmbed = 3500;  // 4096, and 6000 with everything else
constexpr std::size_t kMatrix = 8000;        // 65536 bytes for the whole event
constexpr std::size_t kNtfyTitle = 250;
constexpr std::size_t kNtfyMessage = 3600;  // bytes; beyond 4096 it becomes an attachment

constexpr std::string_view kZeroWidth = "\u200B";
constexpr std::string_view kEllipsis = "…";

/// How a service wants one ASCII character written; empty: as it is.
using Escape = std::string_view (*)(char);

std::string_view as_it_is(char) {
  return {};
}

std::string_view with_entities(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return {};
  }
}

// Slack names three, and would print a fourth.
std::string_view for_slack(char c) {
  return c == '"' ? std::string_view{} : with_entities(c);
}

std::string_view for_markdown(char c) {
  switch (c) {
    case '\\': return "\\\\";
    case '`': return "\\`";
    case '*': return "\\*";
    case '_': return "\\_";
    case '~': return "\\~";
    case '|': return "\\|";
    case '#': return "\\#";
    case '<': return "\\<";
    case '>': return "\\>";
    case '[': return "\\[";
    case ']': return "\\]";
    case '!': return "\\!";
    default: return {};
  }
}

/// Neither a mention nor an address any more, and the same to the eye.
std::string harmless(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text[i] == '@' || text.substr(i).starts_with("://")) out += kZeroWidth;
  }
  return out;
}

std::size_t length_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// Escaped, and at most `limit` long as UTF-16 counts, which no service counts more strictly; or as
/// bytes. Never cut inside of a character or of what stands for one.
std::string fit(std::string_view text, std::size_t limit, Escape escape, bool as_bytes = false) {
  const std::string whole = lib::mend_utf8(harmless(text)).text;
  const std::size_t room = limit - (as_bytes ? kEllipsis.size() : 1);
  std::string out;
  std::size_t used = 0;
  std::size_t end = 0;  // of `out` as it would be cut
  for (std::size_t i = 0; i < whole.size();) {
    const std::size_t size = length_of_character(whole[i]);
    const std::string_view character = std::string_view{whole}.substr(i, size);
    const std::string_view replaced = size == 1 ? escape(whole[i]) : std::string_view{};
    const std::string_view written = replaced.empty() ? character : replaced;
    used += as_bytes || size == 1 ? written.size() : size == 4 ? 2 : 1;
    if (used > limit) {
      out.resize(end);
      return out += kEllipsis;
    }
    out += written;
    if (used <= room) end = out.size();
    i += size;
  }
  return out;
}

json::object slack_text(const char* type, std::string text) {
  json::object object{{"type", type}, {"text", std::move(text)}};
  if (std::string_view{type} == "plain_text") object["emoji"] = false;
  if (std::string_view{type} == "mrkdwn") object["verbatim"] = true;
  return object;
}

json::object slack(const ChatNote& note) {
  const auto fitted = [](const std::string& text, std::size_t limit) {
    return fit(text, limit, for_slack);
  };
  json::array blocks;
  blocks.push_back({{"type", "header"},
                    {"text", slack_text("plain_text", fitted(note.headline, kSlackHeader))}});
  if (!note.text.empty()) {
    blocks.push_back(
        {{"type", "section"}, {"text", slack_text("plain_text", fitted(note.text, kSlackText))}});
  }
  if (!note.url.empty()) {
    std::string link{"<"};
    for (const char c : note.url)
      link += for_slack(c).empty() ? std::string{c} : std::string{for_slack(c)};
    json::array elements;
    elements.push_back(slack_text("mrkdwn", link + '>'));
    blocks.push_back({{"type", "context"}, {"elements", std::move(elements)}});
  }
  return {{"text", fitted(note.headline, kSlackText)},
          {"blocks", std::move(blocks)},
          {"unfurl_links", false},
          {"unfurl_media", false}};
}

json::object mattermost(const ChatNote& note) {
  std::string text = "**" + fit(note.headline, kNtfyTitle, for_markdown) + "**";
  if (!note.text.empty()) text += "\n\n" + fit(note.text, kMattermost - 1000, for_markdown);
  if (!note.url.empty()) text += "\n\n<" + note.url + '>';
  return {{"text", std::move(text)}};
}

json::object discord(const ChatNote& note) {
  json::object embed{{"description", fit(note.text, kDiscordEmbed, for_markdown)},
                     {"timestamp", lib::rfc3339(note.at)}};
  if (!note.url.empty()) {
    embed["title"] = lib::parse_url(note.url) ? lib::parse_url(note.url)->host : note.url;
    embed["url"] = note.url;
  }
  json::array embeds;
  embeds.push_back(std::move(embed));
  return {{"content", fit(note.headline, kDiscordContent, for_markdown)},
          {"embeds", std::move(embeds)},
          {"allowed_mentions", {{"parse", json::array{}}}}};
}

std::string with_breaks(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 5)
    text.replace(at, 1, "<br/>");
  return text;
}

json::object matrix(const ChatNote& note) {
  std::string plain = fit(note.headline, kMatrix, as_it_is);
  std::string html = "<p><strong>" + fit(note.headline, kMatrix, with_entities) + "</strong></p>";
  if (!note.text.empty()) {
    plain += "\n\n" + fit(note.text, kMatrix, as_it_is);
    html += "<p>" + with_breaks(fit(note.text, kMatrix, with_entities)) + "</p>";
  }
  if (!note.url.empty()) {
    std::string address;
    for (const char c : note.url)
      address += with_entities(c).empty() ? std::string{c} : std::string{with_entities(c)};
    plain += "\n\n" + note.url;
    html += "<p><a href=\"" + address + "\">" + address + "</a></p>";
  }
  return {{"msgtype", "m.notice"},
          {"body", std::move(plain)},
          {"format", "org.matrix.custom.html"},
          {"formatted_body", std::move(html)},
          {"m.mentions", json::object{}}};
}

json::object ntfy(const ChatTarget& target, const ChatNote& note) {
  constexpr int kHigh = 4;
  constexpr int kUsual = 3;
  const std::string& text = note.text.empty() ? note.headline : note.text;
  json::array tags;
  for (const std::string& tag : note.tags)
    tags.emplace_back(tag);
  json::object body{{"topic", target.url.substr(target.url.rfind('/') + 1)},
                    {"title", fit(note.headline, kNtfyTitle, as_it_is)},
                    {"message", fit(text, kNtfyMessage, as_it_is, true)},
                    {"priority", note.urgent ? kHigh : kUsual},
                    {"tags", std::move(tags)}};
  if (!note.url.empty()) body["click"] = note.url;
  return body;
}

}  // namespace

std::string chat_body(const ChatTarget& target, const ChatNote& note) {
  switch (target.service) {
    case ChatService::slack: return json::serialize(slack(note));
    case ChatService::mattermost: return json::serialize(mattermost(note));
    case ChatService::discord: return json::serialize(discord(note));
    case ChatService::matrix: return json::serialize(matrix(note));
    case ChatService::ntfy: return json::serialize(ntfy(target, note));
  }
  return {};
}

std::string chat_address(const ChatTarget& target, const std::string& transaction) {
  switch (target.service) {
    case ChatService::matrix: {
      const std::string base =
          target.url.ends_with('/') ? target.url.substr(0, target.url.size() - 1) : target.url;
      return base + "/_matrix/client/v3/rooms/" + lib::percent_encoded(target.room) +
             "/send/m.room.message/" + lib::percent_encoded(transaction);
    }
    case ChatService::ntfy: return target.url.substr(0, target.url.rfind('/') + 1);
    default: return target.url;
  }
}

}  // namespace notify
