#include "notify/data_table.h"

#include <array>
#include <string>

#include "lib/json.h"
#include "notify/samples.h"
#include "support/catch.h"

using namespace tests;
using notify::Cell;
using notify::Column;

namespace {

constexpr std::array kColumns = {
    Column{"name", "string", "who"}, Column{"n", "integer", "how many"},
    Column{"counted", "boolean", "or not"}, Column{"day", "date", "when"}};

notify::DataTable table(std::string name) {
  return {"acts",
          "Acts",
          kColumns,
          {"name"},
          {{std::move(name), 3, true, day("2026-05-04")}, {Cell{}, Cell{}, false, Cell{}}},
          {{"name", "people", "id"}}};
}

}  // namespace

TEST_CASE("a table is CSV and JSON with the same names", "[data]") {
  CHECK(notify::csv_of(table("Qatar")) ==
        "name,n,counted,day\r\nQatar,3,yes,2026-05-04\r\n,,no,\r\n");
  CHECK(notify::json_of(table("Qatar")) ==
        "[{\"name\":\"Qatar\",\"n\":3,\"counted\":true,\"day\":\"2026-05-04\"},"
        "{\"name\":null,\"n\":null,\"counted\":false,\"day\":null}]\n");
}

TEST_CASE("no spreadsheet runs a cell, and no cell leaves its line", "[data]") {
  CHECK(notify::csv_of(table("=cmd|' /C calc'!A0, \"x\"\r\ny"))
            .find("\r\n\"'=cmd|' /C calc'!A0, \"\"x\"\" y\",3,yes") != std::string::npos);
  for (const char* begin : {"+1", "-1", "@x", "\t=1"})
    CHECK(notify::csv_of(table(begin)).find("\r\n'") != std::string::npos);
  CHECK(notify::json_of(table("\xFFx\xE2\x80\xAEy")).find("\xEF\xBF\xBDxy") != std::string::npos);
}

TEST_CASE("a data package says where each table is and what its columns mean", "[data]") {
  const notify::DataTable one = table("Qatar");
  const auto package =
      lib::json::parse(notify::data_package("treaty-xviii-16", "A treaty", {&one, 1})).as_object();
  CHECK(package.at("name") == "treaty-xviii-16");
  const auto& resources = package.at("resources").as_array();
  REQUIRE(resources.size() == 2);
  const auto& csv = resources[0].as_object();
  CHECK(csv.at("path") == "acts.csv");
  CHECK(csv.at("profile") == "tabular-data-resource");
  const auto& schema = csv.at("schema").as_object();
  CHECK(schema.at("primaryKey") == lib::json::array{"name"});
  CHECK(schema.at("fields").as_array()[3].as_object().at("type") == "date");
  CHECK(resources[1].as_object().at("path") == "acts.json");
}

TEST_CASE("a package refers to the tables that it holds and to no other", "[data]") {
  notify::DataTable people = table("x");
  people.name = "people";
  people.references = {};
  const std::vector<notify::DataTable> both = {table("Qatar"), people};
  const auto package = lib::json::parse(notify::data_package("p", "P", both));
  const auto& schema = package.at("resources").at(0).at("schema").as_object();
  CHECK(lib::json::serialize(schema.at("foreignKeys")) ==
        R"([{"fields":"name","reference":{"resource":"people","fields":"id"}}])");
  const std::vector<notify::DataTable> alone = {table("Qatar")};
  const auto one = lib::json::parse(notify::data_package("p", "P", alone));
  CHECK_FALSE(one.at("resources").at(0).at("schema").as_object().contains("foreignKeys"));
}
