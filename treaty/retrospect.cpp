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

// The date that was computed then: the issue has a place for what is known of it now.
void reached(Event& event) {
  constexpr std::string_view kBegins = "It enters into force on ";
  constexpr std::string_view kEnds = "the depositary has not printed one yet.";
  event.particulars["told_later"] = true;
  const std::size_t begin = event.text.find(kBegins);
  const std::size_t end = event.text.find(kEnds, begin == std::string::npos ? 0 : begin);
  if (begin == std::string::npos || end == std::string::npos) return;
  event.text.erase(begin, end + kEnds.size() - begin);
  if (const std::size_t gap = event.text.find("  "); gap != std::string::npos) {
    event.text.erase(gap, 1);
  }
  if (event.text.ends_with(' ')) event.text.pop_back();
}

}  // namespace

Event in_retrospect(Event event) {
  if (event.kind == EventKind::eif_today) entered(event);
  if (event.kind == EventKind::milestone_count) counted_then(event);
  if (event.kind == EventKind::milestone_threshold) reached(event);
  return event;
}

}  // namespace treaty
