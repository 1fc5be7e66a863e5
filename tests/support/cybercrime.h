#pragma once

#include <string>
#include <vector>

#include "support/treaties.h"
#include "treaty/assess.h"
#include "treaty/ledger.h"
#include "treaty/rule.h"
#include "treaty/wait.h"

// Synthetic records of the Convention against Cybercrime: no State named here has deposited.
namespace tests {

inline treaty::Rule cybercrime() {
  using treaty::ActKind;
  treaty::Rule rule;
  rule.number = "XVIII-16";
  rule.name = "UN Convention against Cybercrime";
  rule.source = "the record";
  rule.verified = {"65(1)"};
  rule.entry.article = "65(1)";
  rule.entry.number = treaty::Count{40};
  rule.entry.wait = treaty::wait_from_words("90 days");
  rule.entry.counts = {ActKind::ratification, ActKind::acceptance, ActKind::approval,
                       ActKind::accession};
  rule.entry.organizations = treaty::OrganizationRule::not_additional;
  rule.entry.later = treaty::LaterRule{"65(2)", treaty::wait_from_words("30 days")};
  rule.thresholds.push_back({"supplementary protocols may be considered", "62", {60}});
  return rule;
}

inline std::string state_id(int number) {
  return "S" + std::to_string(1000 + number);
}

inline treaty::Entry entry(const std::string& id, treaty::ActKind kind, treaty::Day date) {
  return {.name = "State " + id,
          .id = treaty::ParticipantId{id},
          .act = {.kind = kind, .candidates = {}, .date = date, .column = 2, .raw = {}},
          .source = "the participant table, column 2"};
}

// States 1 to `how_many`, one deposit a day from `first` on.
inline treaty::Ledger ledger_of_states(int how_many, treaty::Day first) {
  treaty::Ledger ledger;
  ledger.number = "XVIII-16";
  for (int i = 0; i < how_many; ++i) {
    ledger.entries.push_back(
        entry(state_id(i + 1), treaty::ActKind::ratification, first + treaty::Days{i}));
  }
  return ledger;
}

inline treaty::Entry european_union(treaty::Day date) {
  treaty::Entry one = entry("EU", treaty::ActKind::approval, date);
  one.nature = treaty::Nature::regional_economic_integration_organization;
  return one;
}

inline treaty::Assessment assess_on(const treaty::Rule& rule, const treaty::Ledger& ledger,
                                    const char* today) {
  return treaty::assess(&rule, ledger, {.today = day(today)});
}

inline treaty::Assessment assess_on(const treaty::Ledger& ledger, const char* today) {
  return assess_on(cybercrime(), ledger, today);
}

}  // namespace tests
