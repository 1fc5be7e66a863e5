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
  event.particulars.clear();
  if (!told.particulars.empty()) {
    event.particulars = particulars_of(state);
    for (const auto& [name, value] : told.particulars)
      event.particulars["retracted." + name] = value;
    event.particulars["retracted"] = Word{std::string{name_of(told.kind)}};
    if (told.count) event.particulars["retracted_count"] = *told.count;
    if (told.entry_into_force) event.particulars["retracted_date"] = *told.entry_into_force;
    event.particulars["told"] =
        Day::from_sys_days(std::chrono::floor<std::chrono::days>(told.first_seen));
    event.particulars["reason"] = English{reason};
  }
  event.headline = "Retracted: " + told.headline;
  const Day day = Day::from_sys_days(std::chrono::floor<std::chrono::days>(told.first_seen));
  event.text = "Our notice \"" + told.headline + "\" of " + day.words() + " was wrong.";
  append_sentence(event.text,
                  reason.find_last_of(".!?") + 1 == reason.size() ? reason : reason + '.');
  append_sentence(event.text, count_sentence(state));
  append_sentence(event.text, eif_sentence(state));
  append_sentence(event.text, "Please tell those to whom you have passed it on.");
  return event;
}

}  // namespace treaty
