#include "notify/event_json.h"

#include <string>

#include "support/catch.h"
#include "support/treaties.h"

using namespace tests;

TEST_CASE("an event has exactly the contract's keys in their order", "[event_json]") {
  treaty::Event event{.id = "XVIII-16.deposit.FRA.ratification.2026-11-02",
                      .kind = treaty::EventKind::deposit,
                      .treaty = "XVIII-16",
                      .participant = treaty::ParticipantId{"FRA"},
                      .participant_name = "France",
                      .act = treaty::ActKind::ratification,
                      .date = day("2026-11-02"),
                      .published = treaty::Instant{std::chrono::seconds{1793750400}},
                      .first_seen = treaty::Instant{std::chrono::seconds{1793761200}},
                      .count = 3,
                      .count_needed = 40,
                      .entry_into_force = day("2027-06-01"),
                      .corrects = "older",
                      .evidence = "ab12",
                      .url = "https://example.org/?a=1&b=2",
                      .headline = "France deposited",
                      .text = "France deposited its \"instrument\"."};
  CHECK(lib::json::serialize(notify::event_json(event)) ==
        R"({"id":"XVIII-16.deposit.FRA.ratification.2026-11-02","kind":"deposit",)"
        R"("treaty":"XVIII-16","participant":{"id":"FRA","name":"France"},"act":"ratification",)"
        R"("date":"2026-11-02","published":"2026-11-04T00:00:00Z",)"
        R"("first_seen":"2026-11-04T03:00:00Z","count":3,"entry_into_force":"2027-06-01",)"
        R"("corrects":"older","evidence":"ab12","url":"https://example.org/?a=1&b=2",)"
        R"("text":"France deposited its \"instrument\"."})");
}

TEST_CASE("what an event does not have is null", "[event_json]") {
  const treaty::Event event{.id = "heartbeat.2026-11-02", .kind = treaty::EventKind::heartbeat};
  CHECK(lib::json::serialize(notify::event_json(event)) ==
        R"({"id":"heartbeat.2026-11-02","kind":"heartbeat","treaty":null,"participant":null,)"
        R"("act":null,"date":null,"published":null,"first_seen":"1970-01-01T00:00:00Z",)"
        R"("count":null,"entry_into_force":null,"corrects":null,"evidence":null,"url":null,)"
        R"("text":""})");
}

TEST_CASE("an event is always valid JSON, whatever bytes it holds", "[event_json]") {
  treaty::Event event{.id = "x", .kind = treaty::EventKind::deposit};
  event.participant = treaty::ParticipantId{"ZZZ"};
  event.participant_name = "broken \xFF name";
  event.text = std::string{"quote \" line\n nul \0 end \xC3", 24};
  const auto json = lib::json::parse(lib::json::serialize(notify::event_json(event)));
  CHECK(json.at("participant").at("name") == "broken \xEF\xBF\xBD name");
}
