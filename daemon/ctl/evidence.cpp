#include <ostream>
#include <string>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/online.h"
#include "daemon/ctl/page.h"

namespace ctl {

namespace json = lib::json;

int evidence(const OnlineOptions& options, const std::string& event, bool body, std::ostream& out,
             std::ostream& err) {
  const auto answer = ask(options.socket, "/events/" + event);
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  const json::object* document = object.at("document").if_object();
  if (body) {
    if (document == nullptr) {
      return fail({kNotFound, event + " rests on no document: it comes from the calendar"}, err);
    }
    const auto bytes = ask_text(options.socket, "/evidence/" + text_of(*document, "sha256"));
    if (const auto* fault = std::get_if<AskFault>(&bytes)) return fail(*fault, err);
    out << std::get<AskedText>(bytes).text;
    return kFine;
  }
  if (options.json) return print_json(object, out);
  const json::object& told = object.at("event").as_object();
  out << field("Event", text_of(told, "headline") + " (" + event + ")")
      << field("Recorded", text_of(told, "first_seen") + ", number " +
                               std::to_string(number_of(told, "sequence")) + " of the log, " +
                               text_of(object, "hash"));
  if (document == nullptr) {
    out << field("Document", "none: it comes from the calendar");
  } else {
    out << field("Document", text_of(*document, "sha256") + ", " +
                                 std::to_string(number_of(*document, "size")) +
                                 " bytes, first seen " + text_of(*document, "first_seen"))
        << field("Address", text_of(*document, "url"));
  }
  for (const json::value& value : object.at("facts").as_array()) {
    const json::object& fact = value.as_object();
    out << field("Row", text_of(fact, "name") + ": " + text_of(fact, "act") + ' ' +
                            day_words(text_of(fact, "date")) + ", seen from " +
                            text_of(fact, "first_seen") + " to " + text_of(fact, "last_confirmed"));
  }
  return kFine;
}

}  // namespace ctl
