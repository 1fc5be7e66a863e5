#include "daemon/library.h"

#include <utility>

#include "daemon/config/participants_file.h"
#include "daemon/config/reading_exceptions.h"
#include "daemon/config/rule_file.h"

namespace service {

Library load_library(const std::string& data, const std::string& rules,
                     std::vector<ConfigError>& errors) {
  const std::string treaties = rules.empty() ? data + "/treaties" : rules;
  Library library;
  const Rolls shipped = rules.empty() ? Rolls{} : load_rolls(data + "/treaties", errors);
  library.rules = load_rules(treaties, errors, shipped);
  library.exceptions = read_reading_exceptions(treaties, errors);
  if (auto participants = read_participants_file(data + "/participants.toml", errors)) {
    library.participants = *std::move(participants);
  }
  std::vector<ConfigError> told_already;  // with the rules, which read the same rolls
  library.groups = Groups{library.participants, load_rolls(treaties, told_already)};
  return library;
}

}  // namespace service
