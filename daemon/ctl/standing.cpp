#include "daemon/ctl/standing.h"

#include <ostream>

#include "daemon/ctl/ask.h"

namespace ctl {

namespace json = lib::json;

std::string force_text(const json::object& answer) {
  const json::value* eif = answer.if_contains("entry_into_force");
  if (eif == nullptr || !eif->is_object()) return "not known";
  const json::object& object = eif->as_object();
  const std::string state = text_of(object, "state");
  const std::string computed = day_words(text_of(object, "computed"));
  const std::string official = day_words(text_of(object, "official"));
  const json::value* agree = object.if_contains("agree");
  const bool differ = agree != nullptr && agree->is_bool() && !agree->as_bool();
  std::string text;
  if (state == "none") {
    const json::value* rule = answer.if_contains("rule");
    text = rule != nullptr && rule->is_object()
               ? "not yet, and no date follows from the rule so far"
               : "not yet; the depositary prints no date, and no rule is on file here";
  }
  if (state == "computed") text = computed + ": computed; not printed by the depositary yet";
  if (state == "official") text = official + ": official, printed by the depositary";
  if (state == "in-force") {
    text = official.empty() ? "since " + computed + " (computed; not printed by the depositary)"
                            : "since " + official + " (official)";
  }
  if (state == "contested") {
    text = (computed.empty() ? official : computed) +
           " is contested: a withdrawal followed after the number was reached";
  }
  if (state == "provisional") text = "applied provisionally";
  if (state == "ended") text = "no longer in force";
  if (differ) text += ". DISPUTED: the rule gives " + computed;
  return text;
}

std::string force_in_short(const json::object& row) {
  const std::string state = text_of(row, "state");
  const std::string day = text_of(row, "entry_into_force");
  if (state == "none") {
    return row.at("instruments").is_null() ? "no date" : "no date yet";
  }
  std::string text = state == "in-force" ? "in force" : state;
  if (!day.empty()) text += ' ' + day;
  return text;
}

bool is_read(const json::object& answer) {
  const json::value* read = answer.if_contains("read");
  return read == nullptr || !read->is_bool() || read->as_bool();
}

int say_unread(const json::object& answer, std::ostream& err) {
  const std::string fault = text_of(answer, "fault");
  err << "treatyctl: the depositary's record of " << text_of(answer, "number")
      << " has not been read yet: nothing can be said of it" << (fault.empty() ? "" : "; " + fault)
      << '\n';
  return kStale;
}

}  // namespace ctl
