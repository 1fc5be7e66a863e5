#include <ostream>
#include <string>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/online.h"
#include "daemon/ctl/page.h"
#include "daemon/ctl/polls.h"

namespace ctl {
namespace {

namespace json = lib::json;

std::string body_of(const std::string& reason, const std::string& meant = {}) {
  return json::serialize(json::object{{"reason", reason}, {"as", meant}});
}

}  // namespace

int holds(const OnlineOptions& options, std::ostream& out, std::ostream& err) {
  const auto answer = ask(options.socket, "/holds");
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) return print_json(object, out);
  for (const json::value& value : object.at("holds").as_array()) {
    const json::object& hold = value.as_object();
    const std::string decision = text_of(hold, "decision");
    std::string claim = text_of(hold, "claim");
    if (claim.ends_with('.')) claim.pop_back();
    std::string text = text_of(hold, "treaty") + ": " + claim + ". First seen " +
                       day_words(text_of(hold, "first_seen"));
    for (const json::value& reason : hold.at("reasons").as_array())
      text += "; " + std::string{std::string_view{reason.as_string()}};
    if (!decision.empty()) text += "; " + decision;
    if (!text.ends_with('.')) text += '.';
    out << field(std::to_string(number_of(hold, "id")), text);
  }
  if (object.at("holds").as_array().empty()) out << "Nothing waits.\n";
  return exit_of(object);
}

int decide(const OnlineOptions& options, const std::string& verb, const std::string& which,
           const Grounds& grounds, std::ostream& out, std::ostream& err) {
  const auto answer = ask(options.socket, "/holds/" + which + '/' + verb, "POST",
                          body_of(grounds.reason, grounds.meant));
  if (!options.json && std::holds_alternative<json::object>(answer)) {
    out << (verb == "approve" ? "Approved. It is believed as soon as a look shows it again:\n"
                              : "Rejected. It is not believed for as long as it is shown:\n");
  }
  return polled(answer, options, out, err);
}

int retract(const OnlineOptions& options, const std::string& event, const std::string& reason,
            std::ostream& out, std::ostream& err) {
  const auto answer = ask(options.socket, "/events/" + event + "/retract", "POST", body_of(reason));
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) {
    out << json::serialize(object) << '\n';
  } else {
    for (const std::string& line :
         wrapped("Told to all who were told it: " + text_of(object, "headline"), kColumns)) {
      out << line << '\n';
    }
  }
  return kFine;
}

}  // namespace ctl
