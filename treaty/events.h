#pragma once

#include <functional>
#include <string>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/compare.h"
#include "treaty/event.h"

namespace treaty {

/// What every event of one step shares.
struct EventContext {
  Instant now{};         ///< when the step is taken
  std::string evidence;  ///< SHA-256 of the body that shows it; empty for an event of the calendar
  std::string url;       ///< the depositary's page
  /// Whether an event of this id was told before. A milestone that is reached once more after it
  /// was undone then gets an id of its own. Empty: none was.
  std::function<bool(const std::string& id)> is_told{};
};

/// The id under which the act was, or will be, told. Derived from the act alone.
std::string event_id(const std::string& number, const ParticipantId& participant, const Act& act);

/// The events of accepted changes: one for each act, in order of legal date, then the milestones
/// that the step undid or reached: counts, threshold, and what happened to the date of entry into
/// force. A milestone's id names its number or date, so that whoever records events by id tells it
/// once; what is undone points at the milestone that no longer holds, so that everybody hears of it
/// who was told that, whatever they follow.
std::vector<Event> events_of_changes(const std::vector<Change>& changes, const Assessment& before,
                                     const Assessment& after, const EventContext& context);

/// The events that the calendar brings when today moves from `since` to `today`, each belonging to
/// a day in (since, today], in order: entry into force approaching (90, 30, 7 and 1 days ahead) and
/// arriving, a later participant becoming a Party, the number of States Parties reaching a
/// threshold, a deadline approaching (30, 7 and 1 days ahead) and passed. Nothing is told when
/// `today` is not later than `since`.
std::vector<Event> events_of_calendar(const Assessment& assessment, Day since, Day today,
                                      const EventContext& context);

/// True when the two differ in something that a newsletter would print as a headline: the
/// threshold, the date of entry into force or its state, a further threshold. Such a step needs
/// confirmation.
bool top_milestone_differs(const Assessment& before, const Assessment& after);

}  // namespace treaty
