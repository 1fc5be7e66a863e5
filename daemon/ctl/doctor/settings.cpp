#include <string>
#include <vector>

#include "daemon/ctl/doctor/checks.h"
#include "daemon/ctl/page.h"
#include "daemon/library.h"
#include "daemon/places.h"
#include "lib/zone.h"

namespace ctl::doctor {
namespace {

void check_configuration(const Subject& subject, const service::Groups& groups, Seen& seen,
                         Findings& found) {
  std::vector<service::ConfigError> errors;
  service::Settings settings = service::load_settings(subject.config, errors, groups);
  for (const service::ConfigError& error : errors) {
    found.push_back({"configuration", Level::fault, error.str(),
                     "mend it; treatyctl check-config names every mistake"});
  }
  for (const std::string& warning : settings.warnings)
    found.push_back({"configuration", Level::warning, warning});
  if (!errors.empty()) return;
  found.push_back({"configuration", Level::ok, subject.config + " has no mistake"});
  seen.settings = std::move(settings);
}

void check_rules(service::Library rules, const std::vector<service::ConfigError>& errors,
                 Seen& seen, Findings& found) {
  for (const service::ConfigError& error : errors) {
    found.push_back({"rules", Level::fault, error.str(),
                     "mend the file, or install the package anew; treatyd does not start with it"});
  }
  if (!errors.empty()) return;
  found.push_back(
      {"rules", Level::ok,
       amount(static_cast<long long>(rules.rules.size()), "treaty rule") + " and " +
           amount(static_cast<long long>(rules.participants.all().size()), "participant") +
           " are known"});
  if (seen.settings) {
    for (const std::string& number : seen.settings->track) {
      if (rules.rules.contains(number)) continue;
      found.push_back({"rules", Level::warning,
                       number + " has no rule file: its acts are told, no count and no date",
                       "treatyctl propose-rule " + number + " writes one for you to check"});
    }
  }
  seen.data = std::move(rules);
}

void check_zone(Findings& found) {
  try {
    const lib::Zone headquarters{"America/New_York"};
    found.push_back({"zone", Level::ok, "America/New_York, the depositary's day, is known"});
  } catch (const std::exception& problem) {
    found.push_back({"zone", Level::fault, problem.what(), "install the package tzdata"});
  }
}

}  // namespace

void check_settings(const Subject& subject, Seen& seen, Findings& found) {
  std::vector<service::ConfigError> errors;
  service::Library rules = service::load_library(service::data_directory(), subject.rules, errors);
  // A subscriber may name groups that the rules bring.
  check_configuration(subject, rules.groups, seen, found);
  check_rules(std::move(rules), errors, seen, found);
  check_zone(found);
}

}  // namespace ctl::doctor
