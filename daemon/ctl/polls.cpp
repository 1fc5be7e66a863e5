#include "daemon/ctl/polls.h"

#include <ostream>
#include <string>
#include <string_view>

#include "daemon/ctl/page.h"

namespace ctl {

namespace json = lib::json;

int polled(const std::variant<lib::json::object, AskFault>& answer, const OnlineOptions& options,
           std::ostream& out, std::ostream& err) {
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  bool good = true;
  for (const json::value& value : object.at("polls").as_array()) {
    const json::object& one = value.as_object();
    good = good && is_true(one, "believed");
    if (options.json) continue;
    out << text_of(one, "number") << ": "
        << (is_true(one, "believed") ? "read well" : "not believed") << ", "
        << amount(number_of(one, "changes"), "change") << ", " << number_of(one, "pending")
        << " waiting for confirmation, " << amount(number_of(one, "events"), "event") << '\n';
    for (const json::value& fault : one.at("faults").as_array()) {
      out << field("", std::string_view{fault.as_string()});
    }
  }
  if (options.json) out << json::serialize(object) << '\n';
  return good ? kFine : kFailure;
}

}  // namespace ctl
