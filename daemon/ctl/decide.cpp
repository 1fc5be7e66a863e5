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
    std::string text = text_of(hold, "treaty") + ": " + text_of(hold, "claim") + ". First seen " +
                       day_words(text_of(hold, "first_seen"));
    for (const json::value& reason : hold.at("reasons").as_array())
      text += "; " + std::string{std::string_view{reason.as_string()}};
    if (!decision.empty()) text += "; " + decision;
    out << field(std::to_string(number_of(hold, "id")), text + '.');
  }
  return exit_of(object);
}

int decide(const OnlineOptions& options, const std::string& verb, const std::string& which,
           const Grounds& grounds, std::ostream& out, std::ostream& err) {
  const auto answer = ask(options.socket, "/holds/" + which + '/' + verb, "POST",
                          body_of(grounds.reason, grounds.meant));
  return polled(answer, options, out, err);
}

int retract(const OnlineOptions& options, const std::string& event, const std::string& reason,
            std::ostream& out, std::ostream& err) {
  const auto answer = ask(options.socket, "/events/" + event + "/retract", "POST", body_of(reason));
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  if (options.json) out << json::serialize(std::get<json::object>(answer)) << '\n';
  return kFine;
}

}  // namespace ctl
