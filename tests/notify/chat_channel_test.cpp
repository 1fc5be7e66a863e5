#include "notify/chat_channel.h"

#include <optional>
#include <string>
#include <vector>

#include "lib/json.h"
#include "lib/plain_text.h"
#include "notify/chat_body.h"
#include "notify/samples.h"
#include "support/catch.h"
#include "support/child.h"

using namespace tests;
using notify::ChatNote;
using notify::ChatService;
using notify::ChatTarget;
using notify::Refused;
using notify::RetryLater;
using notify::SendResult;
using notify::Sent;

namespace {

/// An HTTP server on a free port of loopback that writes down what it gets.
struct Receiver {
  Receiver()
      : process{{"/usr/bin/python3", "-B", TREATYD_SOURCE_DIR "/tests/notify/chat_receiver.py"},
                true} {
    port = process.line();
  }
  [[nodiscard]] ChatTarget target(ChatService service, const std::string& path) const {
    return {.service = service,
            .url = "http://127.0.0.1:" + port + path,
            .room = {},
            .token = {},
            .allow_private = true};
  }
  lib::json::value received() { return lib::json::parse(process.line()); }

  Child process;
  std::string port;
};

SendResult say(ChatTarget target, const std::vector<treaty::Event>& events,
               const std::string& issue = "") {
  const auto templates = notify::load_templates(TREATYD_SOURCE_DIR "/config/templates");
  lib::Loop loop;
  notify::ChatChannel channel{
      loop, templates, {.now = [] { return instant("2026-11-04", 12); }}, [](const std::string&) {
        return context_at(3);
      }};
  const notify::Subscriber room{.id = "room", .target = std::move(target)};
  std::optional<SendResult> result;
  const auto done = [&](SendResult outcome) {
    result = std::move(outcome);
    loop.stop();
  };
  if (issue.empty()) {
    channel.send(room, events, done);
  } else {
    channel.send_digest(room, issue, events, done);
  }
  CHECK_FALSE(result.has_value());
  loop.run();
  return *result;
}

std::vector<treaty::Event> one() {
  return {deposit("FRA", "France", 3)};
}

std::string text(const lib::json::value& value, const char* name) {
  return std::string{value.as_object().at(name).as_string()};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

lib::json::value body(ChatService service, const ChatNote& note) {
  return lib::json::parse(notify::chat_body(
      {.service = service, .url = "https://chat.example.org/hooks/key", .room = "!r:example.org"},
      note));
}

const std::string kHeadline = "France deposited its instrument of ratification";
const std::string kPage =
    "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-16";

}  // namespace

TEST_CASE("Slack gets an incoming webhook's text and blocks, and no signature", "[chat]") {
  Receiver receiver;
  const SendResult result = say(receiver.target(ChatService::slack, "/services/T0/B0"), one());
  REQUIRE(std::holds_alternative<Sent>(result));
  CHECK(std::get<Sent>(result).receipt == "127.0.0.1 answered with status 200");
  const auto request = receiver.received();
  CHECK(text(request, "method") == "POST");
  CHECK(text(request, "path") == "/services/T0/B0");
  CHECK(text(request, "type") == "application/json");
  CHECK_FALSE(request.at("signed").as_bool());
  CHECK(request.at("authorization").is_null());
  const auto& said = request.at("body");
  CHECK(text(said, "text").starts_with(kHeadline));
  const auto& blocks = said.at("blocks").as_array();
  REQUIRE(blocks.size() == 3);
  CHECK(text(blocks[0], "type") == "header");
  CHECK(text(blocks[1].at("text"), "type") == "plain_text");
  CHECK(has(text(blocks[1].at("text"), "text"), "3 of 40 instruments are deposited"));
  CHECK(text(blocks[2].at("elements").as_array()[0], "text") ==
        "<https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&amp;mtdsg_no=XVIII-16>");
}

TEST_CASE("Mattermost gets one Markdown text", "[chat]") {
  Receiver receiver;
  say(receiver.target(ChatService::mattermost, "/hooks/key"), one());
  const std::string said = text(receiver.received().at("body"), "text");
  CHECK(said.starts_with("**" + kHeadline));
  CHECK(has(said, "3 of 40 instruments are deposited"));
  CHECK(said.ends_with("<" + kPage + ">"));
}

TEST_CASE("Discord gets content, one embed and nobody to mention", "[chat]") {
  Receiver receiver;
  say(receiver.target(ChatService::discord, "/api/webhooks/1/key"), one());
  const auto said = receiver.received().at("body");
  CHECK(text(said, "content").starts_with(kHeadline));
  CHECK(lib::json::serialize(said.at("allowed_mentions")) == R"({"parse":[]})");
  const auto& embeds = said.at("embeds").as_array();
  REQUIRE(embeds.size() == 1);
  CHECK(text(embeds[0], "url") == kPage);
  CHECK(text(embeds[0], "title") == "treaties.un.org");
  CHECK(text(embeds[0], "timestamp") == "2026-11-03T09:00:00Z");
  CHECK(has(text(embeds[0], "description"), "3 of 40"));
}

TEST_CASE("Matrix gets a notice under the event's id, with the token in its header", "[chat]") {
  Receiver receiver;
  ChatTarget target = receiver.target(ChatService::matrix, "/");
  target.room = "!treaties:example.org";
  target.token = "syt_secret";
  REQUIRE(std::holds_alternative<Sent>(say(target, one())));
  const auto request = receiver.received();
  CHECK(text(request, "method") == "PUT");
  CHECK(text(request, "path") ==
        "/_matrix/client/v3/rooms/%21treaties%3Aexample.org/send/m.room.message/" +
            deposit("FRA", "France", 3).id);
  CHECK(text(request, "authorization") == "Bearer syt_secret");
  const auto& said = request.at("body");
  CHECK(text(said, "msgtype") == "m.notice");
  CHECK(text(said, "body").starts_with(kHeadline));
  CHECK(text(said, "format") == "org.matrix.custom.html");
  CHECK(text(said, "formatted_body").starts_with("<p><strong>" + kHeadline));
  CHECK(said.at("m.mentions").as_object().empty());
}

TEST_CASE("ntfy gets title, message, priority, tags and where a click leads", "[chat]") {
  Receiver receiver;
  say(receiver.target(ChatService::ntfy, "/treaties"), one());
  auto request = receiver.received();
  CHECK(text(request, "path") == "/");
  CHECK(text(request.at("body"), "topic") == "treaties");
  CHECK(text(request.at("body"), "title").starts_with(kHeadline));
  CHECK(has(text(request.at("body"), "message"), "3 of 40"));
  CHECK(text(request.at("body"), "click") == kPage);
  CHECK(lib::json::serialize(request.at("body").at("tags")) == R"(["XVIII-16","deposit"])");
  CHECK(request.at("body").at("priority").as_int64() == 3);
  say(receiver.target(ChatService::ntfy, "/treaties"),
      {told(treaty::EventKind::milestone_threshold, "40", "The 40th instrument", "Reached.")});
  request = receiver.received();
  CHECK(request.at("body").at("priority").as_int64() == 4);
}

TEST_CASE("What was recorded together is said in one message", "[chat]") {
  Receiver receiver;
  std::vector<treaty::Event> events;
  for (int i = 1; i <= 18; ++i) {
    events.push_back(
        deposit(("S" + std::to_string(i)).c_str(), ("State " + std::to_string(i)).c_str(), i));
  }
  say(receiver.target(ChatService::mattermost, "/hooks/key"), events);
  const std::string said = text(receiver.received().at("body"), "text");
  CHECK(said.starts_with("**18 instruments deposited for the UN Convention against Cybercrime"));
  CHECK(has(said, "\n- State 1: ratification, 2 November 2026\n"));
  CHECK(has(said, "\n- State 18: ratification"));
}

TEST_CASE("A digest is one message, under the digest's own transaction", "[chat]") {
  Receiver receiver;
  ChatTarget target = receiver.target(ChatService::matrix, "");
  target.room = "!r:example.org";
  say(target, {deposit("FRA", "France", 2), deposit("QAT", "Qatar", 3)}, "daily.2026-11-09");
  const auto request = receiver.received();
  CHECK(text(request, "path").ends_with("/send/m.room.message/digest.daily.2026-11-09"));
  const std::string said = text(request.at("body"), "body");
  CHECK(has(said, "(2 of 40), and 1 more"));
  CHECK(has(said, "Qatar deposited its instrument"));
}

TEST_CASE("A name pings nobody, links nowhere and formats nothing", "[chat]") {
  ChatNote note{.headline = "<!channel> @everyone <@U1> *bold* [x](http://evil.example) & \"co\"",
                .text = "<script>alert(1)</script> @here #topic ~off-topic ||spoiler|| _x_ `y`",
                .url = "https://treaties.un.org/?a=1&b=2",
                .at = instant("2026-11-03")};
  for (const auto service : {ChatService::slack, ChatService::mattermost, ChatService::discord,
                             ChatService::matrix, ChatService::ntfy}) {
    CAPTURE(notify::name_of(service));
    const std::string all = lib::json::serialize(body(service, note));
    for (const char* ping : {"@everyone", "@here", "@U1", "://evil"})
      CHECK_FALSE(has(all, ping));
  }
  const auto slack = body(ChatService::slack, note);
  CHECK(text(slack, "text").starts_with("&lt;!channel&gt; @\u200Beveryone"));
  CHECK_FALSE(has(text(slack.at("blocks").as_array()[1].at("text"), "text"), "<"));
  const std::string markdown = text(body(ChatService::mattermost, note), "text");
  CHECK(has(markdown, R"(\*bold\* \[x\](http:)"));
  CHECK(has(markdown, R"(\#topic \~off-topic \|\|spoiler\|\| \_x\_ \`y\`)"));
  CHECK_FALSE(has(markdown, "** <"));
  const auto matrix = body(ChatService::matrix, note);
  CHECK(has(text(matrix, "formatted_body"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(has(text(matrix, "formatted_body"), R"(href="https://treaties.un.org/?a=1&amp;b=2")"));
}

TEST_CASE("No message is longer than its service takes, nor cut inside of a character", "[chat]") {
  ChatNote note{.headline = {}, .text = {}, .url = kPage, .at = instant("2026-11-03")};
  for (int i = 0; i < 4000; ++i) {
    note.headline += i % 3 == 0 ? "&" : "𝕏";
    note.text += i % 3 == 0 ? "*" : "𝕏";
  }
  const auto slack = body(ChatService::slack, note);
  const auto& blocks = slack.at("blocks").as_array();
  CHECK(lib::characters(text(blocks[0].at("text"), "text")) <= 150);
  CHECK(lib::characters(text(blocks[1].at("text"), "text")) <= 3000);
  CHECK(text(blocks[0].at("text"), "text").ends_with("…"));
  const auto discord = body(ChatService::discord, note);
  const auto units = [](const std::string& said) {
    std::size_t count = 0;
    for (const char c : said) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80 || byte >= 0xC0) count += byte >= 0xF0 ? 2 : 1;
    }
    return count;
  };
  const std::string content = text(discord, "content");
  const std::string described = text(discord.at("embeds").as_array()[0], "description");
  CHECK(units(content) <= 2000);
  CHECK(units(content) > 1990);
  CHECK(units(described) <= 4096);
  CHECK(text(body(ChatService::ntfy, note), "message").size() <= 4096);
  CHECK(text(body(ChatService::mattermost, note), "text").size() <= 16383);
}

TEST_CASE("A webhook that Slack or Discord has removed is a refusal for good", "[chat]") {
  const Receiver receiver;
  const auto result_of = [&](ChatService service, const char* path) {
    return say(receiver.target(service, path), one());
  };
  CHECK(std::holds_alternative<Refused>(result_of(ChatService::slack, "/status/404")));
  CHECK(std::holds_alternative<Refused>(result_of(ChatService::discord, "/status/404")));
  CHECK(std::holds_alternative<Refused>(result_of(ChatService::mattermost, "/status/410")));
  CHECK(std::holds_alternative<RetryLater>(result_of(ChatService::mattermost, "/status/404")));
  CHECK(std::holds_alternative<RetryLater>(result_of(ChatService::slack, "/status/429")));
}
