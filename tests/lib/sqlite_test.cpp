#include "lib/sqlite.h"

#include <fstream>
#include <optional>
#include <string>

#include "lib/zstd.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using lib::Sqlite;
using lib::SqliteError;
using lib::SqliteFault;

namespace {

struct Opened {
  tests::TempFolder folder;
  std::filesystem::path file = made(folder.path() / "a.db");
  Sqlite sql{file};

  static std::filesystem::path made(const std::filesystem::path& file) {
    std::ofstream{file};
    return file;
  }
};

template <typename Do>
SqliteError fault_of(Do what) {
  try {
    what();
  } catch (const SqliteError& fault) {
    return fault;
  }
  FAIL("nothing was thrown");
  return {0, ""};
}

}  // namespace

TEST_CASE("Values go in bound and come out as their types, an absent one as NULL") {
  Opened opened;
  Sqlite& sql = opened.sql;
  sql.run("CREATE TABLE t (i INTEGER, s TEXT, b BLOB, o TEXT) STRICT");
  const std::string hostile = "'); DROP TABLE t; --\0é";
  sql.run("INSERT INTO t VALUES (?, ?, ?, ?)", true, hostile,
          lib::Blob{std::string_view{"\0\xFF", 2}}, std::optional<std::string>{});
  CHECK(sql.run("INSERT INTO t VALUES (?, ?, ?, ?)", -7, "", lib::Blob{}, "x") == 1);
  struct Values {
    std::int64_t i;
    std::string s;
    std::string b;
    std::optional<std::string> o;
  };
  const auto rows = sql.all("SELECT i, s, b, o FROM t ORDER BY rowid", [](lib::Row& row) {
    return Values{row.take<std::int64_t>(), row.take<std::string>(), row.take<std::string>(),
                  row.take<std::optional<std::string>>()};
  });
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].i == 1);
  CHECK(rows[0].s == hostile);
  CHECK(rows[0].b == std::string("\0\xFF", 2));
  CHECK_FALSE(rows[0].o);
  CHECK(rows[1].s.empty());
  CHECK(rows[1].o == "x");
  CHECK_FALSE(sql.value<std::int64_t>("SELECT i FROM t WHERE i = 99"));
}

TEST_CASE("A statement that is used wrongly is a bug, and tells so") {
  Opened opened;
  Sqlite& sql = opened.sql;
  CHECK_THROWS_AS(sql.run("SELECT 1"), std::logic_error);
  CHECK_THROWS_AS(sql.value<std::int64_t>("SELECT ?"), std::logic_error);
  CHECK_THROWS_AS(sql.value<std::int64_t>("SELECT 'text'"), std::logic_error);
  CHECK_THROWS_AS(sql.value<std::int64_t>("SELECT NULL"), std::logic_error);
  CHECK_THROWS_AS(sql.value<std::int64_t>("SELECT 1, 2"), std::logic_error);
  CHECK(sql.value<std::int64_t>("SELECT ?", 3) == 3);
}

TEST_CASE("A transaction that is not committed leaves nothing") {
  Opened opened;
  Sqlite& sql = opened.sql;
  sql.run("CREATE TABLE t (i INTEGER UNIQUE) STRICT");
  {
    const lib::Transaction transaction{sql};
    sql.run("INSERT INTO t VALUES (1)");
  }
  CHECK_FALSE(sql.in_transaction());
  {
    lib::Transaction transaction{sql};
    sql.run("INSERT INTO t VALUES (2)");
    transaction.commit();
  }
  CHECK(sql.value<std::int64_t>("SELECT sum(i) FROM t") == 2);
}

TEST_CASE("Faults of the environment can be told apart, and say what was being done") {
  Opened opened;
  Sqlite& sql = opened.sql;
  sql.run("CREATE TABLE t (i INTEGER UNIQUE, s TEXT) STRICT");
  sql.run("INSERT INTO t VALUES (1, NULL)");

  const auto twice = fault_of([&] { sql.run("INSERT INTO t VALUES (1, NULL)"); });
  CHECK(twice.fault() == SqliteFault::constraint);
  CHECK(std::string{twice.what()}.find("INSERT INTO t") != std::string::npos);
  CHECK(std::string{twice.what()}.find("UNIQUE constraint failed: t.i") != std::string::npos);

  {
    Sqlite other{opened.file};
    const lib::Transaction held{other};
    sql.script("PRAGMA busy_timeout = 0");
    CHECK(fault_of([&] { const lib::Transaction wanted{sql}; }).fault() == SqliteFault::busy);
  }

  sql.script("PRAGMA max_page_count = 1");
  const std::string large(100'000, 'x');
  CHECK(fault_of([&] { sql.run("INSERT INTO t VALUES (2, ?)", large); }).fault() ==
        SqliteFault::full);
  sql.script("PRAGMA query_only = ON");
  CHECK(fault_of([&] { sql.run("DELETE FROM t"); }).fault() == SqliteFault::read_only);

  CHECK(fault_of([&] { const Sqlite none{opened.folder.path() / "none.db"}; }).fault() ==
        SqliteFault::cannot_open);
  const auto text = opened.folder.path() / "text.db";
  std::ofstream{text} << std::string(4096, 'x');
  CHECK(fault_of([&] { Sqlite{text}.script("SELECT * FROM sqlite_schema"); }).fault() ==
        SqliteFault::corrupt);
}

TEST_CASE("A compressed text comes back, and a damaged, cut or boastful frame is refused") {
  const std::string text(10'000, 'x');
  const std::string frame = lib::zstd_compress(text);
  CHECK(frame.size() < 100);
  CHECK(lib::zstd_decompress(frame, text.size()) == text);
  CHECK(lib::zstd_decompress(lib::zstd_compress(""), 0).empty());
  CHECK_THROWS_AS(lib::zstd_decompress(frame, text.size() - 1), std::runtime_error);
  CHECK_THROWS_AS(lib::zstd_decompress(frame.substr(0, frame.size() - 2), 1 << 20),
                  std::runtime_error);
  CHECK_THROWS_AS(lib::zstd_decompress("no frame", 1 << 20), std::runtime_error);
  CHECK_THROWS_AS(lib::zstd_decompress("", 1 << 20), std::runtime_error);
}
