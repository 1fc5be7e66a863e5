#include "daemon/config/rule_file.h"

#include <fstream>
#include <string>
#include <variant>
#include <vector>

#include "daemon/config/rule_text.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "treaty/clause.h"
#include "treaty/explain_rule.h"
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
                                         ActKind::formal_confirmation, ActKind::consent_to_be_bound,
                                         ActKind::participation, ActKind::simplified_procedure,
                                         ActKind::definitive_acceptance});
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

TEST_CASE("Spellings that can mean nothing else are understood") {
  const auto [rule, errors] = read(rule_with(
      "instruments = 5\nunit = \"Contracting Parties\"\nwait = \"on the ninetieth day after\"\n"
      "counts = [\"Ratifications\", \"formal confirmation\", \"consent_to_be_bound\"]\n"
      "successions = \"counted\"\norganizations = \"not_additional\"\n"
      "[entry_into_force.later]\nwait = \"30th day\"\n"));
  for (const ConfigError& error : errors)
    CHECK(error.str() == "");
  CHECK(rule.entry.unit == treaty::CountUnit::parties);
  CHECK(rule.entry.wait == treaty::Wait{treaty::WaitStyle::days, 90});
  CHECK(rule.entry.counts == std::vector{ActKind::ratification, ActKind::formal_confirmation,
                                         ActKind::consent_to_be_bound});
  CHECK(rule.entry.successions == treaty::SuccessionRule::on_notification);
  CHECK(rule.entry.organizations == treaty::OrganizationRule::not_additional);
  REQUIRE(rule.entry.later);
  CHECK(rule.entry.later->wait == treaty::Wait{treaty::WaitStyle::days, 30});
}

TEST_CASE("An act that the record does not show is read with where it is told") {
  const std::string act =
      "instruments = 5\nwait = \"none\"\n[[entry_into_force.unshown]]\nparticipant = \"CAN\"\n"
      "act = \"ratification\"\ndate = 1995-12-01\n";
  const auto [rule, errors] = read(rule_with(act + "source = \"a notice\"\n"));
  CHECK(errors.empty());
  REQUIRE(rule.entry.unshown.size() == 1);
  CHECK(rule.entry.unshown[0].name == "CAN");
  CHECK(rule.entry.unshown[0].date.iso() == "1995-12-01");
  CHECK(read(rule_with(act)).errors.front().str().find("source is missing") != std::string::npos);
  const auto backwards =
      read(rule_with(act + "source = \"a notice\"\nuntil = 1990-01-01\n")).errors;
  REQUIRE(backwards.size() == 1);
  CHECK(backwards[0].str().find("ends before it begins") != std::string::npos);
}

TEST_CASE("A rule without articles says which were read, or that none was") {
  const auto rule = read(
                        "number = \"X-99\"\nverified = [\"64\", \"65(1)\"]\n"
                        "[entry_into_force]\ninstruments = 40\nwait = \"90 days\"\n")
                        .rule;
  CHECK(treaty::source_sentence(rule) ==
        "The rule names no article; read in an authentic text: 64 and 65(1).");
  const auto silent = read(rule_with("instruments = 40\nwait = \"90 days\"\n")).rule;
  CHECK(treaty::source_sentence(silent) ==
        "The rule is not checked against the certified true copy.");
}

TEST_CASE("Rules of another folder may name the rolls that are shipped") {
  const tests::TempFolder folder;
  std::ofstream{folder.path() / "X-99.toml"}
      << rule_with("instruments = 5\nwait = \"none\"\namong = \"united-nations\"\n");
  std::vector<ConfigError> errors;
  const auto shipped =
      service::load_rolls(std::string{TREATYD_SOURCE_DIR} + "/config/treaties", errors);
  const auto rules = service::load_rules(folder.path(), errors, shipped);
  CHECK(errors.empty());
  REQUIRE(rules.contains("X-99"));
  CHECK(rules.at("X-99").entry.among);
  service::load_rules(folder.path(), errors);
  CHECK(errors.size() == 1);
}

TEST_CASE("A proposed rule is written as a file that reads back as the same rule") {
  const auto clause = GENERATE(
      std::string{
          "see article 9 which reads as follows: \"1. This Protocol shall enter into force on "
          "the first day of the sixth month after the month in which the fortieth instrument "
          "of ratification or accession has been deposited, except that it shall not enter "
          "into force before the entry into force of the Convention. 2. For each State that "
          "joins later, this Protocol shall enter into force on the first day of the month "
          "following the expiration of one year from the deposit. 3. An instrument deposited "
          "by an organization shall not be counted as additional to those of its members.\""},
      std::string{"This Treaty shall enter into force upon the deposit of the tenth instrument of "
                  "acceptance."},
      std::string{
          "This Treaty shall enter into force two years after ten States have become parties "
          "to it."});
  const auto result = treaty::rule_from_clause("X-99-a", "The \"new\" Protocol", clause);
  REQUIRE(std::holds_alternative<treaty::ProposedRule>(result));
  const treaty::Rule& proposed = std::get<treaty::ProposedRule>(result).rule;
  const auto [rule, errors] = read(service::rule_text(std::get<treaty::ProposedRule>(result)));
  for (const ConfigError& error : errors)
    CHECK(error.str() == "");
  CHECK(rule.number == proposed.number);
  CHECK(rule.name == proposed.name);
  CHECK(rule.entry.article == proposed.entry.article);
  CHECK(rule.entry.number == proposed.entry.number);
  CHECK(rule.entry.unit == proposed.entry.unit);
  CHECK(rule.entry.wait == proposed.entry.wait);
  CHECK(rule.entry.counts == proposed.entry.counts);
  CHECK(rule.entry.organizations == proposed.entry.organizations);
  CHECK(rule.entry.not_before.treaty == proposed.entry.not_before.treaty);
  REQUIRE(rule.entry.later.has_value() == proposed.entry.later.has_value());
  if (rule.entry.later) CHECK(rule.entry.later->wait == proposed.entry.later->wait);
  CHECK_FALSE(rule.is_verified(rule.entry.article));
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
