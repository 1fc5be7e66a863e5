#include "notify/command_channel.h"

#include <optional>
#include <string>
#include <vector>

#include "lib/json.h"
#include "notify/event_json.h"
#include "notify/samples.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using namespace tests;
using notify::Refused;
using notify::RetryLater;
using notify::SendResult;
using notify::Sent;

namespace {

SendResult run(std::vector<std::string> argv, std::chrono::seconds timeout = 30s) {
  lib::Loop loop;
  notify::CommandChannel channel{loop};
  const notify::Subscriber bot{.id = "bot",
                               .target = notify::CommandTarget{std::move(argv), timeout}};
  const std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
  std::optional<SendResult> result;
  channel.send(bot, events, [&](SendResult outcome) {
    result = std::move(outcome);
    loop.stop();
  });
  CHECK_FALSE(result.has_value());
  loop.run();
  return *result;
}

std::string reason_of(const SendResult& result) {
  REQUIRE(std::holds_alternative<RetryLater>(result));
  return std::get<RetryLater>(result).reason;
}

}  // namespace

TEST_CASE("a command gets the event as one line of JSON", "[command_channel]") {
  const SendResult result = run({"/usr/bin/python3", "-c",
                                 "import json, sys\n"
                                 "lines = sys.stdin.read().splitlines()\n"
                                 "event = json.loads(lines[0])\n"
                                 "print(len(lines), event['participant']['name'], event['date'])"});
  REQUIRE(std::holds_alternative<Sent>(result));
  CHECK(std::get<Sent>(result).receipt == "exit status 0: 1 France 2026-11-02");
}

TEST_CASE("every status but 0 is tried again, with the program's own words", "[command_channel]") {
  CHECK(reason_of(run({"/bin/sh", "-c", "echo no route >&2; exit 75"})) ==
        "/bin/sh asked to be run later (exit status 75): no route");
  CHECK(reason_of(run({"/bin/sh", "-c", "printf 'bad\\033[31m token\\nmore\\n' >&2; exit 1"})) ==
        "/bin/sh failed with exit status 1: bad [31m token");
  CHECK(reason_of(run({"/bin/sh", "-c", "kill -TERM $$"})) == "/bin/sh was ended by signal 15");
  CHECK(reason_of(run({"/bin/sleep", "1000"}, 1s)) == "/bin/sleep was killed at the time limit");
}

TEST_CASE("a program that does not exist is refused for good", "[command_channel]") {
  const SendResult result = run({"/nonexistent/program"});
  REQUIRE(std::holds_alternative<Refused>(result));
  CHECK(std::get<Refused>(result).reason ==
        "cannot run /nonexistent/program: No such file or directory");
}

TEST_CASE("a command channel that is destroyed answers nobody", "[command_channel]") {
  lib::Loop loop;
  {
    notify::CommandChannel channel{loop};
    const notify::Subscriber bot{.id = "bot",
                                 .target = notify::CommandTarget{.argv = {"/bin/sleep", "1000"}}};
    const std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
    channel.send(bot, events, [](const SendResult&) { FAIL("answered"); });
  }
  loop.post([&] { loop.stop(); });
  loop.run();
}
