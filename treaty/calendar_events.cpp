#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "treaty/teller.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

constexpr std::array kEifNotice = {Days{90}, Days{30}, Days{7}, Days{1}};
constexpr std::array kDeadlineNotice = {Days{30}, Days{7}, Days{1}};

struct Window {
  Day since;  // excluded
  Day today;  // included
  [[nodiscard]] bool contains(Day day) const { return since < day && day <= today; }
};

// An event and the day it belongs to, so that a span of missed days is told in order.
struct Due {
  Day day;
  Event event;
};

int days_of(Days left) {
  return static_cast<int>(left.count());
}

std::string in_days(Days left) {
  return left == Days{1} ? "tomorrow" : "in " + counted(days_of(left), "day", "days");
}

// Of the notices that fall into the window only the last is told, with the days really left: after
// a long sleep nobody needs "90 days" and "30 days" at once.
template <std::size_t N>
const Days* last_notice(const std::array<Days, N>& notices, Day date, const Window& window) {
  if (window.today >= date) return nullptr;
  const Days* last = nullptr;
  for (const Days& ahead : notices) {
    if (window.contains(date - ahead)) last = &ahead;
  }
  return last;
}

void tell_eif(Teller& teller, const Window& window, std::vector<Day>& days) {
  const Assessment& state = teller.state();
  const auto date = state.entry_into_force();
  const bool dated = state.state == EifState::computed || state.state == EifState::official ||
                     state.state == EifState::in_force;
  if (!date || !dated) return;
  const Days* ahead = last_notice(kEifNotice, *date, window);
  // The notice of the threshold has said when, on that very day.
  if (ahead != nullptr && state.threshold_day && *date - *ahead <= *state.threshold_day) {
    ahead = nullptr;
  }
  if (ahead != nullptr) {
    const std::string when = in_days(*date - window.today);
    Event& event =
        teller.tell(EventKind::eif_approaching, date->iso() + '.' + std::to_string(ahead->count()),
                    "Entry into force " + when + ": " + teller.name() + ", " + date->words(),
                    eif_sentence(state, teller.name()) + " That is " + when + '.');
    event.date = date;
    event.particulars["days"] = days_of(*date - window.today);
    days.push_back(*date - *ahead);
  }
  if (!window.contains(*date)) return;
  tell_entry(teller, *date);
  days.push_back(*date);
}

void tell_participants(Teller& teller, const Window& window, std::vector<Day>& days) {
  const auto date = teller.state().entry_into_force();
  for (const Standing& standing : teller.state().participants) {
    const bool later = date && standing.in_force && *standing.in_force > *date;
    if (!later || !standing.id || standing.withdrawn || !window.contains(*standing.in_force)) {
      continue;
    }
    Event& event = teller.tell(
        EventKind::eif_participant, standing.id->str() + '.' + standing.in_force->iso(),
        "In force for " + standing.name + ": " + teller.name(),
        "Since " + standing.in_force->words() + ' ' + teller.name() + " has been in force for " +
            standing.name +
            (standing.deposited ? ", which deposited on " + standing.deposited->words() : "") +
            '.');
    event.participant = standing.id;
    event.participant_name = standing.name;
    event.date = standing.in_force;
    if (standing.deposited) event.particulars["deposited"] = *standing.deposited;
    days.push_back(*standing.in_force);
  }
}

void tell_deadlines(Teller& teller, const Window& window, std::vector<Day>& days) {
  for (const DeadlineStatus& deadline : teller.state().deadlines) {
    const std::string what = deadline.name + " (" + deadline.date.words() + ')';
    if (const Days* ahead = last_notice(kDeadlineNotice, deadline.date, window)) {
      const std::string when = in_days(deadline.date - window.today);
      Event& event = teller.tell(EventKind::deadline_approaching,
                                 deadline.date.iso() + '.' + std::to_string(ahead->count()),
                                 teller.name().substr(4) + ": " + deadline.name + ' ' + when,
                                 "For " + teller.name() + ", " + what + " comes " + when + '.');
      event.date = deadline.date;
      event.particulars["days"] = days_of(deadline.date - window.today);
      event.particulars["name"] = English{deadline.name};
      days.push_back(deadline.date - *ahead);
    }
    const Day after = deadline.date + Days{1};
    if (!window.contains(after)) continue;
    Event& event = teller.tell(EventKind::deadline_passed, deadline.date.iso(),
                               teller.name().substr(4) + ": passed: " + deadline.name,
                               "For " + teller.name() + ", " + what + " has passed.");
    event.date = deadline.date;
    event.particulars["name"] = English{deadline.name};
    days.push_back(after);
  }
}

}  // namespace

std::vector<Event> events_of_calendar(const Assessment& assessment, Day since, Day today,
                                      const EventContext& context) {
  const Window window{since, today};
  Teller teller{assessment, context};
  std::vector<Day> days;
  tell_eif(teller, window, days);
  // What hangs on a date that is contested is not told as if it had come.
  const bool contested = assessment.state == EifState::contested;
  if (!contested) tell_participants(teller, window, days);
  for (const ThresholdStatus& threshold : assessment.thresholds) {
    const auto& reached = threshold.states_parties.since;
    if (contested || !reached || !window.contains(*reached)) continue;
    tell_states_parties(teller, threshold);
    days.push_back(*reached);
  }
  tell_deadlines(teller, window, days);

  std::vector<Event> told = teller.take();
  std::vector<Due> due;
  for (std::size_t i = 0; i < told.size(); ++i)
    due.push_back({days[i], std::move(told[i])});
  std::stable_sort(due.begin(), due.end(),
                   [](const Due& a, const Due& b) { return a.day < b.day; });
  std::vector<Event> ordered;
  std::transform(due.begin(), due.end(), std::back_inserter(ordered),
                 [](Due& entry) { return std::move(entry.event); });
  return ordered;
}

}  // namespace treaty
