#include "daemon/config/strict_table.h"

#include <fstream>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

std::vector<std::string> mistakes(std::string_view toml) {
  std::vector<service::ConfigError> errors;
  const auto document = service::parse_toml(toml, "a.toml", errors);
  if (document) {
    service::StrictTable table{*document, "a.toml", "", errors};
    table.required_string("name");
    table.integer("port");
    table.day("date");
    table.strings("list");
    if (auto inner = table.table("inner")) {
      inner->boolean("flag");
      inner->done();
    }
    table.done();
  }
  std::vector<std::string> lines;
  for (const auto& error : errors)
    lines.push_back(error.str());
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("An empty file is an empty table, and one that is not there cannot be read") {
  const tests::TempFolder folder;
  std::ofstream{folder.file("empty.toml")}.close();
  std::vector<service::ConfigError> errors;
  const auto empty = service::parse_toml_file(folder.file("empty.toml"), errors);
  REQUIRE(empty);
  CHECK(empty->empty());
  CHECK(errors.empty());
  CHECK_FALSE(service::parse_toml_file(folder.file("none.toml"), errors));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].str().find("No such file or directory") != std::string::npos);
}

TEST_CASE("A table with what it should have has no mistake") {
  CHECK(
      mistakes("name = \"a\"\nport = 1\ndate = 2026-12-31\nlist = [\"x\"]\n[inner]\nflag = true\n")
          .empty());
}

TEST_CASE("An unknown key is named with its line and the nearest valid key") {
  CHECK(mistakes("name = \"a\"\nprot = 1\n") ==
        Lines{"a.toml:2: unknown key prot; did you mean port?"});
  CHECK(mistakes("name = \"a\"\n[inner]\nflg = true\n") ==
        Lines{"a.toml:3: unknown key inner.flg; did you mean inner.flag?"});
}

TEST_CASE("A wrong type is told as what it is and what it should be") {
  CHECK(mistakes("name = 1\n") == Lines{"a.toml:1: name must be a string, not an integer"});
  CHECK(mistakes("name = \"a\"\ndate = \"2026-12-31\"\n") ==
        Lines{"a.toml:2: date must be a date, written without quotes as 2026-12-31, not a string"});
}

TEST_CASE("A missing key, an empty one and a mistake of syntax each have their sentence") {
  CHECK(mistakes("port = 1\n").at(0).find("name is missing") != std::string::npos);
  CHECK(mistakes("name = \"\"\n") == Lines{"a.toml:1: name must not be empty"});
  const auto syntax = mistakes("name = \"a\"\nport = = 1\n");
  REQUIRE(syntax.size() == 1);
  CHECK(syntax[0].starts_with("a.toml:2: "));
}
