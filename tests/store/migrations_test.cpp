#include "store/migrations.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "lib/sha256.h"
#include "store/step.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

// A released migration is never edited: databases out there have run it as it was.
const std::vector<std::pair<std::string, std::string>> kReleased = {
    {"0001_initial", "52bf782985e5155be0b2a8852f941f18cc0c7e4f0000d18ebc3d3bd8c79eb998"},
    {"0002_declarations", "36994a4958dd734a5c9d405845de9d519c9bda8f6cf808f645d259ebc5810262"},
    {"0003_catalogue", "bf546ac16a66cc89cd6d15399f0884bc9193cd76e0ee178f37bf6cd421aca13d"},
    {"0004_append_only", "3f420c773b025a815df3a4a6419feb48e1bf92cc6697dc2995bee118349683e5"},
    {"0005_particulars", "27985637cd339635fdfdaad99d2cb8fe35b3791fef895acfa7840a30ef952456"},
    {"0006_journal", "6071c24d85f9129b1b2a196e02c609004697c0a74a87efe003b0ff9428322c79"},
    {"0007_issues", "238b4fb26512beb8cd04b82e583ec6a687de46e8a1fd48e40e046de6d482d5cf"},
    {"0008_newsletters", "134970af3bad7b9ef5a2b29d6b94cd027491f1661d069af48a566c369be819d7"},
    {"0009_subscribers", "f116bf2e96d0263f5466db7a4855cb623ddd31e8898ac51f25c876ed964fc3ff"},
    {"0010_turns", "2246945add65346d75fff58e88535cd753784ab13bf689877518ac922aa638b3"},
};

// A database as it was left by the version that knew only the first `known` migrations.
void leave_at(const std::filesystem::path& file, std::size_t known) {
  std::ofstream{file};
  lib::Sqlite old{file};
  for (std::size_t i = 0; i < known; ++i)
    old.script(store::migrations()[i].sql);
  old.script("PRAGMA user_version = " + std::to_string(known));
  old.run("INSERT INTO meta (key, value) VALUES ('key', 'kept')");
}

std::vector<std::string> objects_of(store::Database& database) {
  return database.sql().all("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name",
                            [](lib::Row& row) { return row.take<std::string>(); });
}

std::string refusal(store::Database& database, lib::Sql sql) {
  try {
    database.sql().run(sql);
  } catch (const lib::SqliteError& fault) {
    CHECK(fault.fault() == lib::SqliteFault::constraint);
    return fault.what();
  }
  return "not refused";
}

}  // namespace

TEST_CASE("A migration that was released is as it was released") {
  REQUIRE(store::migrations().size() == kReleased.size());
  for (std::size_t i = 0; i < kReleased.size(); ++i) {
    CHECK(store::migrations()[i].name == kReleased[i].first);
    CHECK(lib::sha256_hex(store::migrations()[i].sql) == kReleased[i].second);
  }
}

TEST_CASE("A database of any earlier version comes to the schema of a new one, its rows kept") {
  const tests::TempFolder folder;
  store::Database fresh{folder.path() / "fresh.db"};
  CHECK(fresh.sql().value<std::size_t>("PRAGMA user_version") == store::migrations().size());
  for (std::size_t known = 1; known < store::migrations().size(); ++known) {
    const auto file = folder.path() / ("from-" + std::to_string(known) + ".db");
    leave_at(file, known);
    store::Database upgraded{file};
    CHECK(objects_of(upgraded) == objects_of(fresh));
    CHECK(store::load_meta(upgraded, "key") == "kept");
  }
}

TEST_CASE("The copy made before a migration is whole, and closed to others") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  leave_at(file, 1);
  { const store::Database upgraded{file}; }
  const auto copy = folder.path() / "treatyd.db.before-2";
  CHECK((std::filesystem::status(copy).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
  lib::Sqlite kept{copy};
  CHECK(kept.value<std::int64_t>("PRAGMA user_version") == 1);
  CHECK(kept.value<std::string>("SELECT value FROM meta WHERE key = 'key'") == "kept");
}

TEST_CASE("A migration that fails leaves the database at the version before it") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  leave_at(file, 1);
  {
    lib::Sqlite old{file};
    old.script("CREATE TABLE catalogue (number TEXT)");  // in the way of the third
  }
  CHECK_THROWS_AS(store::Database{file}, store::OpenError);
  lib::Sqlite left{file};
  CHECK(left.value<std::int64_t>("PRAGMA user_version") == 2);
  CHECK_FALSE(
      left.value<std::string>("SELECT name FROM sqlite_schema WHERE name = 'catalogue_list'"));
}

TEST_CASE("What was recorded can be neither changed nor removed") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  store::StoreStep step{.treaty = "XVIII-16"};
  step.evidence.push_back({store::fingerprint("page"), "page"});
  store::NewEvent event;
  event.event.id = "a";
  step.events = {event};
  step.decisions.push_back({.verb = store::Verb::reject, .subject = "digest"});
  step.add_facts = {{.participant = treaty::ParticipantId{"FRA"},
                     .act = {.date = treaty::Day::from_iso("2026-03-02").value()}}};
  step.add_facts.push_back(step.add_facts[0]);
  const auto facts = store::record(database, step).facts;

  CHECK(refusal(database, "UPDATE event SET content = ''").find("append-only") !=
        std::string::npos);
  CHECK(refusal(database, "DELETE FROM event").find("append-only") != std::string::npos);
  CHECK(refusal(database, "DELETE FROM body").find("append-only") != std::string::npos);
  CHECK(refusal(database, "DELETE FROM decision").find("append-only") != std::string::npos);
  CHECK(refusal(database, "DELETE FROM fact").find("append-only") != std::string::npos);
  CHECK(refusal(database, "UPDATE fact SET date = '2026-03-03'").find("append-only") !=
        std::string::npos);

  store::StoreStep later{.treaty = "XVIII-16", .confirm = {facts.at(1)}};
  later.supersede = {{facts.at(0), std::nullopt}};
  store::record(database, later);
  CHECK(refusal(database, "UPDATE fact SET superseded = NULL").find("superseded once") !=
        std::string::npos);
}
