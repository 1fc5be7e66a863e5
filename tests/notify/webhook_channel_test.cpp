#include "notify/webhook_channel.h"

#include <optional>
#include <string>
#include <vector>

#include "lib/json.h"
#include "notify/samples.h"
#include "support/catch.h"
#include "support/certificate.h"
#include "support/child.h"

using namespace std::chrono_literals;
using namespace tests;
using notify::Refused;
using notify::RetryLater;
using notify::SendResult;
using notify::Sent;
using notify::WebhookKey;

namespace {

// Made up for these tests: bytes 0 to 31, 1 to 32, and the alphabet.
const std::string kShared = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const std::string kPrivate = "whsk_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
const std::string kOldShared = "whsec_YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=";

WebhookKey key(const std::string& text) {
  auto parsed = WebhookKey::parse(text);
  if (!parsed) throw std::runtime_error(parsed.error());
  return *parsed;
}

/// An HTTP server on a free port of loopback that checks signatures by other code than ours.
struct Receiver {
  explicit Receiver(std::vector<std::string> tls = {})
      : scheme{tls.empty() ? "http" : "https"}, process{command(std::move(tls)), true} {
    port = process.line();
  }

  static std::vector<std::string> command(std::vector<std::string> tls) {
    std::vector<std::string> all{"/usr/bin/python3", "-B",
                                 TREATYD_SOURCE_DIR "/tests/notify/webhook_receiver.py", kShared,
                                 key(kPrivate).public_key()};
    all.insert(all.end(), tls.begin(), tls.end());
    return all;
  }

  [[nodiscard]] notify::WebhookTarget target(const std::string& path) const {
    return {.url = scheme + "://127.0.0.1:" + port + path,
            .keys = {key(kShared)},
            .allow_private = true};
  }
  lib::json::value received() { return lib::json::parse(process.line()); }

  std::string scheme;
  Child process;
  std::string port;
};

SendResult post(notify::WebhookTarget target, const std::string& ca_file = "") {
  lib::Loop loop;
  notify::WebhookChannel channel{
      loop, {.ca_file = ca_file, .now = [] { return instant("2026-11-04", 12); }}};
  const notify::Subscriber desk{.id = "desk", .target = std::move(target)};
  const std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
  std::optional<SendResult> result;
  channel.send(desk, events, [&](SendResult outcome) {
    result = std::move(outcome);
    loop.stop();
  });
  CHECK_FALSE(result.has_value());
  loop.run();
  return *result;
}

RetryLater later(const SendResult& result) {
  REQUIRE(std::holds_alternative<RetryLater>(result));
  return std::get<RetryLater>(result);
}

std::string reason(const SendResult& result) {
  return later(result).reason;
}

std::string text(const lib::json::value& value, const char* name) {
  return std::string{value.as_object().at(name).as_string()};
}

}  // namespace

TEST_CASE("a shared key signs as the specification's published example", "[webhook]") {
  CHECK(key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(key(kShared).public_key().empty());
}

TEST_CASE("a key that cannot be used is named for what is wrong, and never repeated", "[webhook]") {
  const auto [text, words] = GENERATE(table<const char*, const char*>({
      {"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "begins with"},
      {"whpk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "begins with"},
      {"whsec_secret!", "is not base64"},
      {"whsec_AAECAwQFBgcICQ==", "24 to 64 bytes, not 10"},
      {"whsk_AAECAwQFBgcICQ==", "32 bytes, or 64 with its public key, not 10"},
      {"whsk_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fIA"
       "==",
       "do not belong together"},
  }));
  CAPTURE(text);
  const auto parsed = WebhookKey::parse(text);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().find(words) != std::string::npos);
  CHECK(parsed.error().find("AAEC") == std::string::npos);
}

TEST_CASE("a receiver verifies every signature by its own means", "[webhook]") {
  Receiver receiver;
  notify::WebhookTarget target = receiver.target("/204");
  target.keys = {key(kOldShared), key(kShared), key(kPrivate)};
  const SendResult result = post(target);
  REQUIRE(std::holds_alternative<Sent>(result));
  CHECK(std::get<Sent>(result).receipt == "127.0.0.1 answered with status 204");

  const lib::json::value request = receiver.received();
  const treaty::Event event = deposit("FRA", "France", 3);
  CHECK(lib::json::serialize(request.at("right")) == R"(["v1","v1a"])");
  CHECK(text(request.at("headers"), "webhook-id") == event.id);
  CHECK(text(request.at("headers"), "webhook-timestamp") ==
        std::to_string(instant("2026-11-04", 12).time_since_epoch().count()));
  CHECK(text(request.at("headers"), "content-type") == "application/json");
  CHECK(text(request.at("body"), "type") == "deposit");
  CHECK(text(request.at("body"), "timestamp") == "2026-11-03T09:00:00Z");
  CHECK(lib::json::serialize(request.at("keys")) ==
        R"(["type","timestamp","id","kind","treaty","participant","act","date","published",)"
        R"("first_seen","count","entry_into_force","corrects","evidence","url","text"])");
}

TEST_CASE("an event can be posted as a CloudEvent", "[webhook]") {
  Receiver receiver;
  notify::WebhookTarget target = receiver.target("/204");
  target.cloud_events = true;
  REQUIRE(std::holds_alternative<Sent>(post(target)));
  const lib::json::value request = receiver.received();
  const treaty::Event event = deposit("FRA", "France", 3);
  CHECK(text(request.at("headers"), "content-type") ==
        "application/cloudevents+json; charset=utf-8");
  CHECK(lib::json::serialize(request.at("right")) == R"(["v1"])");
  const auto& body = request.at("body");
  CHECK(text(body, "specversion") == "1.0");
  CHECK(text(body, "id") == event.id);
  CHECK(text(body, "source") == "/v1/treaties/XVIII-16");
  CHECK(text(body, "type") == "org.treatyd.deposit");
  CHECK(text(body, "subject") == "FRA");
  CHECK(text(body, "time") == "2026-11-03T09:00:00Z");
  CHECK(text(body.at("data"), "id") == event.id);
}

TEST_CASE("the receiver's answer decides what becomes of a webhook", "[webhook]") {
  const Receiver receiver;
  const SendResult gone = post(receiver.target("/410"));
  REQUIRE(std::holds_alternative<Refused>(gone));
  CHECK(std::get<Refused>(gone).reason == "127.0.0.1 answered with status 410: it wants no more");
  const RetryLater busy = later(post(receiver.target("/503?retry-after=120")));
  CHECK(busy.reason == "127.0.0.1 answered with status 503");
  CHECK(busy.after == 120s);
  CHECK_FALSE(later(post(receiver.target("/500"))).after);
  CHECK_FALSE(later(post(receiver.target("/400"))).after);
}

TEST_CASE("a redirect is a failure and is not followed", "[webhook]") {
  Receiver receiver;
  CHECK(reason(post(receiver.target("/302"))) ==
        "127.0.0.1 answered with status 302: redirects are not followed");
  post(receiver.target("/500"));
  CHECK(text(receiver.received(), "path") == "/302");
  CHECK(text(receiver.received(), "path") == "/500");
}

TEST_CASE("a private address is not connected to unless the target allows it", "[webhook]") {
  const Certificate certificate{"IP:127.0.0.1"};
  Receiver receiver{{certificate.certificate(), certificate.key()}};
  notify::WebhookTarget target = receiver.target("/200");
  target.allow_private = false;
  CHECK(reason(post(target, certificate.certificate())).find("not on the public Internet") !=
        std::string::npos);
  target = receiver.target("/204");
  CHECK(std::holds_alternative<Sent>(post(target, certificate.certificate())));
  CHECK(text(receiver.received(), "path") == "/204");
}

TEST_CASE("a receiver whose certificate is not trusted gets nothing", "[webhook]") {
  const Certificate certificate{"IP:127.0.0.1"};
  const Receiver receiver{{certificate.certificate(), certificate.key()}};
  CHECK(reason(post(receiver.target("/204"))).find("certificate") != std::string::npos);
}

TEST_CASE("plain http to another machine is refused for good, and no path is told", "[webhook]") {
  const auto refused = [](const char* url) {
    const SendResult result = post({.url = url, .keys = {key(kShared)}, .allow_private = true});
    REQUIRE(std::holds_alternative<Refused>(result));
    const std::string words = std::get<Refused>(result).reason;
    CHECK(words.find("T0P") == std::string::npos);
    return words;
  };
  CHECK(refused("http://hooks.example.org/T0PSECRET").find("https") != std::string::npos);
  CHECK(refused("gopher://hooks.example.org/T0PSECRET") == "the webhook's address cannot be used");
}

TEST_CASE("a webhook channel that is destroyed answers nobody", "[webhook]") {
  const Receiver receiver;
  lib::Loop loop;
  {
    notify::WebhookChannel channel{loop, {.now = [] { return instant("2026-11-04"); }}};
    const notify::Subscriber desk{.id = "desk", .target = receiver.target("/204")};
    const std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
    channel.send(desk, events, [](const SendResult&) { FAIL("answered"); });
  }
  loop.post([&] { loop.stop(); });
  loop.run();
}
