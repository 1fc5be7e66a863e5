#include "store/database.h"

#include <filesystem>
#include <fstream>
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
