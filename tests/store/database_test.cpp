#include "store/database.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

#include "lib/sha256.h"
#include "store/decisions.h"
#include "store/step.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using store::Database;
using store::OpenFault;

namespace {

OpenFault fault_of_opening(const std::filesystem::path& file) {
  try {
    const Database database{file};
  } catch (const store::OpenError& fault) {
    INFO(fault.what());
    return fault.fault();
  }
  FAIL("the database was opened");
  return OpenFault::unusable;
}

// Records one step after the other, each with an event, a delivery, a fact and a count, until it is
// killed.
[[noreturn]] void record_for_ever(const std::filesystem::path& file, int told) {
  Database database{file};
  for (std::int64_t n = store::last_sequence(database) + 1;; ++n) {
    store::StoreStep step{.treaty = "XVIII-16"};
    store::NewEvent event;
    event.event.id = std::to_string(n);
    event.deliveries = {{"anna", "mail", {}}};
    step.events = {event};
    step.add_facts = {{.participant = treaty::ParticipantId{"FRA"},
                       .act = {.date = treaty::Day::from_iso("2026-03-02").value()}}};
    step.meta["events"] = std::to_string(n);
    store::record(database, step);
    if (::write(told, ".", 1) != 1) ::_exit(1);
  }
}

// For a child process: root passes every permission, so it becomes nobody first.
bool is_refused_saying(const std::filesystem::path& file, const std::string& words) {
  constexpr unsigned kNobody = 65534;
  if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) return false;
  try {
    const Database database{file};
  } catch (const store::OpenError& fault) {
    return fault.fault() == OpenFault::unusable &&
           std::string{fault.what()}.find(words) != std::string::npos;
  }
  return false;
}

}  // namespace

TEST_CASE("A new database is made, closed to others, and opened again") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  {
    Database database{file};
    store::save_meta(database, "key", "value");
  }
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
  Database again{file};
  CHECK(store::load_meta(again, "key") == "value");
}

TEST_CASE("A second instance is refused, and so is a folder that is not there") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  const Database first{file};
  CHECK(fault_of_opening(file) == OpenFault::in_use);
  CHECK(fault_of_opening(folder.path() / "missing" / "treatyd.db") == OpenFault::unusable);
}

TEST_CASE("A database of a later version, or a file that is none, is refused") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  {
    Database database{file};
    database.sql().script("PRAGMA user_version = 999");
  }
  CHECK(fault_of_opening(file) == OpenFault::newer);
  const auto text = folder.path() / "text.db";
  std::ofstream{text} << std::string(4096, 'x');
  CHECK(fault_of_opening(text) == OpenFault::unusable);
  const auto copy = folder.path() / "copy.db";
  CHECK_THROWS_WITH(Database{text}, Catch::Contains("put a backup in its place"));
  CHECK_THROWS_WITH((Database{text, store::Access::look}), Catch::Contains("is no database of"));
  CHECK_THROWS_WITH(store::copy_database(text, copy), Catch::Contains("is no database of"));
}

TEST_CASE("A full disk leaves nothing half-written, and the database usable") {
  const tests::TempFolder folder;
  Database database{folder.path() / "treatyd.db"};
  const auto pages = database.sql().value<std::int64_t>("PRAGMA page_count").value();
  database.sql().script("PRAGMA max_page_count = " + std::to_string(pages + 2));

  store::StoreStep step{.treaty = "XVIII-16"};
  std::string bytes;
  for (int i = 0; i < 4000; ++i)
    bytes += lib::sha256_hex(std::to_string(i));
  step.evidence.push_back({store::fingerprint(bytes), bytes});
  step.meta["key"] = "value";
  try {
    store::record(database, step);
    FAIL("the step was recorded");
  } catch (const lib::SqliteError& fault) {
    CHECK(fault.fault() == lib::SqliteFault::full);
  }
  CHECK_FALSE(store::load_meta(database, "key"));
  CHECK_FALSE(store::load_evidence(database, step.evidence[0].print.sha256));
  database.sql().script("PRAGMA max_page_count = 100000");
  store::record(database, step);
  CHECK(store::load_evidence(database, step.evidence[0].print.sha256)->body == bytes);
}

TEST_CASE("A process killed in the middle of a transaction leaves the database as it was") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  { const Database made{file}; }
  const pid_t child = ::fork();
  if (child == 0) {
    Database database{file};
    lib::Transaction transaction{database.sql()};
    store::save_meta(database, "key", "half");
    ::_exit(0);  // no destructor runs: as SIGKILL would leave it
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  Database database{file};
  CHECK_FALSE(store::load_meta(database, "key"));
  CHECK(database.sql().value<std::string>("PRAGMA integrity_check") == "ok");
}

TEST_CASE("A process killed at any moment leaves every step whole or absent") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  { const Database made{file}; }
  std::int64_t before = 0;
  for (int life = 0; life < 12; ++life) {
    // The child says by a letter when a step is recorded; it dies at some point of a later one.
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) record_for_ever(file, pipe[1]);
    ::close(pipe[1]);
    std::int64_t told = 0;
    std::array<char, 1> letter{};
    while (told < life % 4 + 1 && ::read(pipe[0], letter.data(), 1) == 1)
      ++told;
    ::kill(child, SIGKILL);
    while (::read(pipe[0], letter.data(), 1) == 1)
      ++told;
    ::close(pipe[0]);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    REQUIRE(told > 0);

    Database database{file};
    const auto chain = store::verify_chain(database);
    CHECK_FALSE(chain.broken_at);
    CHECK(chain.events >= before + told);
    CHECK(store::count_deliveries(database).pending == chain.events);
    CHECK(store::load_record(database, "XVIII-16").facts.size() ==
          static_cast<std::size_t>(chain.events));
    CHECK(store::load_meta(database, "events").value_or("0") == std::to_string(chain.events));
    CHECK(database.sql().value<std::string>("PRAGMA integrity_check") == "ok");
    before = chain.events;
  }
}

TEST_CASE("A file or a folder that may not be written is refused with its name and the reason") {
  namespace fs = std::filesystem;
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  const auto lock = folder.path() / "treatyd.db.lock";
  { const Database made{file}; }
  const auto locked = GENERATE(as<std::string>{}, "treatyd.db cannot", "treatyd.db.lock cannot");
  INFO(locked);
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(lock, fs::perms::all);
  fs::permissions(file, fs::perms::owner_read | fs::perms::others_read);
  if (locked == "treatyd.db.lock cannot") {
    fs::remove(lock);
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec |
                                       fs::perms::others_read | fs::perms::others_exec);
  }
  const pid_t child = ::fork();
  if (child == 0)
    ::_exit(is_refused_saying(file, locked + " be written: Permission denied") ? 0 : 1);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  fs::permissions(folder.path(), fs::perms::owner_all);
  CHECK(status == 0);
}

TEST_CASE(
    "Who looks at a database takes no lock, changes nothing and sees what is written meanwhile") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  Database owner{file};
  store::save_meta(owner, "key", "value");
  Database looking{file, store::Access::look};
  CHECK(store::load_meta(looking, "key") == "value");
  store::save_meta(owner, "key", "another");
  CHECK(store::load_meta(looking, "key") == "another");
  CHECK_THROWS_AS(store::save_meta(looking, "key", "mine"), lib::SqliteError);
  CHECK(store::damage_of(looking, store::Thoroughness::full).empty());
}

TEST_CASE("Who may read and not write can look at a database and copy it, in use or not") {
  const bool in_use = GENERATE(false, true);
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  const auto copy = folder.path() / "others" / "copy.db";
  std::filesystem::create_directory(folder.path() / "others");
  std::filesystem::permissions(folder.path() / "others", std::filesystem::perms::all);
  std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
  std::optional<Database> owner;
  owner.emplace(file);
  store::save_meta(*owner, "key", "value");
  if (!in_use) owner.reset();
  for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
    if (entry.is_regular_file()) {
      std::filesystem::permissions(entry.path(), std::filesystem::perms{0644});
    }
  }
  const pid_t child = ::fork();
  if (child == 0) {
    constexpr unsigned kNobody = 65534;
    if (::geteuid() == 0 && (::setgid(kNobody) != 0 || ::setuid(kNobody) != 0)) ::_exit(2);
    try {
      Database looking{file, store::Access::look};
      store::copy_database(file, copy);
      Database copied{copy, store::Access::look};
      const bool good =
          store::load_meta(looking, "key") == "value" && store::load_meta(copied, "key") == "value";
      ::_exit(good ? 0 : 1);
    } catch (const std::exception& fault) {
      std::fprintf(stderr, "%s\n", fault.what());
      ::_exit(3);
    }
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("To look at a database of another version is refused with both versions") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  const auto fault = [&] {
    try {
      const Database looking{file, store::Access::look};
    } catch (const store::OpenError& problem) {
      return problem.fault();
    }
    FAIL("it was opened");
    return OpenFault::unusable;
  };
  CHECK(fault() == OpenFault::unusable);
  { const Database made{file}; }
  lib::Sqlite{file}.script("PRAGMA user_version = 1");
  CHECK(fault() == OpenFault::older);
  Database whatever{file, store::Access::look_at_any_age};
  CHECK(store::schema_of(whatever) == 1);
  lib::Sqlite{file}.script("PRAGMA user_version = 999");
  CHECK(fault() == OpenFault::newer);
}

TEST_CASE("Damage inside of a database is found") {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.db";
  { const Database made{file}; }
  {
    std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekp(2 * 4096);
    bytes << std::string(4096, '\xFF');
  }
  Database looking{file, store::Access::look};
  CHECK_FALSE(store::damage_of(looking, store::Thoroughness::quick).empty());
}
