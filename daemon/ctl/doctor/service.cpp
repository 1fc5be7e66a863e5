#include <string>
#include <variant>

#include "daemon/answers.h"
#include "daemon/ctl/ask.h"
#include "daemon/ctl/doctor/checks.h"
#include "daemon/ctl/page.h"
#include "daemon/track.h"
#include "store/catalogue.h"

namespace ctl::doctor {
namespace {

namespace json = lib::json;

// What a service would say that started now and did not look.
void answer_from_database(Seen& seen) {
  if (!seen.database || !seen.settings || !seen.data) return;
  std::vector<std::string> known;
  for (const auto& [number, rule] : seen.data->rules)
    known.push_back(number);
  for (const store::ListedTreaty& listed : store::load_catalogue(*seen.database))
    known.push_back(listed.number);
  service::widen(seen.settings->track, seen.settings->track_patterns, known);
  service::Clock clock;
  service::Desk desk{*seen.database, *seen.data, *seen.settings, clock};
  service::Answers answers{{desk, *seen.database, clock, *seen.settings}};
  seen.status = answers.status();
}

}  // namespace

void check_service(const Subject& subject, Seen& seen, Findings& found) {
  auto answer = ask(subject.socket, "/status");
  if (const auto* fault = std::get_if<AskFault>(&answer)) {
    const bool refused = fault->exit == kNotAllowed;
    found.push_back(
        {"service", refused ? Level::warning : Level::fault, fault->sentence,
         refused ? "" : "systemctl start treatyd, and if it ends again: journalctl -u treatyd"});
    return answer_from_database(seen);
  }
  seen.status = std::get<json::object>(std::move(answer));
  const auto tracked = static_cast<long long>(seen.status->at("treaties").as_array().size());
  const std::string whom = tracked == 1 ? "1 treaty" : std::to_string(tracked) + " treaties";
  found.push_back(
      {"service", Level::ok, "treatyd answers on " + subject.socket + " and tracks " + whom});
}

}  // namespace ctl::doctor
