#include "daemon/config/rule_file.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "treaty/wait.h"

using service::ConfigError;
using treaty::ActKind;

namespace {

struct Read {
  treaty::Rule rule;
  std::vector<ConfigError> errors;
};

Read read(const std::string& toml) {
  Read result;
  result.rule = service::read_rule(toml, "X-99.toml", {}, result.errors);
  return result;
}

std::string rule_with(const std::string& lines) {
  return "number = \"X-99\"\n[entry_into_force]\n" + lines;
}

}  // namespace

TEST_CASE("A rule needs no more than a number, instruments and a wait") {
  const auto [rule, errors] = read(rule_with("instruments = 10\nwait = \"30 days\"\n"));
  CHECK(errors.empty());
  CHECK(rule.number == "X-99");
  REQUIRE(rule.entry.number);
  CHECK(rule.entry.number->value == 10);
  CHECK(rule.entry.wait == treaty::Wait{treaty::WaitStyle::days, 30});
  CHECK(rule.entry.successions == treaty::SuccessionRule::on_notification);
  CHECK(rule.entry.organizations == treaty::OrganizationRule::counted);
  CHECK(rule.entry.counts == std::vector{ActKind::ratification, ActKind::acceptance,
                                         ActKind::approval, ActKind::accession,
                                         ActKind::formal_confirmation});
}

TEST_CASE("The unit decides what counts when the rule does not say") {
  const auto states = read(rule_with("instruments = 5\nunit = \"States\"\nwait = \"none\"\n")).rule;
  CHECK(states.entry.counts.front() == ActKind::definitive_signature);
  const auto accessions =
      read(rule_with("instruments = 5\nunit = \"accessions\"\nwait = \"none\"\n")).rule;
  CHECK(accessions.entry.counts == std::vector{ActKind::accession});
}

TEST_CASE("A mistake in a rule is told with its line and what was meant") {
  using Row = std::tuple<std::string, unsigned, std::string>;
  const auto [lines, line, words] = GENERATE(table<std::string, unsigned, std::string>({
      Row{"instruments = 10\nwait = \"30 daze\"\n", 4, "not understood"},
      Row{"instrument = 10\nwait = \"30 days\"\n", 3, "did you mean entry_into_force.instruments"},
      Row{"instruments = 10\nwait = \"30 days\"\ncounts = [\"signing\"]\n", 5, "is no act"},
      Row{"instruments = 10\nwait = \"30 days\"\ncounts = [\"signature\"]\n", 2, "makes no Party"},
      Row{"instruments = 0\nwait = \"30 days\"\n", 3, "at least 1"},
      Row{"wait = \"30 days\"\n", 2, "says what it needs"},
      Row{"instruments = 10\nwait = \"30 days\"\namong = \"nobody\"\n", 5, "rolls/nobody.toml"},
  }));
  const auto errors = read(rule_with(lines)).errors;
  REQUIRE_FALSE(errors.empty());
  CHECK(errors.front().line == line);
  CHECK(errors.front().str().find(words) != std::string::npos);
}

TEST_CASE("The rules that are shipped have no mistakes") {
  std::vector<ConfigError> errors;
  const auto rules =
      service::load_rules(std::string{TREATYD_SOURCE_DIR} + "/config/treaties", errors);
  for (const ConfigError& error : errors)
    CHECK(error.str() == "");
  CHECK(rules.size() >= 154);
  for (const auto& [number, rule] : rules) {
    INFO(number);
    CHECK_FALSE(rule.name.empty());
    CHECK_FALSE(rule.source.empty());
    CHECK_FALSE(rule.entry.article.empty());
  }
}
