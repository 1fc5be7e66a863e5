#include "treaty/retraction.h"

#include "treaty/teller.h"
#include "treaty/wording.h"

namespace treaty {

std::string retraction_id(const std::string& event_id) {
  return event_id + ".retracted";
}

Event retraction_of(const Event& told, const std::string& reason, const Assessment& state,
                    Instant now) {
  Event event = told;
  event.id = retraction_id(told.id);
  event.kind = EventKind::notice_retracted;
  event.published = std::nullopt;
  event.first_seen = now;
  if (event.count_needed) event.count = state.count;
  event.entry_into_force = state.entry_into_force();
  event.corrects = told.id;
  // The notice's own, so that its headline can be worded again, and where the treaty stands now.
  if (!told.particulars.empty()) {
    for (auto& [name, value] : particulars_of(state))
      event.particulars[name] = value;
    event.particulars["retracted"] = Word{std::string{name_of(told.kind)}};
    event.particulars["told"] =
        Day::from_sys_days(std::chrono::floor<std::chrono::days>(told.first_seen));
    event.particulars["reason"] = English{reason};
  }
  event.headline = "Retracted: " + told.headline;
  const Day day = Day::from_sys_days(std::chrono::floor<std::chrono::days>(told.first_seen));
  event.text = "Our notice \"" + told.headline + "\" of " + day.words() + " was wrong.";
  append_sentence(event.text, reason);
  append_sentence(event.text, count_sentence(state));
  append_sentence(event.text, eif_sentence(state));
  append_sentence(event.text, "Please tell those to whom you have passed it on.");
  return event;
}

}  // namespace treaty
