#include "store/declarations.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "store/migrations.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using store::StoreStep;
using treaty::Instant;

namespace {

Instant at(int seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

treaty::HeldDeclaration held(const char* text, int seen) {
  return {0,
          {"declaration",
           "France",
           treaty::ParticipantId{"FRA"},
           "Reservation:",
           text,
           {"35(2)", "12 bis"}},
          at(seen),
          "ab",
          {},
          {}};
}

}  // namespace

TEST_CASE("Declarations are loaded as they are, and as they were known at any instant") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.add_declarations = {held("First.", 10)};
  step.declarations_taken = true;
  store::record(database, step);
  const auto first = store::load_record(database, "XVIII-16").declarations.at(0);
  CHECK(first.declaration.articles == std::vector<std::string>{"35(2)", "12 bis"});
  CHECK(first.declaration.id == treaty::ParticipantId{"FRA"});
  CHECK(first.declaration.heading == "Reservation:");

  StoreStep later{.treaty = "XVIII-16", .at = at(20)};
  auto unknown = held("By nobody that we know.", 20);
  unknown.declaration.id.reset();
  later.add_declarations = {unknown, held("Second.", 20)};
  later.supersede_declarations = {{first.id, 1}};
  later.declarations_taken = true;
  store::record(database, later);

  const auto now = store::load_record(database, "XVIII-16");
  REQUIRE(now.declarations.size() == 3);
  CHECK(now.declarations[0].superseded == at(20));
  CHECK(now.declarations[0].superseded_by == now.declarations[2].id);
  CHECK_FALSE(now.declarations[1].declaration.id);
  CHECK(now.declarations_taken == at(10));
  const auto then = store::load_record(database, "XVIII-16", at(15));
  REQUIRE(then.declarations.size() == 1);
  CHECK_FALSE(then.declarations[0].superseded);
  CHECK_FALSE(store::load_record(database, "XVIII-16", at(5)).declarations_taken);
}

TEST_CASE("A declaration that is not held cannot be superseded, and the whole step is undone") {
  const tests::TempFolder folder;
  store::Database database{folder.path() / "treatyd.db"};
  StoreStep step{.treaty = "XVIII-16", .at = at(10)};
  step.add_declarations = {held("First.", 10)};
  step.supersede_declarations = {{99, std::nullopt}};
  CHECK_THROWS_AS(store::record(database, step), std::logic_error);
  CHECK(store::load_record(database, "XVIII-16").declarations.empty());
}

TEST_CASE("A database of the first version is brought up to date, after a copy beside it") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  {
    std::ofstream{file};
    lib::Sqlite old{file};
    old.script(store::migrations().at(0).sql);
    old.script("PRAGMA user_version = 1");
    old.run("INSERT INTO meta (key, value) VALUES ('key', 'kept')");
  }
  store::Database database{file};
  CHECK(store::load_meta(database, "key") == "kept");
  CHECK_FALSE(store::load_record(database, "XVIII-16").declarations_taken);
  CHECK(std::filesystem::exists(folder.path() / "treatyd.db.before-2"));
}
