#include "store/step.h"

#include <optional>
#include <string>
#include <vector>

#include "lib/sha256.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using store::DeliveryState;
using store::StoreStep;
using treaty::ActKind;
using treaty::Day;
using treaty::Instant;

namespace {

struct Opened {
  tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
};

Instant at(int seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

treaty::Fact fact(const char* id, const char* date, int seen) {
  return {.id = 0,
          .participant = treaty::ParticipantId{id},
          .name = id,
          .act = {ActKind::ratification, {}, Day::from_iso(date).value(), false, 2, date},
          .first_seen = at(seen),
          .last_confirmed = at(seen),
          .evidence = "ab"};
}

store::NewEvent event(const std::string& id, std::vector<std::string> subscribers = {}) {
  store::NewEvent added;
  added.event.id = id;
  added.event.kind = treaty::EventKind::deposit;
  added.event.treaty = "XVIII-16";
  added.event.text = "Côte d'Ivoire deposited \"its\" instrument.";
  added.event.date = Day::from_iso("2026-11-02");
  added.event.participant = treaty::ParticipantId{"CIV"};
  for (auto& name : subscribers)
    added.deliveries.push_back({std::move(name), "mail", at(0)});
  return added;
}

std::string page(const std::string& stamp, const std::string& state, const std::string& body) {
  return "<input name=\"__VIEWSTATE\" id=\"__VIEWSTATE\" value=\"" + state +
         "\" /><div>STATUS AS AT : " + stamp + "</div><p>" + body + "</p>";
}

}  // namespace

TEST_CASE("A document that differs only in its stamp and form state is kept once") {
  Opened opened;
  const std::string first = page("03-02-2026 10:16:18 EDT", "AAAA", "France");
  const std::string second = page("04-02-2026 10:15:02 EDT", "BBBBBB", "France");
  const std::string third = page("04-02-2026 10:15:02 EDT", "BBBBBB", "France, Albania");
  std::vector<bool> kept;
  for (const std::string& bytes : {first, second, third}) {
    StoreStep step{.treaty = "XVIII-16", .at = at(1)};
    step.evidence.push_back({store::fingerprint(bytes), bytes});
    kept.push_back(store::record(opened.database, step).body_kept.at(0));
  }
  CHECK(kept == std::vector{true, false, true});
  const auto known = store::load_evidence(opened.database, store::fingerprint(second).sha256);
  REQUIRE(known);
  CHECK(known->stamp == "04-02-2026 10:15:02 EDT");
  CHECK(known->body == first);
  CHECK(store::load_evidence(opened.database, store::fingerprint(third).sha256)->body == third);
}

TEST_CASE("An event is recorded once, whatever comes again under its id") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(1)};
  step.events = {event("a", {"anna"})};
  CHECK(store::record(opened.database, step).events.at(0).is_new);
  step.events = {event("a", {"anna", "bert"}), event("b")};
  const auto again = store::record(opened.database, step);
  CHECK_FALSE(again.events.at(0).is_new);
  CHECK(again.events.at(0).sequence == 1);
  CHECK(again.events.at(1).sequence == 2);
  CHECK(store::load_deliveries(opened.database, {}).size() == 1);
}

TEST_CASE("An event comes back as it was recorded") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(1)};
  step.events = {event("a")};
  step.events[0].event.count = 3;
  step.events[0].event.act = ActKind::accession;
  step.events[0].event.corrects = "z";
  store::record(opened.database, step);
  const auto loaded = store::find_event(opened.database, "a");
  REQUIRE(loaded);
  CHECK(store::canonical_text(1, loaded->event) == store::canonical_text(1, step.events[0].event));
  CHECK(store::events_correcting(opened.database, "z").size() == 1);
}

TEST_CASE("What an event says beside its sentences comes back as it was, whatever its sort") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(1)};
  step.events = {event("a", {"anna"}), event("b")};
  const treaty::Particulars particulars = {
      {"ahead", true},
      {"days", 30},
      {"was", Day::from_iso("2026-11-02").value()},
      {"was_act", ActKind::formal_confirmation},
      {"state", treaty::Word{"in-force"}},
      {"quote", treaty::English{"Côte d'Ivoire \"declares\""}},
      {"participants",
       std::vector<treaty::Named>{{treaty::ParticipantId{"CIV"}, "Côte d'Ivoire"}, {{}, "X"}}}};
  step.events[0].event.particulars = particulars;
  store::record(opened.database, step);
  CHECK(store::find_event(opened.database, "a")->event.particulars == particulars);
  CHECK(store::find_event(opened.database, "b")->event.particulars.empty());
  const auto claimed = store::claim_due(opened.database, "mail", at(2), "run", 1);
  REQUIRE(claimed.size() == 1);
  CHECK(claimed[0].events[0].event.particulars == particulars);
  step.events[0].event.particulars.clear();
  CHECK(store::find_event(opened.database, "a")->hash ==
        lib::sha256_hex('\n' + store::canonical_text(1, step.events[0].event)));
}

TEST_CASE("The chain over the events shows a row that was changed or removed afterwards") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(1)};
  step.events = {event("a"), event("b"), event("c")};
  store::record(opened.database, step);
  CHECK(store::verify_chain(opened.database).events == 3);
  CHECK_FALSE(store::verify_chain(opened.database).broken_at);
  lib::Sqlite& sql = opened.database.sql();
  sql.script("DROP TRIGGER event_stays; DROP TRIGGER event_remains");
  SECTION("changed") {
    sql.run(
        "UPDATE event SET content = replace(content, 'deposited', 'signed') WHERE sequence = 2");
    CHECK(store::verify_chain(opened.database).broken_at == "event 2 (b) is not what was recorded");
  }
  SECTION("hidden under another treaty") {
    sql.run("UPDATE event SET treaty = 'XVIII-12' WHERE sequence = 2");
    CHECK(store::verify_chain(opened.database).broken_at == "event 2 (b) is not what was recorded");
  }
  SECTION("removed") {
    sql.run("DELETE FROM event WHERE sequence = 2");
    CHECK(store::verify_chain(opened.database).broken_at == "event 2 is missing");
  }
}

TEST_CASE("A damaged letter in a text closes neither the log nor the record") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(1)};
  step.events = {event("a", {"anna"}), event("b")};
  step.events[0].event.text = "C\xF4te d'Ivoire";
  step.header = store::RecordHeader{"Conven\xE7\xE3o", {}, {}, {}, {}};
  store::record(opened.database, step);
  const auto events = store::load_events(opened.database, {});
  REQUIRE(events.size() == 2);
  CHECK(events[0].event.text == "C\xF4te d'Ivoire");
  CHECK_FALSE(store::verify_chain(opened.database).broken_at);
  CHECK(store::claim_due(opened.database, "mail", at(2), "run", 1).size() == 1);
  CHECK(store::load_record(opened.database, "XVIII-16").title == "Conven\xE7\xE3o");
}

TEST_CASE("Events are read on from a cursor, of one treaty or of all") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(1)};
  step.events = {event("a"), event("b"), event("c"), event("d")};
  step.events[1].event.treaty = "XVIII-12";
  store::record(opened.database, step);
  const auto ids = [](const std::vector<store::StoredEvent>& events) {
    std::string text;
    for (const auto& stored : events)
      text += stored.event.id;
    return text;
  };
  store::Database& db = opened.database;
  CHECK(ids(store::load_events(db, {.after = 0, .treaty = "", .limit = 3})) == "abc");
  CHECK(ids(store::load_events(db, {.after = 3, .treaty = "", .limit = 3})) == "d");
  CHECK(ids(store::load_events(db, {.after = 1, .treaty = "XVIII-16", .limit = 3})) == "cd");
  CHECK(ids(store::latest_events(db, "", 2)) == "dc");
  CHECK(ids(store::latest_events(db, "XVIII-12", 2)) == "b");
}

TEST_CASE("A record is loaded as it is, and as it was known at any instant") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.readings.push_back({treaty::Form::html, at(10), "ab", "1"});
  step.header =
      store::RecordHeader{"A title", {"Not yet in force", {}, {}, {}}, {1, {}}, {"P"}, {}};
  step.add_facts = {fact("FRA", "2026-03-02", 10)};
  const auto first = store::record(opened.database, step);

  StoreStep later{.treaty = "XVIII-16", .at = at(20)};
  later.header = step.header;
  later.header->entry_into_force = {"29 September 2026, …", Day::from_iso("2026-09-29"), {}, {}};
  later.add_facts = {fact("FRA", "2026-03-03", 20)};
  later.supersede = {{first.facts.at(0), 0}};
  store::record(opened.database, later);

  const auto now = store::load_record(opened.database, "XVIII-16");
  REQUIRE(now.current().size() == 1);
  CHECK(now.current()[0].act.date.iso() == "2026-03-03");
  CHECK(now.facts[0].superseded_by == now.facts[1].id);
  CHECK(now.entry_into_force.date);
  StoreStep check{.treaty = "XVIII-16", .at = at(30)};
  check.readings.push_back({treaty::Form::html, at(30), "ab", "1"});
  check.confirm = {now.facts[1].id};
  store::record(opened.database, check);
  CHECK(store::load_record(opened.database, "XVIII-16").facts[1].last_confirmed == at(30));
  const auto between = store::load_record(opened.database, "XVIII-16", at(25));
  CHECK(between.facts[1].last_confirmed == at(20));
  CHECK(between.last_good_check == at(10));

  const auto then = store::load_record(opened.database, "XVIII-16", at(15));
  REQUIRE(then.current().size() == 1);
  CHECK(then.current()[0].act.date.iso() == "2026-03-02");
  CHECK_FALSE(then.entry_into_force.date);
  CHECK_FALSE(store::load_record(opened.database, "XVIII-16", at(5)).first_reading);
}

TEST_CASE("A fact that is not held cannot be superseded, and the whole step is undone") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.events = {event("a")};
  step.supersede = {{7, std::nullopt}};
  CHECK_THROWS_AS(store::record(opened.database, step), std::logic_error);
  CHECK(store::last_sequence(opened.database) == 0);
}

TEST_CASE("What one step recorded for a subscriber is claimed together, and only once") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.events = {event("a", {"anna", "bert"}), event("b", {"anna"})};
  store::record(opened.database, step);
  step.at = at(20);
  step.events = {event("c", {"anna"})};
  store::record(opened.database, step);

  auto groups = store::claim_due(opened.database, "mail", at(30), "run", 10);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].subscriber == "anna");
  CHECK(groups[0].rows.size() == 2);
  CHECK(groups[0].events[1].event.id == "b");
  CHECK(groups[1].subscriber == "bert");
  CHECK(groups[2].events[0].event.id == "c");
  CHECK(store::claim_due(opened.database, "mail", at(30), "run", 10).empty());

  store::record_outcomes(opened.database,
                         std::vector<store::Outcome>{
                             {groups[0].rows, DeliveryState::sent, "250 OK", at(31)},
                             {groups[1].rows, DeliveryState::pending, "451 later", at(90)},
                             {groups[2].rows, DeliveryState::dead, "550 no such user", at(31)}});
  const auto counts = store::count_deliveries(opened.database);
  CHECK(counts.sent == 2);
  CHECK(counts.pending == 1);
  CHECK(counts.dead == 1);
  CHECK(store::next_delivery_due(opened.database) == at(90));
  CHECK(store::due_channels(opened.database, at(89)).empty());
  CHECK(store::due_channels(opened.database, at(90)) == std::vector<std::string>{"mail"});
  const std::vector<store::Outcome> again{{groups[0].rows, DeliveryState::sent, "", at(32)}};
  CHECK_THROWS_AS(store::record_outcomes(opened.database, again), std::logic_error);

  CHECK(store::requeue_dead(opened.database, std::nullopt, at(95)).size() == 1);
  CHECK(store::claim_due(opened.database, "mail", at(95), "run", 10).size() == 2);
}

TEST_CASE("What waits for one digest is claimed together, whatever treaty and step it is of") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  const auto waiting = [](const char* id, const char* treaty, const char* issue) {
    store::NewEvent added = event(id);
    added.event.treaty = treaty;
    added.deliveries.push_back({"anna", "mail", at(50), issue});
    return added;
  };
  step.events = {waiting("a", "XVIII-16", "weekly.1"), waiting("b", "IV-4", "weekly.1")};
  store::record(opened.database, step);
  step.at = at(20);
  step.events = {waiting("c", "XVIII-16", "weekly.1"), waiting("d", "XVIII-16", "weekly.2"),
                 waiting("e", "XVIII-16", "")};
  store::record(opened.database, step);
  CHECK(store::claim_due(opened.database, "mail", at(49), "run", 10).empty());
  const auto groups = store::claim_due(opened.database, "mail", at(50), "run", 10);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].issue == "weekly.1");
  REQUIRE(groups[0].events.size() == 3);
  CHECK(groups[0].events[1].event.id == "b");
  CHECK(groups[0].events[2].event.id == "c");
  CHECK(groups[1].issue == "weekly.2");
  CHECK(groups[2].issue.empty());
  CHECK(groups[2].events.size() == 1);
  const std::vector<store::Outcome> later{
      {groups[0].rows, DeliveryState::pending, "451 later", at(90)}};
  store::record_outcomes(opened.database, later);
  const auto again = store::claim_due(opened.database, "mail", at(90), "run", 10);
  REQUIRE(again.size() == 1);
  CHECK(again[0].rows == groups[0].rows);
}

TEST_CASE("A dead delivery is sent again with all that was to go with it, and no other") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.events = {event("a", {"anna", "bert"}), event("b", {"anna"})};
  store::record(opened.database, step);
  step.at = at(20);
  step.events = {event("c", {"anna"})};
  store::record(opened.database, step);
  const auto groups = store::claim_due(opened.database, "mail", at(30), "run", 10);
  REQUIRE(groups.size() == 3);
  std::vector<store::Outcome> dead;
  for (const auto& group : groups)
    dead.push_back({group.rows, DeliveryState::dead, "550 no such user", at(31)});
  store::record_outcomes(opened.database, dead);

  CHECK(store::requeue_dead(opened.database, groups[0].rows[1], at(40)) == groups[0].rows);
  CHECK(store::requeue_dead(opened.database, groups[0].rows[1], at(40)).empty());
  const auto again = store::claim_due(opened.database, "mail", at(40), "run", 10);
  REQUIRE(again.size() == 1);
  CHECK(again[0].events[0].event.id == "a");
  CHECK(again[0].attempts == 0);
  CHECK(store::requeue_dead(opened.database, std::nullopt, at(50)).size() == 2);
}

TEST_CASE("What never came as far as the receiver is one attempt, however often it happens") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.events = {event("a", {"anna"})};
  store::record(opened.database, step);
  for (int i = 0; i < 3; ++i) {
    const auto groups = store::claim_due(opened.database, "mail", at(30 + i), "run", 10);
    REQUIRE(groups.size() == 1);
    const std::vector<store::Outcome> put_off{
        {groups[0].rows, DeliveryState::pending, "connection refused", at(31 + i), false}};
    store::record_outcomes(opened.database, put_off);
  }
  CHECK(store::load_deliveries(opened.database, {}).at(0).attempts == 1);
}

TEST_CASE("A subscriber with a long queue leaves room for every other") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16"};
  for (int i = 0; i < 20; ++i) {
    step.at = at(i);
    step.events = {event(std::to_string(i), {"anna"})};
    store::record(opened.database, step);
  }
  step.at = at(20);
  step.events = {event("for-bert", {"bert"})};
  store::record(opened.database, step);
  const auto groups = store::claim_due(opened.database, "mail", at(30), "run", 3);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].events[0].event.id == "0");
  CHECK(groups[1].events[0].event.id == "for-bert");
  CHECK(groups[2].events[0].event.id == "1");
}

TEST_CASE("What an earlier run had claimed and left is sent again") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.events = {event("a", {"anna"})};
  store::record(opened.database, step);
  REQUIRE(store::claim_due(opened.database, "mail", at(30), "first run", 10).size() == 1);
  CHECK(store::requeue_abandoned(opened.database, "first run", at(40)) == 0);
  CHECK(store::requeue_abandoned(opened.database, "second run", at(40)) == 1);
  CHECK(store::claim_due(opened.database, "mail", at(40), "second run", 10).size() == 1);
}

TEST_CASE("A claim seen again is one hold with two agreements, until it is resolved") {
  Opened opened;
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.holds = {{"digest",
                 "added FRA …",
                 {"one document alone shows it"},
                 {treaty::Form::html, "ab", at(10)}}};
  const auto id = store::record(opened.database, step).holds.at(0);
  step.at = at(20);
  step.holds[0].reading.at = at(20);
  CHECK(store::record(opened.database, step).holds.at(0) == id);
  const auto waiting = store::waiting_holds(opened.database, "XVIII-16");
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].agreements.size() == 2);
  CHECK(waiting[0].reasons == std::vector<std::string>{"one document alone shows it"});

  StoreStep end{.treaty = "XVIII-16", .at = at(30)};
  end.resolved = {{id, store::HoldState::released, "second sighting", at(30)}};
  store::record(opened.database, end);
  CHECK(store::waiting_holds(opened.database, "").empty());
  CHECK(store::find_hold(opened.database, id)->decided_by == "second sighting");
  CHECK_THROWS_AS(store::record(opened.database, end), std::logic_error);
}
