#include <ostream>
#include <string>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/online.h"
#include "daemon/ctl/page.h"
#include "lib/url.h"

namespace ctl {
namespace {

namespace json = lib::json;

std::string force_of(const json::object& standing) {
  const std::string day = text_of(standing, "in_force");
  const std::string why = text_of(standing, "why");
  std::string text = day.empty() ? "" : day_words(day) + " (by the rule)";
  if (!why.empty()) text += (text.empty() ? "open: " : "; ") + why;
  if (is_true(standing, "withdrawn")) text += text.empty() ? "withdrawn" : "; withdrawn";
  return text.empty() ? "not bound" : text;
}

std::string treaty_block(const json::object& treaty) {
  const std::string number = text_of(treaty, "number");
  std::string block = padded(text_of(treaty, "name"), kColumns - number.size()) + number + '\n';
  for (const json::value& value : treaty.at("acts").as_array()) {
    const json::object& act = value.as_object();
    block += field(text_of(act, "date"),
                   text_of(act, "act") + (is_true(act, "withdrawn") ? " [withdrawn]" : ""));
  }
  if (const json::object* standing = treaty.at("standing").if_object()) {
    block += field("In force", force_of(*standing));
  }
  const auto texts = static_cast<long long>(treaty.at("declarations").as_array().size());
  if (texts > 0) {
    block += field("Declared",
                   amount(texts, "text") + "; treatyctl declarations " + number + " prints them");
  }
  if (is_true(treaty, "stale")) block += field("", "[STALE]");
  return block;
}

}  // namespace

int participant(const OnlineOptions& options, const std::string& who, std::ostream& out,
                std::ostream& err) {
  const auto answer = ask(options.socket, "/participants/" + lib::percent_encoded(who));
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  const auto& object = std::get<json::object>(answer);
  if (options.json) return print_json(object, out);
  const std::string region = text_of(object, "region");
  out << text_of(object, "name") << " (" << text_of(object, "id")
      << (region.empty() ? "" : ", " + region) << ")\n";
  const json::array& treaties = object.at("treaties").as_array();
  for (const json::value& treaty : treaties)
    out << '\n' << treaty_block(treaty.as_object());
  if (treaties.empty()) out << "\nno act under any tracked treaty\n";
  return exit_of(object);
}

int metrics(const OnlineOptions& options, std::ostream& out, std::ostream& err) {
  const auto answer = ask_text(options.socket, "//metrics");
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  out << std::get<AskedText>(answer).text;
  return kFine;
}

}  // namespace ctl
