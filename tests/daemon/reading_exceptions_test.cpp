#include "daemon/config/reading_exceptions.h"

#include <optional>
#include <string>
#include <vector>

#include "support/catch.h"

namespace {

struct Read {
  feeds::ReadingException exception;
  std::vector<service::ConfigError> errors;
};

Read read(const std::string& text) {
  Read read;
  const auto document = service::parse_toml(text, "V-3.toml", read.errors);
  REQUIRE(document);
  service::StrictTable table{*document, "V-3.toml", "reading", read.errors};
  read.exception = service::reading_exception(table);
  return read;
}

}  // namespace

TEST_CASE("What is known of a table's totals is a difference, and has its reason") {
  const auto known = read("parties_more = 1\nsignatories_more = -2\nreason = \"A row is lost.\"\n");
  CHECK(known.errors.empty());
  CHECK(known.exception.printed_more == treaty::Totals{-2, 1});
  CHECK(known.exception.reason == "A row is lost.");
  CHECK(read("reason = \"x\"\n").exception.printed_more == treaty::Totals{});
}

TEST_CASE("A difference of nothing, or without a reason, is a mistake with its line") {
  const auto nothing = read("parties_more = 0\nreason = \"x\"\n");
  REQUIRE(nothing.errors.size() == 1);
  CHECK(nothing.errors.front().line == 1);
  CHECK(read("parties_more = 1\n").errors.size() == 1);
  CHECK(read("published_parties = 23\nreason = \"x\"\n").errors.size() == 1);
}
