#include "notify/mail_channel.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "lib/json.h"
#include "lib/plain_text.h"
#include "notify/samples.h"
#include "support/catch.h"
#include "support/certificate.h"
#include "support/child.h"
#include "support/temp_folder.h"

using namespace tests;
using notify::Refused;
using notify::RetryLater;
using notify::SendResult;
using notify::Sent;

namespace {

const std::string kTests = TREATYD_SOURCE_DIR "/tests";

/// A real SMTP server on a free port of loopback.
struct MailServer {
  tests::TempFolder folder;
  Child process{{"/usr/bin/python3", "-B", kTests + "/standin/mail_sink.py", "--folder",
                 folder.path().string(), "--mode", (folder.path() / "mode").string()}};
  std::uint16_t port = 0;

  MailServer() {
    const std::string address = process.line();
    port = static_cast<std::uint16_t>(std::stoi(address.substr(address.find(':') + 1)));
  }
  void behave(const char* mode) const { std::ofstream{folder.path() / "mode"} << mode << '\n'; }

  [[nodiscard]] lib::json::value first_mail() const {
    Child reader{{"/usr/bin/python3", "-B", kTests + "/notify/read_mail.py",
                  (folder.path() / "0001.eml").string()}};
    return lib::json::parse(reader.line());
  }
};

notify::MailSettings settings(std::uint16_t port) {
  return {.host = "127.0.0.1",
          .port = port,
          .security = lib::SmtpSecurity::none,
          .user = "",
          .password = "",
          .ca_file = "",
          .identity = {{"Treaty wätch", "alerts@treatyd.example.org"},
                       "treatyd.example.org",
                       "leave@treatyd.example.org"}};
}

SendResult send(std::uint16_t port, const notify::Subscriber& subscriber,
                const std::vector<treaty::Event>& events, const std::string& issue = "") {
  lib::Loop loop;
  lib::SmtpClient smtp{loop};
  const auto templates = notify::load_templates(TREATYD_SOURCE_DIR "/config/templates");
  notify::MailChannel channel{loop, smtp, templates, settings(port), [](const std::string& number) {
                                return number == "XVIII-16" ? context_at(3) : notify::Context{};
                              }};
  std::optional<SendResult> result;
  const auto done = [&](SendResult outcome) {
    result = std::move(outcome);
    loop.stop();
  };
  if (issue.empty()) {
    channel.send(subscriber, events, done);
  } else {
    channel.send_digest(subscriber, issue, events, done);
  }
  CHECK_FALSE(result.has_value());
  loop.run();
  return *result;
}

std::string text(const lib::json::value& value, const char* key) {
  return std::string{value.as_object().at(key).as_string()};
}

}  // namespace

TEST_CASE("a notice arrives as a mail that an independent parser reads back", "[mail_channel]") {
  const MailServer server;
  treaty::Event event = deposit("CIV", "Côte d'Ivoire", 3);
  event.headline += " – naïve façade of a long subject that has to be folded and encoded";
  notify::Subscriber reader = anna();
  reader.target = notify::MailTarget{"anna@example.org", "Ána, the \"reader\""};
  reader.note = "for our letter";
  const SendResult result = send(server.port, reader, {event});
  REQUIRE(std::holds_alternative<Sent>(result));
  CHECK(std::get<Sent>(result).receipt == "250 2.0.0 kept");

  const lib::json::value mail = server.first_mail();
  const auto& headers = mail.at("headers");
  CHECK(text(headers, "X-Envelope-From") == "alerts@treatyd.example.org");
  CHECK(text(headers, "X-Envelope-To") == "anna@example.org");
  CHECK(text(headers, "Subject") == event.headline);
  CHECK(text(headers, "From") == "Treaty wätch <alerts@treatyd.example.org>");
  CHECK(text(headers, "To") == "\"Ána, the \\\"reader\\\"\" <anna@example.org>");
  CHECK(text(headers, "Date") == "Tue, 03 Nov 2026 09:00:00 +0000");
  CHECK(text(headers, "Message-Id") ==
        '<' + notify::message_id(event.id, "anna", "treatyd.example.org") + '>');
  CHECK(text(headers, "List-Id") == "<XVIII-16.treatyd.example.org>");
  CHECK(text(headers, "List-Unsubscribe") ==
        "<mailto:leave@treatyd.example.org?subject=leave%20anna>");
  CHECK(text(headers, "Auto-Submitted") == "auto-generated");
  CHECK(text(mail, "type") == "multipart/alternative");
  CHECK(mail.at("defects").as_array().empty());
  CHECK(mail.at("header_defects").as_array().empty());
  const auto& parts = mail.at("parts").as_array();
  REQUIRE(parts.size() == 2);
  CHECK(text(parts[0], "type") == "text/plain");
  CHECK(text(parts[1], "type") == "text/html");
  const std::string plain = lib::one_line(text(parts[0], "content"), 100'000);
  CHECK(plain.starts_with("Côte d'Ivoire deposited its instrument of ratification"));
  CHECK(plain.find("You get this because you follow every event of all treaties. Your note: for "
                   "our letter To leave, write to leave@treatyd.example.org with the subject "
                   "\"leave anna\".") != std::string::npos);
  CHECK(text(parts[1], "content").find("Côte d&apos;Ivoire deposited") != std::string::npos);
}

TEST_CASE("a digest is one mail about all its treaties, with an id of its own", "[mail_channel]") {
  const MailServer server;
  notify::Subscriber reader = anna();
  reader.note = "for our letter";
  reader.schedule = {.when = notify::When::weekly};
  treaty::Event elsewhere = deposit("QAT", "Qatar", 12);
  elsewhere.id = "IV-4.deposit.QAT";
  elsewhere.treaty = "IV-4";
  const std::vector<treaty::Event> events = {deposit("FRA", "France", 2),
                                             deposit("CIV", "Côte d'Ivoire", 3), elsewhere};
  REQUIRE(std::holds_alternative<Sent>(send(server.port, reader, events, "weekly.2026-11-09")));
  const lib::json::value mail = server.first_mail();
  const auto& headers = mail.at("headers");
  CHECK(text(headers, "Subject").starts_with("France deposited its instrument of ratification"));
  CHECK(text(headers, "Subject").ends_with("(2 of 40), and 2 more"));
  CHECK(text(headers, "Message-Id") ==
        '<' + notify::message_id("digest.weekly.2026-11-09", "anna", "treatyd.example.org") + '>');
  CHECK(text(headers, "Date") == "Mon, 09 Nov 2026 08:00:00 +0000");
  CHECK(text(headers, "List-Id") == "<digest.treatyd.example.org>");
  CHECK(text(headers, "References")
            .find(notify::message_id(events[1].id, "anna", "treatyd.example.org")) !=
        std::string::npos);
  CHECK(mail.at("defects").as_array().empty());
  const auto& parts = mail.at("parts").as_array();
  const std::string plain = lib::one_line(text(parts[0], "content"), 100'000);
  CHECK(plain.find("2 instruments were deposited: ") != std::string::npos);
  CHECK(plain.find("(IV-4)") != std::string::npos);
  CHECK(plain.find("You get this digest because you follow every event of all treaties. Your note: "
                   "for our letter To leave, write to") != std::string::npos);
  const std::string html = text(parts[1], "content");
  CHECK(html.find("<h3>UN Convention against Cybercrime (XVIII-16)</h3>") != std::string::npos);
  CHECK(html.find("Côte d&apos;Ivoire") != std::string::npos);
}

TEST_CASE("a repeated notice is the same mail, byte for byte", "[mail_channel]") {
  const MailServer server;
  send(server.port, anna(), {deposit("FRA", "France", 3)});
  send(server.port, anna(), {deposit("FRA", "France", 3)});
  const auto bytes = [&](const char* name) {
    std::ifstream file{server.folder.path() / name, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  };
  CHECK(bytes("0001.eml").size() > 1000);
  CHECK(bytes("0001.eml") == bytes("0002.eml"));
}

TEST_CASE("the relay's answer decides what becomes of a mail", "[mail_channel]") {
  const MailServer server;
  server.behave("4xx");
  const SendResult later = send(server.port, anna(), {deposit("FRA", "France", 3)});
  REQUIRE(std::holds_alternative<RetryLater>(later));
  CHECK(std::get<RetryLater>(later).reason.find("451") != std::string::npos);
  server.behave("5xx");
  const SendResult never = send(server.port, anna(), {deposit("FRA", "France", 3)});
  REQUIRE(std::holds_alternative<Refused>(never));
  CHECK(std::get<Refused>(never).reason.find("nobody of that name here") != std::string::npos);
  CHECK(std::get<Refused>(never).address);
}

TEST_CASE("a relay that cannot be reached is tried again", "[mail_channel]") {
  std::uint16_t closed = 0;
  {
    const MailServer server;
    closed = server.port;
  }
  const SendResult result = send(closed, anna(), {deposit("FRA", "France", 3)});
  REQUIRE(std::holds_alternative<RetryLater>(result));
  CHECK(std::get<RetryLater>(result).way);
}

TEST_CASE("what a relay refuses before a recipient was named is no refusal of the address",
          "[mail_channel]") {
  const Certificate certificate{"IP:127.0.0.1"};
  for (const char* mode : {"closed", "busy", "stranger", "starttls"}) {
    CAPTURE(mode);
    Child server{{"/usr/bin/python3", "-B", kTests + "/support/smtp_server.py", mode,
                  certificate.certificate(), certificate.key()}};
    const auto port = static_cast<std::uint16_t>(std::stoi(server.line()));
    const SendResult result = send(port, anna(), {deposit("FRA", "France", 3)});
    REQUIRE(std::holds_alternative<RetryLater>(result));
    CHECK(std::get<RetryLater>(result).way);
  }
}

TEST_CASE("of many who follow alike each gets a mail with their own way to leave",
          "[mail_channel]") {
  const MailServer server;
  lib::Loop loop;
  lib::SmtpClient smtp{loop};
  const auto templates = notify::load_templates(TREATYD_SOURCE_DIR "/config/templates");
  notify::MailSettings with_pages = settings(server.port);
  with_pages.identity.base_url = "https://treaties.example.org";
  int asked = 0;
  notify::MailChannel channel{loop, smtp, templates, with_pages, [&](const std::string&) {
                                ++asked;
                                return context_at(3);
                              }};
  const std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
  constexpr int kReaders = 20;
  std::vector<std::string> tokens;
  int sent = 0;
  for (int i = 0; i < kReaders; ++i) {
    notify::Subscriber reader = anna();
    reader.id = "reader" + std::to_string(i);
    reader.leave_token = std::string(42, static_cast<char>('a' + i)) + '-';
    tokens.push_back(reader.leave_token);
    channel.send(reader, events, [&](const SendResult& result) {
      CHECK(std::holds_alternative<Sent>(result));
      if (++sent == kReaders) loop.stop();
    });
  }
  loop.run();
  CHECK(asked < kReaders);
  for (int i = 0; i < kReaders; ++i) {
    std::string name = std::to_string(i + 1);
    name.insert(0, 4 - name.size(), '0');
    Child reader{{"/usr/bin/python3", "-B", kTests + "/notify/read_mail.py",
                  (server.folder.path() / (name + ".eml")).string()}};
    const lib::json::value mail = lib::json::parse(reader.line());
    CHECK(mail.at("defects").as_array().empty());
    const std::string link = text(mail.at("headers"), "List-Unsubscribe");
    const std::string token = link.substr(link.find("/s/") + 3, 43);
    CHECK(std::erase(tokens, token) == 1);
    for (const auto& part : mail.at("parts").as_array()) {
      const std::string content = lib::one_line(text(part, "content"), 100'000);
      CHECK(content.find("https://treaties.example.org/s/" + token) != std::string::npos);
    }
  }
  CHECK(tokens.empty());
}

TEST_CASE("an unfit address is refused without asking the relay", "[mail_channel]") {
  notify::Subscriber reader = anna();
  reader.target = notify::MailTarget{"anna@example.org>\r\nRCPT TO:<ben@example.org", ""};
  const SendResult result = send(1, reader, {deposit("FRA", "France", 3)});
  REQUIRE(std::holds_alternative<Refused>(result));
  CHECK(std::get<Refused>(result).reason.starts_with("not an address that mail can be sent to"));
}

TEST_CASE("a channel that is destroyed answers nobody", "[mail_channel]") {
  const MailServer server;
  lib::Loop loop;
  lib::SmtpClient smtp{loop};
  const auto templates = notify::load_templates(TREATYD_SOURCE_DIR "/config/templates");
  {
    notify::MailChannel channel{loop, smtp, templates, settings(server.port),
                                [](const std::string&) { return context_at(3); }};
    const std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
    channel.send(anna(), events, [](const SendResult&) { FAIL("answered"); });
    notify::Subscriber unfit = anna();
    unfit.target = notify::MailTarget{"nobody", ""};
    channel.send(unfit, events, [](const SendResult&) { FAIL("answered"); });
  }
  loop.post([&] { loop.stop(); });
  loop.run();
}
