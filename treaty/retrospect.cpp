#include "treaty/retrospect.h"

#include <string>
#include <string_view>

namespace treaty {
namespace {

// Leaves the text as it is where it does not begin so: an older version may have worded it.
bool replace_beginning(std::string& text, std::string_view old, std::string_view fresh) {
  if (!text.starts_with(old)) return false;
  text.replace(0, old.size(), fresh);
  return true;
}

void entered(Event& event) {
  replace_beginning(event.headline, "In force today: ", "In force: ");
  event.particulars.erase("today");
  if (!event.date) return;
  const std::string day = event.date->words();
  constexpr std::string_view kEnters = " enters into force.";
  const std::size_t verb = event.text.find(kEnters);
  if (verb == std::string::npos) return;
  if (replace_beginning(event.text, "Today, " + day + ", ", "On " + day + ' ')) {
    event.text.replace(event.text.find(kEnters), kEnters.size(), " entered into force.");
  }
}

void counted_then(Event& event) {
  for (const char* haste : {"Five to go: ", "One to go: "})
    replace_beginning(event.headline, haste, "");
  event.particulars.erase("five_to_go");
  event.particulars.erase("one_to_go");
}

}  // namespace

Event in_retrospect(Event event) {
  if (event.kind == EventKind::eif_today) entered(event);
  if (event.kind == EventKind::milestone_count) counted_then(event);
  return event;
}

}  // namespace treaty
