#include "daemon/ctl/deliveries.h"

#include <ostream>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/page.h"
#include "lib/url.h"

namespace ctl {
namespace {

namespace json = lib::json;

void print(const json::object& answer, std::ostream& out) {
  for (const json::value& value : answer.at("deliveries").as_array()) {
    const json::object& one = value.as_object();
    out << padded(std::to_string(number_of(one, "id")), 8) << padded(text_of(one, "state"), 9)
        << padded(text_of(one, "subscriber"), 16) << ' ' << text_of(one, "event") << '\n';
    const std::string error = text_of(one, "error");
    if (!error.empty()) out << field("", error);
  }
}

int retry(const OnlineOptions& options, const std::string& which, std::ostream& out,
          std::ostream& err) {
  const auto answer =
      ask(options.socket, "/deliveries/" + lib::percent_encoded(which) + "/retry", "POST");
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) {
    print_json(object, out);
  } else {
    print(object, out);
    out << text_of(object, "sentence") << '\n';
  }
  for (const json::value& one : object.at("deliveries").as_array()) {
    if (text_of(one.as_object(), "state") != "sent") return kFailure;
  }
  return kFine;
}

}  // namespace

int deliveries(const OnlineOptions& options, const DeliveriesOptions& which, std::ostream& out,
               std::ostream& err) {
  if (which.action == "retry") {
    if (which.ids.empty() != which.all_dead) {
      err << "treatyctl: deliveries retry takes either numbers or --all-dead\n";
      return kUsage;
    }
    if (which.all_dead) return retry(options, "dead", out, err);
    int worst = kFine;
    for (const std::string& id : which.ids) {
      if (const int code = retry(options, id, out, err); code != kFine) worst = code;
    }
    return worst;
  }
  const auto answer = ask(options.socket, which.dead ? "/deliveries?state=dead" : "/deliveries");
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) return print_json(object, out);
  print(object, out);
  if (object.at("deliveries").as_array().empty()) {
    out << (which.dead ? "None was given up.\n" : "Nothing was sent yet, and nothing waits.\n");
  }
  return exit_of(object);
}

}  // namespace ctl
