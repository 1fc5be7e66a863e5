#include <optional>
#include <ostream>
#include <string>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/online.h"
#include "daemon/ctl/page.h"
#include "daemon/ctl/standing.h"
#include "treaty/day.h"

// What a campaigner sees first: where the treaty stands, by its own rule, and how fresh that is.

namespace ctl {
namespace {

namespace json = lib::json;

// Seconds since the epoch of "2026-11-23T10:16:18Z", as the service writes instants.
std::optional<long long> seconds_of(const std::string& instant) {
  const auto day = treaty::Day::from_iso(std::string_view{instant}.substr(0, 10));
  if (!day || instant.size() < 19) return std::nullopt;
  const auto two = [&](std::size_t at) { return (instant[at] - '0') * 10 + instant[at + 1] - '0'; };
  constexpr long long kDay = 86400;
  return day->sys_days().time_since_epoch().count() * kDay + two(11) * 3600LL + two(14) * 60LL +
         two(17);
}

// "12 minutes" between two instants of an answer.
std::string between(const std::string& from, const std::string& to) {
  const auto start = seconds_of(from);
  const auto end = seconds_of(to);
  return start && end ? span_words(*end - *start) : std::string{};
}

// "12 minutes ago, 2026-11-23 04:00 UTC".
std::string ago(const std::string& last, const std::string& now) {
  const auto start = seconds_of(last);
  const auto end = seconds_of(now);
  const bool just_now = start && end && *end - *start < 60;
  return (just_now ? std::string{"just now"} : between(last, now) + " ago") + " (" +
         last.substr(0, 10) + ' ' + last.substr(11, 5) + " UTC)";
}

std::string title_line(const json::object& answer) {
  const std::string name = text_of(answer, "name");
  const std::string number = text_of(answer, "number");
  return padded(name, kColumns - number.size()) + number + "\n\n";
}

// What the clause would come to if a person accepted the reading of it.
std::string proposal_text(const json::object& answer) {
  const json::value* proposal = answer.if_contains("proposed_rule");
  if (proposal == nullptr || !proposal->is_object()) return {};
  const std::string why_not = text_of(proposal->as_object(), "why_not");
  if (!why_not.empty()) return field("Rule", "none, and none can be proposed: " + why_not);
  std::string words;
  for (const json::value& passage : proposal->as_object().at("words").as_array()) {
    words += (words.empty() ? "\"" : "; \"") + std::string{std::string_view{passage.as_string()}};
    words += '"';
  }
  return field("Rule", "PROPOSED, and used for nothing until a person accepts it: " + words +
                           ". See treatyctl propose-rule " + text_of(answer, "number"));
}

std::string count_block(const json::object& answer) {
  const json::value* rule = answer.if_contains("rule");
  const std::int64_t count = number_of(answer, "count");
  if (rule == nullptr || !rule->is_object()) {
    return field("Parties", std::to_string(number_of(answer, "count_register")) +
                                ", as the register counts them; no rule file says what counts "
                                "toward entry into force") +
           proposal_text(answer);
  }
  const std::int64_t needed = number_of(rule->as_object(), "instruments");
  if (needed == 0) {
    return field("Counted", std::to_string(count) + " instruments by the treaty's own rule");
  }
  const std::int64_t left = number_of(answer, "remaining");
  const bool reached = left == 0;
  std::string block = "  " + std::to_string(count) +
                      (reached ? "" : " of " + std::to_string(needed)) +
                      " instruments deposited, by the treaty's own rule" +
                      (reached ? "; " + std::to_string(needed) + " were needed" : "") + '\n';
  block += "  " + bar(count, needed) + "  ";
  block += left > 0 ? std::to_string(left) + " to go"
                    : "reached on " + day_words(text_of(answer, "threshold_day"));
  return block + "\n\n";
}

std::string register_text(const json::object& answer) {
  const std::int64_t parties = number_of(answer, "count_register");
  std::string text = std::to_string(parties) + (parties == 1 ? " Party" : " Parties");
  const json::value* reasons = answer.if_contains("count_differences");
  if (reasons == nullptr || !reasons->is_array() || reasons->as_array().empty()) return text;
  text += ". Why the two counts differ: ";
  bool first = true;
  for (const json::value& reason : reasons->as_array()) {
    if (!first) text += "; ";
    first = false;
    text += std::string_view{reason.as_string()};
  }
  return text;
}

std::string thresholds_block(const json::object& answer) {
  const json::value* thresholds = answer.if_contains("thresholds");
  std::string block;
  if (thresholds == nullptr || !thresholds->is_array()) return block;
  const std::string today = text_of(answer, "today");
  for (const json::value& value : thresholds->as_array()) {
    const json::object& threshold = value.as_object();
    const auto reading = [&](const char* key, const std::string& what) {
      const json::object& part = threshold.at(key).as_object();
      const std::string day = text_of(part, "day");
      return std::to_string(number_of(part, "count")) + ' ' + what +
             (day.empty() ? "" : (day <= today ? " (reached " : " (on ") + day_words(day) + ')');
    };
    block += field("At " + std::to_string(number_of(threshold, "parties")),
                   text_of(threshold, "name") + ": " + reading("deposited", "deposited") + ", " +
                       reading("states_parties", "States Parties"));
  }
  return block;
}

std::string latest_block(const json::object& answer) {
  const json::value* latest = answer.if_contains("latest");
  std::string block;
  if (latest == nullptr || !latest->is_array()) return block;
  std::string label = "Latest";
  for (const json::value& value : latest->as_array()) {
    const json::object& act = value.as_object();
    block +=
        field(label, day_words(text_of(act, "date")) + "  " + text_of(act, "name") + ", " +
                         text_of(act, "act") + (is_true(act, "withdrawn") ? " (withdrawn)" : ""));
    label.clear();
  }
  return block;
}

std::string next_block(const json::object& answer) {
  const json::value* next = answer.if_contains("next");
  std::string block;
  if (next == nullptr || !next->is_array()) return block;
  std::string label = "Next";
  for (const json::value& value : next->as_array()) {
    const json::object& entry = value.as_object();
    const std::int64_t days = number_of(entry, "days");
    block += field(
        label, day_words(text_of(entry, "date")) + "  " + text_of(entry, "what") +
                   (days == 0 ? " (today)"
                              : " (in " + std::to_string(days) + (days == 1 ? " day)" : " days)")));
    label.clear();
  }
  return block;
}

std::string holds_block(const json::object& answer) {
  const json::value* holds = answer.if_contains("holds");
  std::string block;
  if (holds == nullptr || !holds->is_array()) return block;
  for (const json::value& value : holds->as_array()) {
    const json::object& hold = value.as_object();
    const json::array& reasons = hold.at("reasons").as_array();
    const std::string why =
        reasons.empty() ? "" : ": " + std::string{std::string_view{reasons.front().as_string()}};
    block += field("Waiting",
                   std::to_string(number_of(hold, "id")) + ": " + text_of(hold, "claim") + why);
  }
  return block;
}

std::string checked_text(const json::object& answer) {
  const std::string last = text_of(answer, "last_good_check");
  const std::string next = text_of(answer, "next_check");
  const std::string now = text_of(answer, "as_of");
  const std::string fault = text_of(answer, "fault");
  std::string text = fault.empty() ? "" : fault + "; ";
  text += last.empty() ? "last good reading: never" : "last good reading: " + ago(last, now);
  if (!next.empty()) {
    text += (fault.empty() ? "; next in " : "; next try in ") + between(now, next);
  }
  if (is_true(answer, "stale")) text += " [STALE]";
  return text;
}

// Which state of the law and of our knowledge the page shows; empty for that of now.
std::string as_of_line(const json::object& answer) {
  const std::string day = text_of(answer, "legal_day");
  const std::string known = text_of(answer, "known_on");
  if (day.empty() && known.empty()) return {};
  std::string line = "AS OF " + (day.empty() ? std::string{"TODAY"} : day_words(day));
  if (!known.empty()) line += ", as known on " + day_words(known);
  return "  " + line + ". Without the option: the state of now.\n\n";
}

std::string in_full(const json::object& answer) {
  if (!is_read(answer)) {
    const std::string known = text_of(answer, "known_on");
    return title_line(answer) + as_of_line(answer) +
           field("Nothing read", known.empty()
                                     ? "the depositary's page has not been read yet"
                                     : "the depositary's page had not been read by then") +
           field("Checked", checked_text(answer));
  }
  std::string page = title_line(answer) + as_of_line(answer) + count_block(answer);
  page += field("Register", register_text(answer));
  page += field("Signatures", std::to_string(number_of(answer, "signatures")));
  page += field("In force", force_text(answer));
  page += thresholds_block(answer);
  page += latest_block(answer);
  page += next_block(answer);
  page += holds_block(answer);
  page += field("Checked", checked_text(answer));
  return page;
}

std::string count_in_short(const json::object& treaty) {
  if (!is_read(treaty)) return "not read yet";
  const std::int64_t needed = number_of(treaty, "instruments");
  if (needed > 0) {
    return std::to_string(number_of(treaty, "count")) + " of " + std::to_string(needed);
  }
  const std::int64_t parties = number_of(treaty, "count_register");
  return std::to_string(parties) + (parties == 1 ? " Party" : " Parties");
}

std::string row_of(const json::object& treaty) {
  constexpr std::size_t kNumber = 13;
  constexpr std::size_t kCount = 14;
  constexpr std::size_t kForce = 22;
  const std::string row = padded(text_of(treaty, "number"), kNumber) +
                          padded(count_in_short(treaty), kCount) +
                          padded(is_read(treaty) ? force_in_short(treaty) : "", kForce);
  const std::string name = text_of(treaty, "name") + (is_true(treaty, "stale") ? " [STALE]" : "");
  return hung(row, kNumber + kCount + kForce, name);
}

}  // namespace

int status(const OnlineOptions& options, const std::string& number, std::ostream& out,
           std::ostream& err) {
  std::string path = number.empty() ? "/status" : "/treaties/" + number + '?';
  if (!number.empty() && !options.as_of.empty()) path += "as-of=" + options.as_of + '&';
  if (!number.empty() && !options.known_on.empty()) path += "known-on=" + options.known_on;
  auto answer = ask(options.socket, path);
  if (const auto* fault = std::get_if<AskFault>(&answer)) return fail(*fault, err);
  auto& object = std::get<json::object>(answer);
  const bool past = !options.as_of.empty() || !options.known_on.empty();
  if (number.empty() && past) {
    return fail({kUsage, "--as-of and --known-on are about one treaty: name its number"}, err);
  }
  if (options.json) return print_json(object, out);
  if (!number.empty()) {
    out << in_full(object);
    return exit_of(object);
  }
  const json::array& treaties = object.at("treaties").as_array();
  if (treaties.size() == 1) {
    return status(options, text_of(treaties.front().as_object(), "number"), out, err);
  }
  for (const json::value& treaty : treaties)
    out << row_of(treaty.as_object());
  return exit_of(object);
}

}  // namespace ctl
