#include "daemon/ctl/subscribers.h"

#include <istream>
#include <ostream>
#include <utility>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/page.h"
#include "lib/text.h"
#include "lib/url.h"

namespace ctl {
namespace {

namespace json = lib::json;

int said(const OnlineOptions& options, const std::variant<json::object, AskFault>& answer,
         std::ostream& out, std::ostream& err) {
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) return print_json(object, out);
  for (const std::string& line : wrapped(text_of(object, "sentence"), kColumns))
    out << line << '\n';
  return kFine;
}

void print(const json::object& one, std::ostream& out) {
  std::string text = text_of(one, "channel");
  if (const std::string to = text_of(one, "to"); !to.empty()) text += " to " + to;
  if (const std::string via = text_of(one, "via"); !via.empty()) text += " via " + via;
  text += ", " + text_of(one, "follows");
  const std::string schedule = text_of(one, "schedule");
  if (!schedule.empty()) text += ", " + schedule;
  if (is_true(one, "operator")) text += "; operator";
  if (is_true(one, "signed_up")) text += "; signed up";
  const std::string suspended = text_of(one, "suspended");
  if (!suspended.empty()) {
    text += "; SUSPENDED since " + day_words(suspended) + ": " + text_of(one, "answer");
  }
  const std::string left = text_of(one, "left");
  if (!left.empty()) text += "; left on " + day_words(left);
  const std::string told = text_of(one, "last_told");
  text += told.empty() ? "; not told anything yet" : "; last told on " + day_words(told);
  const json::object& preview = one.at("preview").as_object();
  text += "; " + amount(number_of(preview, "notices"), "notice") + " by this filter in " +
          std::to_string(number_of(preview, "days")) + " days";
  out << field(text_of(one, "name"), text + '.');
}

json::array list_of(const std::vector<std::string>& items) {
  return json::array(items.begin(), items.end());
}

}  // namespace

int subscribers(const OnlineOptions& options, const std::string& action, const std::string& name,
                std::ostream& out, std::ostream& err) {
  const std::string path = "/subscribers/" + lib::percent_encoded(name);
  if (action == "export") {
    const auto answer = ask(options.socket, path);
    if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
    return print_json(std::get<json::object>(answer), out);
  }
  if (!action.empty()) {
    return said(options, ask(options.socket, path + '/' + action, "POST"), out, err);
  }
  const auto answer = ask(options.socket, "/subscribers");
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) return print_json(object, out);
  for (const json::value& one : object.at("subscribers").as_array())
    print(one.as_object(), out);
  return kFine;
}

int subscribe(const OnlineOptions& options, const FilterOptions& filter, std::ostream& out,
              std::ostream& err) {
  json::object asked{{"mail", filter.mail},
                     {"treaties", list_of(filter.treaties)},
                     {"participants", list_of(filter.participants)},
                     {"groups", list_of(filter.groups)},
                     {"kinds", list_of(filter.kinds)},
                     {"milestones_only", filter.milestones_only},
                     {"why", filter.why}};
  if (!filter.when.empty()) asked["when"] = filter.when;
  if (filter.hour) asked["hour"] = *filter.hour;
  if (!filter.zone.empty()) asked["zone"] = filter.zone;
  if (filter.no_weekends) asked["weekends"] = false;
  if (!filter.language.empty()) asked["language"] = filter.language;
  return said(options, ask(options.socket, "/subscriptions", "POST", json::serialize(asked)), out,
              err);
}

int preview(const OnlineOptions& options, const FilterOptions& filter, std::ostream& out,
            std::ostream& err) {
  std::string path = "/preview?milestones_only=";
  path += filter.milestones_only ? "true" : "false";
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) path += std::string{"&"} + name + '=' + lib::percent_encoded(value);
  };
  for (const std::string& number : filter.treaties)
    add("treaties", number);
  for (const std::string& name : filter.participants)
    add("participants", name);
  for (const std::string& name : filter.groups)
    add("groups", name);
  for (const std::string& kind : filter.kinds)
    add("kinds", kind);
  add("when", filter.when);
  if (filter.hour) add("hour", std::to_string(*filter.hour));
  add("zone", filter.zone);
  if (filter.no_weekends) add("weekends", "false");
  return said(options, ask(options.socket, path), out, err);
}

int inbox(const OnlineOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  // The header's lines, unfolded (RFC 5322 section 2.2.3), up to the empty line.
  std::string subject;
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) break;
    const bool continued = line.front() == ' ' || line.front() == '\t';
    if (continued && inside) subject += ' ' + line.substr(1);
    if (continued) continue;
    inside = lib::starts_with_ignoring_case(line, "subject:");
    if (inside) subject = line.substr(sizeof "subject:" - 1);
  }
  const std::string body = json::serialize(json::object{{"subject", lib::folded_space(subject)}});
  return said(options, ask(options.socket, "/inbox", "POST", body), out, err);
}

}  // namespace ctl
