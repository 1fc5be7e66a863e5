#include "notify/deliverer.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "notify/fake_outbox.h"
#include "notify/samples.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using namespace tests;
using notify::Refused;
using notify::RetryLater;
using notify::SendResult;
using notify::Sent;

namespace {

/// Keeps what is sent until the test answers it.
class FakeChannel final : public notify::Channel {
 public:
  struct Pending {
    std::string subscriber;
    std::vector<std::string> events;
    notify::SendDone done;
    std::string issue{};
  };
  explicit FakeChannel(bool combines) : combines_{combines} {}
  std::deque<Pending> pending;
  std::size_t sends = 0;

  [[nodiscard]] bool combines() const override { return combines_; }
  void send(const notify::Subscriber& subscriber, std::span<const treaty::Event> events,
            notify::SendDone done) override {
    ++sends;
    Pending item{subscriber.id, {}, std::move(done)};
    for (const auto& event : events)
      item.events.push_back(event.id);
    pending.push_back(std::move(item));
  }
  void send_digest(const notify::Subscriber& subscriber, const std::string& issue,
                   std::span<const treaty::Event> events, notify::SendDone done) override {
    send(subscriber, events, std::move(done));
    pending.back().issue = issue;
  }
  std::vector<std::string> answer(SendResult result) {
    Pending first = std::move(pending.front());
    pending.pop_front();
    first.done(std::move(result));
    return first.events;
  }

 private:
  bool combines_;
};

struct World {
  FakeOutbox outbox;
  FakeChannel mail{true};
  FakeChannel command{false};
  bool has_mail = true;
  treaty::Instant now = instant("2026-11-03");
  std::optional<treaty::Instant> wake;
  std::map<std::string, notify::Subscriber> subscribers;
  std::string objection;             ///< to everybody
  std::vector<std::string> answers;  ///< "anna: 550 …", "anna: ok"
  std::unique_ptr<notify::Deliverer> deliverer;

  World() {
    for (const char* id : {"anna", "ben", "cleo", "dora", "emil", "fred"}) {
      subscribers[id] = anna();
      subscribers[id].id = id;
    }
    subscribers["bot"] = {.id = "bot", .target = notify::CommandTarget{.argv = {"/bin/bot"}}};
    start();
  }
  void start() {
    deliverer = std::make_unique<notify::Deliverer>(
        outbox,
        notify::Deliverer::World{
            .subscriber = [this](const std::string& id) -> const notify::Subscriber* {
              const auto found = subscribers.find(id);
              return found == subscribers.end() ? nullptr : &found->second;
            },
            .channel = [this](const notify::Target& target) -> notify::Channel* {
              if (std::holds_alternative<notify::CommandTarget>(target)) return &command;
              return has_mail ? &mail : nullptr;
            },
            .now = [this] { return now; },
            .jitter = [] { return 0.0; },
            .idle_until = [this](std::optional<treaty::Instant> next) { wake = next; },
            .objection = [this](const std::string&) { return objection; },
            .answered =
                [this](const std::string& id, const std::optional<std::string>& refusal) {
                  answers.push_back(id + ": " + refusal.value_or("ok"));
                }},
        notify::Deliverer::Limits{.per_target = 2, .per_mail_server = 2});
  }
  treaty::Event add(const char* id, const char* subscriber, const char* target = "mail",
                    int batch = 1) {
    treaty::Event event = told(treaty::EventKind::deposit, id, "H", "T.");
    outbox.add(event, subscriber, target, batch);
    return event;
  }
};

}  // namespace

TEST_CASE("events of one step go out as one mail with one receipt each", "[deliverer]") {
  World world;
  const auto a = world.add("A", "anna");
  const auto b = world.add("B", "anna");
  world.deliverer->pump();
  REQUIRE(world.mail.pending.size() == 1);
  CHECK(world.deliverer->in_flight() == 1);
  CHECK(world.mail.answer(Sent{"250 ok"}) == std::vector{a.id, b.id});
  for (const auto& row : world.outbox.rows) {
    CHECK(row.state == "sent");
    CHECK(row.note == "250 ok");
  }
  CHECK(world.deliverer->in_flight() == 0);
  CHECK_FALSE(world.wake.has_value());
}

TEST_CASE("a digest settles all its rows in one go, and each event of a command's alone",
          "[deliverer]") {
  World world;
  const auto a = world.add("A", "anna", "mail", 1);
  const auto b = world.add("B", "anna", "mail", 2);
  world.outbox.rows[1].event.treaty = "IV-4";
  const auto c = world.add("C", "bot", "command:/bin/bot", 1);
  const auto d = world.add("D", "bot", "command:/bin/bot", 2);
  for (auto& row : world.outbox.rows)
    row.issue = "weekly.2026-11-09";
  world.deliverer->pump();
  REQUIRE(world.mail.pending.size() == 1);
  CHECK(world.mail.pending[0].issue == "weekly.2026-11-09");
  CHECK(world.mail.answer(RetryLater{"451", {}}) == std::vector{a.id, b.id});
  CHECK(world.outbox.rows[0].due == world.outbox.rows[1].due);
  world.now += 10min;
  world.deliverer->pump();
  CHECK(world.mail.answer(Sent{"250 ok"}) == std::vector{a.id, b.id});
  CHECK(world.outbox.rows[0].state == "sent");
  CHECK(world.outbox.rows[1].state == "sent");
  CHECK(world.command.pending[0].issue.empty());
  CHECK(world.command.answer(Sent{"ok"}) == std::vector{c.id});
  CHECK(world.command.answer(Sent{"ok"}) == std::vector{d.id});
}

TEST_CASE("a refusal of the address is told apart from a refusal of the notice", "[deliverer]") {
  World world;
  world.add("A", "anna", "mail", 1);
  world.add("B", "anna", "mail", 2);
  world.add("C", "ben", "mail", 3);
  world.deliverer->pump();
  world.mail.answer(Refused{"550 nobody", true});
  world.mail.answer(Refused{"554 too large"});
  world.mail.answer(Sent{"250 ok"});
  CHECK(world.answers == std::vector<std::string>{"anna: 550 nobody", "ben: ok"});
}

TEST_CASE("nothing is sent against an objection", "[deliverer]") {
  World world;
  world.objection = "the address is suspended";
  world.add("A", "anna");
  world.deliverer->pump();
  CHECK(world.mail.pending.empty());
  CHECK(world.outbox.rows[0].state == "failed");
  CHECK(world.outbox.rows[0].note == "the address is suspended; nothing was sent");
  CHECK(world.answers.empty());
}

TEST_CASE("a command gets one event at a time, in order", "[deliverer]") {
  World world;
  const auto a = world.add("A", "bot", "command:/bin/bot");
  const auto b = world.add("B", "bot", "command:/bin/bot");
  world.deliverer->pump();
  REQUIRE(world.command.pending.size() == 1);
  CHECK(world.command.answer(Sent{"first"}) == std::vector{a.id});
  CHECK(world.outbox.rows[0].note == "first");
  REQUIRE(world.command.pending.size() == 1);
  CHECK(world.command.answer(Sent{"second"}) == std::vector{b.id});
  CHECK(world.outbox.rows[1].note == "second");
}

TEST_CASE("what comes behind a failed event waits with it", "[deliverer]") {
  World world;
  world.add("A", "bot", "command:/bin/bot");
  world.add("B", "bot", "command:/bin/bot");
  world.add("C", "bot", "command:/bin/bot");
  world.deliverer->pump();
  world.command.answer(Sent{"ok"});
  world.command.answer(RetryLater{"exit status 75", {}});
  CHECK(world.command.pending.empty());
  CHECK(world.outbox.rows[0].state == "sent");
  CHECK(world.outbox.rows[1].due == world.now + 5s);
  CHECK(world.outbox.rows[2].due == world.now + 5s);
  CHECK(world.wake == world.now + 5s);
  world.now += 5s;
  world.deliverer->pump();
  CHECK(world.command.answer(Refused{"no"}).front() == world.outbox.rows[1].event.id);
  CHECK(world.command.answer(Sent{"ok"}).front() == world.outbox.rows[2].event.id);
  CHECK(world.outbox.rows[1].state == "failed");
}

TEST_CASE("a dead target holds up no other and is bounded by its slots", "[deliverer]") {
  World world;
  int batch = 0;
  for (int i = 0; i < 50; ++i)
    world.add("A", "bot", "command:/bin/bot", ++batch);
  for (const char* id : {"anna", "ben", "cleo", "dora"})
    world.add("A", id);
  world.deliverer->pump();
  CHECK(world.command.pending.size() == 2);
  CHECK(world.mail.pending.size() == 2);
  while (!world.mail.pending.empty())
    world.mail.answer(Sent{"ok"});
  CHECK(world.mail.sends == 4);
  CHECK(world.command.pending.size() == 2);
  CHECK(world.wake == world.now + 5s);
}

TEST_CASE("while a way is out of order it is tried with one delivery, and the others go on",
          "[deliverer]") {
  World world;
  for (const char* id : {"anna", "ben", "cleo", "dora"})
    world.add("A", id);
  world.add("A", "emil", "mail:north");
  world.add("A", "fred", "mail:north");
  world.deliverer->pump();
  REQUIRE(world.mail.pending.size() == 4);  // two of each server
  const RetryLater refused{"connection refused", {}, true};
  CHECK(world.mail.pending[0].subscriber == "anna");
  world.mail.answer(refused);
  world.mail.answer(refused);
  CHECK(world.mail.pending.size() == 2);  // the server rests: cleo and dora wait for it
  world.mail.answer(Sent{"ok"});
  world.mail.answer(Sent{"ok"});
  CHECK(world.outbox.rows[4].state == "sent");
  CHECK(world.outbox.rows[5].state == "sent");
  CHECK(world.wake == world.now + 5s);
  CHECK_FALSE(world.deliverer->has_due());

  world.now += 5s;
  CHECK(world.deliverer->has_due());
  world.deliverer->pump();
  REQUIRE(world.mail.pending.size() == 1);  // another one than those who failed
  CHECK(world.mail.pending[0].subscriber == "cleo");
  world.mail.answer(refused);
  CHECK(world.mail.pending.empty());
  world.now += 9s;  // it rests twice as long
  world.deliverer->pump();
  CHECK(world.mail.pending.empty());
  CHECK_FALSE(world.deliverer->has_due());

  world.now += 1s;
  world.deliverer->pump();
  REQUIRE(world.mail.pending.size() == 1);
  world.mail.answer(Sent{"ok"});
  CHECK(world.mail.pending.size() == 2);  // all at once again
  while (!world.mail.pending.empty())
    world.mail.answer(Sent{"ok"});
  world.now += 1s;
  world.deliverer->pump();
  while (!world.mail.pending.empty())
    world.mail.answer(Sent{"ok"});
  for (const auto& row : world.outbox.rows)
    CHECK(row.state == "sent");
}

TEST_CASE("nothing is given up because of the way, however long it is out of order",
          "[deliverer]") {
  World world;
  world.add("A", "anna");
  for (int i = 0; i < 10'000; ++i) {
    world.deliverer->pump();
    REQUIRE(world.mail.pending.size() == 1);
    world.mail.answer(RetryLater{"connection refused", {}, true});
    REQUIRE(world.wake.has_value());
    REQUIRE(*world.wake - world.now <= 301s);
    world.now = *world.wake;
  }
  CHECK(world.now - instant("2026-11-03") > 30 * 24h);
  CHECK(world.outbox.rows[0].state == "pending");
  CHECK(world.answers.empty());
}

TEST_CASE("a failed attempt comes back later, and is given up after a week", "[deliverer]") {
  World world;
  world.add("A", "anna");
  int tries = 0;
  while (world.outbox.rows[0].state == "pending") {
    world.deliverer->pump();
    REQUIRE(world.mail.pending.size() == 1);
    world.mail.answer(RetryLater{"451 not now", {}});
    ++tries;
    if (world.wake) world.now = *world.wake;
    REQUIRE(tries < 30);
  }
  CHECK(world.outbox.rows[0].state == "failed");
  CHECK(world.outbox.rows[0].note ==
        "given up after 14 tries in a week; the last one: 451 not now");
  CHECK(world.now - instant("2026-11-03") > 7 * 24h);
}

TEST_CASE("the receiver's wish to wait is kept", "[deliverer]") {
  World world;
  world.add("A", "anna");
  world.deliverer->pump();
  world.mail.answer(RetryLater{"busy", 600s});
  CHECK(world.wake == world.now + 600s);
}

TEST_CASE("a delivery that nobody can take is given up with its reason", "[deliverer]") {
  World world;
  for (const char* id : {"gone", "gone-too", "gone-three", "gone-four", "anna"})
    world.add("A", id);
  world.deliverer->pump();
  CHECK(world.outbox.rows[0].note ==
        "no subscriber has the id \"gone\" any more; nothing was sent");
  CHECK(world.outbox.rows[3].state == "failed");
  CHECK(world.mail.pending.size() == 1);

  World other;
  other.has_mail = false;
  other.add("A", "anna");
  other.deliverer->pump();
  CHECK(other.outbox.rows[0].note == "no such channel is configured here; nothing was sent");
}

TEST_CASE("an outcome that cannot be recorded costs no slot", "[deliverer]") {
  World world;
  world.add("A", "anna");
  world.add("A", "ben");
  world.add("A", "cleo");
  world.deliverer->pump();
  world.outbox.broken = true;
  CHECK_THROWS_WITH(world.mail.answer(Sent{"ok"}), "the disk is full");
  CHECK(world.deliverer->in_flight() == 1);
  world.outbox.broken = false;
  world.deliverer->pump();
  CHECK(world.mail.pending.size() == 2);
}

TEST_CASE("after a restart what was under way is sent again, and old answers are ignored",
          "[deliverer]") {
  World world;
  world.add("A", "anna");
  world.deliverer->pump();
  world.deliverer.reset();
  world.mail.answer(Sent{"late"});
  CHECK(world.outbox.rows[0].state == "pending");
  world.outbox.forget_claims();
  world.start();
  world.deliverer->pump();
  world.mail.answer(Sent{"ok"});
  CHECK(world.outbox.rows[0].note == "ok");
  CHECK(world.mail.sends == 2);
}
