#include "daemon/config/nearest.h"

#include <vector>

#include "treaty/event.h"

namespace service {

std::string no_such_kind(std::string_view typed) {
  std::vector<std::string_view> kinds;
  for (int i = 0; i <= static_cast<int>(treaty::EventKind::heartbeat); ++i)
    kinds.push_back(treaty::name_of(static_cast<treaty::EventKind>(i)));
  std::string sentence = '"' + std::string{typed} + "\" is no kind of event; ";
  const auto nearest = nearest_of(typed, kinds);
  if (nearest) return sentence + "did you mean \"" + *nearest + "\"?";
  sentence += "there are:";
  for (const std::string_view kind : kinds)
    (sentence += ' ') += kind;
  return sentence;
}

std::string no_such_participant(std::string_view typed, const treaty::Participants& known) {
  const auto nearest = known.nearest_names(typed, 1);
  return "no participant is known as \"" + std::string{typed} + "\"; " +
         (nearest.empty() ? std::string{} : "did you mean \"" + nearest.front() + "\"? ") +
         "Use its id, such as FRA, or a name";
}

}  // namespace service
