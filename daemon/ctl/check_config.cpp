#include "daemon/ctl/check_config.h"

#include <algorithm>
#include <ostream>
#include <string>
#include <vector>

#include "daemon/library.h"
#include "daemon/places.h"
#include "daemon/settings.h"
#include "daemon/track.h"

namespace ctl {

int check_config(const std::string& file, const std::string& rules, std::ostream& out,
                 std::ostream& err) {
  std::vector<service::ConfigError> errors;
  const service::Library library = service::load_library(service::data_directory(), rules, errors);
  const service::Settings settings = service::load_settings(file, errors, library.groups);
  for (const service::ConfigError& error : errors)
    err << error.str() << '\n';
  for (const std::string& warning : settings.warnings)
    err << file << ": " << warning << '\n';
  if (!errors.empty()) {
    err << errors.size() << (errors.size() == 1 ? " mistake\n" : " mistakes\n");
    return 1;
  }
  for (const std::string& pattern : settings.track_patterns) {
    const auto matched = std::count_if(
        library.rules.begin(), library.rules.end(),
        [&](const auto& rule) { return service::matches_pattern(pattern, rule.first); });
    out << pattern << ": matches " << matched
        << (matched == 1 ? " treaty that has a rule file" : " treaties that have a rule file")
        << (settings.source.catalogue == false
                ? "; source.catalogue = false leaves it at that\n"
                : "; the others are known once the service has read the collection's lists\n");
  }
  for (const std::string& number : settings.track) {
    const auto rule = library.rules.find(number);
    out << number << ": "
        << (rule == library.rules.end()
                ? "no rule file; its acts are recorded and told, no date is computed"
                : rule->second.name)
        << '\n';
  }
  for (const notify::Subscriber& subscriber : settings.subscribers) {
    const auto* webhook = std::get_if<notify::WebhookTarget>(&subscriber.target);
    if (webhook == nullptr) continue;
    for (const notify::WebhookKey& key : webhook->keys) {
      if (const std::string half = key.public_key(); !half.empty()) {
        out << subscriber.id << ": the receiver verifies with " << half << '\n';
      }
    }
  }
  out << file << ": good; " << settings.subscribers.size()
      << (settings.subscribers.size() == 1 ? " subscriber\n" : " subscribers\n");
  return 0;
}

}  // namespace ctl
