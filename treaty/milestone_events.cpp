#include <algorithm>
#include <utility>

#include "treaty/teller.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

bool is_counted(const ParticipantId& id, const Assessment& state) {
  return std::any_of(state.participants.begin(), state.participants.end(),
                     [&](const Standing& one) { return one.id == id && one.counted; });
}

// Those whose deposits count, when few enough to stand in a headline.
std::vector<Named> depositors(const std::vector<Change>& changes, const Assessment& after) {
  constexpr std::size_t kMost = 3;
  std::vector<Named> names;
  for (const Change& change : changes) {
    const bool deposits =
        change.after && !change.before && kind_of(change.after->kind) == EventKind::deposit;
    if (deposits && is_counted(change.participant, after)) {
      names.push_back({change.participant, change.name});
    }
  }
  if (names.size() > kMost) names.clear();
  return names;
}

std::string joined_names(const std::vector<Named>& named) {
  std::vector<std::string> names;
  for (const Named& one : named)
    names.push_back(one.name);
  return joined(names);
}

// A step that passes several marks at once tells each, with the count that is really reached.
void tell_counts(Teller& teller, const std::vector<Change>& changes, const Assessment& before,
                 const Assessment& after) {
  if (!after.has_rule || after.instruments == 0) return;
  // What was reached once, or is in force, is not "to go" again when some have left.
  if (before.has_rule && before.remaining == 0) return;
  for (int n = before.count + 1; n <= std::min(after.count, after.instruments - 1); ++n) {
    if (!is_mark(n, after.instruments)) continue;
    const int left = after.instruments - n;
    const bool exactly = n == after.count;
    const std::string needed = std::to_string(after.instruments);
    std::string headline = std::to_string(after.count) + " of " + needed +
                           " instruments deposited for " + teller.name();
    if (exactly && left == 5) headline = "Five to go: " + headline;
    if (exactly && left == 1) headline = "One to go: " + headline;
    if (n == 1) headline = "First of " + needed + " instruments deposited for " + teller.name();
    if (n == 1 && !exactly) {
      headline = "First instruments deposited for " + teller.name() + " (" +
                 std::to_string(after.count) + " of " + needed + ")";
    }
    const std::vector<Named> names = depositors(changes, after);
    if (!names.empty()) headline += ": " + joined_names(names);
    std::string text = teller.name() + " has " + std::to_string(after.count) + " of the " + needed +
                       " instruments that it needs to enter into force; " +
                       counted(after.remaining, "more is", "more are") + " needed.";
    if (!names.empty()) {
      text = (names.size() == 1 ? "with the deposit by " : "with the deposits by ") +
             joined_names(names) + ' ' + text;
    }
    text = capitalized(std::move(text));
    Event& event = teller.tell_reached(EventKind::milestone_count, std::to_string(n),
                                       std::move(headline), std::move(text));
    if (n == 1) event.particulars["first"] = true;
    if (exactly) event.particulars["one_mark"] = true;
    if (exactly && left == 5) event.particulars["five_to_go"] = true;
    if (exactly && left == 1) event.particulars["one_to_go"] = true;
    if (!names.empty()) event.particulars["participants"] = names;
  }
}

std::vector<Named> with_ids(const std::vector<std::string>& names, const Assessment& state) {
  std::vector<Named> named;
  for (const std::string& name : names) {
    const auto found =
        std::find_if(state.participants.begin(), state.participants.end(),
                     [&](const Standing& standing) { return standing.name == name; });
    named.push_back({found == state.participants.end() ? std::nullopt : found->id, name});
  }
  return named;
}

std::string threshold_participants(const Assessment& after) {
  if (after.threshold_participants.empty()) return {};
  if (after.threshold_participants.size() == 1) {
    return after.threshold_participants.front() + " deposited on that day.";
  }
  return "On that day " + joined(after.threshold_participants) +
         " deposited; none of them alone is \"the " + ordinal(after.instruments) + "\".";
}

void tell_threshold(Teller& teller, const Assessment& before, const Assessment& after) {
  if (!after.threshold_day || before.threshold_day) return;
  // The printed date says that it was reached before: an instrument that is not shown any more was
  // among those that counted.
  if (before.state == EifState::in_force && after.agree == false) return;
  // Reached and undone came to be known together: whether it ever was is the question told below.
  if (after.state == EifState::contested) return;
  std::string text = "The " + std::to_string(after.instruments) + " instruments that " +
                     teller.name() + " needs to enter into force were deposited by " +
                     after.threshold_day->words() + '.';
  append_sentence(text, eif_sentence(after));
  append_sentence(text, threshold_participants(after));
  Event& event =
      teller.tell_reached(EventKind::milestone_threshold,
                          std::to_string(after.instruments) + '.' + after.threshold_day->iso(),
                          "Threshold reached: " + std::to_string(after.instruments) +
                              " instruments deposited for " + teller.name() +
                              (after.computed && !after.official
                                   ? "; in force on " + after.computed->words() + " (computed)"
                                   : std::string{}),
                          std::move(text));
  event.date = after.threshold_day;
  event.particulars["participants"] = with_ids(after.threshold_participants, after);
}

void tell_computed(Teller& teller, const Assessment& before, const Assessment& after) {
  const bool settled = before.state == EifState::contested && after.state != EifState::contested;
  if (after.official || !after.computed || (after.computed == before.computed && !settled)) return;
  if (after.state == EifState::contested && !before.computed) return;  // told as such
  std::string text = eif_sentence(after, teller.name());
  const auto tell_date = [&](const std::string& how, const std::string& sentence) {
    append_sentence(text, sentence);
    teller
        .tell_reached(EventKind::eif_computed, after.computed->iso(),
                      how + teller.name() +
                          (after.computed > after.today ? " enters" : " entered") +
                          " into force on " + after.computed->words(),
                      std::move(text))
        .date = after.computed;
  };
  if (after.computed == before.computed) {
    return tell_date("No longer contested: ", "It was contested before, and is not any more.");
  }
  if (!before.computed) {
    return tell_date("Computed: ", "The number was reached on " +
                                       (after.threshold_day ? after.threshold_day->words()
                                                            : std::string{"a past day"}) +
                                       "; the wait is " + after.wait + '.');
  }
  append_sentence(text, "It was computed as " + before.computed->words() + " before.");
  Event& event = teller.tell_reached(
      EventKind::eif_moved, after.computed->iso() + ".from." + before.computed->iso(),
      "Moved: " + teller.name() + " now " + (after.computed > after.today ? "enters" : "entered") +
          " into force on " + after.computed->words() + " (computed)",
      std::move(text));
  event.date = after.computed;
  event.corrects = after.number + ".eif.computed." + before.computed->iso();
  event.particulars["was"] = *before.computed;
}

void tell_official(Teller& teller, const Assessment& before, const Assessment& after) {
  if (after.official && after.official != before.official) {
    std::string text = "The depositary prints " + after.official->words() +
                       " as the date of entry into force of " + teller.name() + '.';
    if (after.agree == true)
      append_sentence(text, "It is the date computed from the treaty's rule.");
    if (before.official)
      append_sentence(text, "It printed " + before.official->words() + " before.");
    Event& event = teller.tell_reached(EventKind::eif_official, after.official->iso(),
                                       "Official: " + teller.name() +
                                           (after.official > after.today ? " enters" : " entered") +
                                           " into force on " + after.official->words(),
                                       std::move(text));
    event.date = after.official;
    if (before.official) {
      event.corrects = after.number + ".eif.official." + before.official->iso();
      event.particulars["was"] = *before.official;
    }
    if (after.official > after.today) event.particulars["ahead"] = true;
    if (after.agree == true) event.particulars["agrees"] = true;
  }
  // Once in force the date is a fact, and a record that loses an instrument disputes nothing.
  const bool settled = before.state == EifState::in_force && before.official == after.official;
  if (!settled && after.official && after.computed && after.agree == false &&
      (before.agree != false || before.official != after.official ||
       before.computed != after.computed)) {
    teller
        .tell_reached(EventKind::eif_disputed,
                      after.official->iso() + ".not." + after.computed->iso(),
                      "Disputed: the date of entry into force of " + teller.name(),
                      "For the entry into force of " + teller.name() + " the depositary prints " +
                          after.official->words() + "; the rule gives " + after.computed->words() +
                          ". The depositary's date stands; the difference needs a person's look.")
        .date = after.official;
  }
}

void tell_contested(Teller& teller, const Assessment& before, const Assessment& after) {
  if (after.state != EifState::contested || before.state == EifState::contested) return;
  std::string text = eif_sentence(after, teller.name());
  append_sentence(text, count_sentence(after));
  if (!before.threshold_day) {
    append_sentence(text,
                    "The withdrawal and the instruments that would reach the number came to be "
                    "shown together.");
  }
  append_sentence(text, "Whether the date stands is a question of law that a person must settle.");
  teller
      .tell(EventKind::eif_contested, after.today.iso(),
            "Contested: the date of entry into force of " + teller.name(), std::move(text))
      .date = after.entry_into_force();
}

// Entry into force on a day that lies behind us when it comes to be known; the calendar, which
// tells the day when it comes, has passed it by.
void tell_passed_entry(Teller& teller, const Assessment& before, const Assessment& after) {
  if (after.state != EifState::in_force || before.state == EifState::in_force) return;
  const auto date = after.entry_into_force();
  if (!date || *date >= after.today) return;
  tell_entry(teller, *date);
}

Particulars particulars_of(const ThresholdStatus& threshold) {
  return {{"further", threshold.parties},
          {"name", English{threshold.name}},
          {"states_parties", threshold.states_parties.count}};
}

void tell_further_deposits(Teller& teller, const Assessment& before, const Assessment& after) {
  for (const ThresholdStatus& threshold : after.thresholds) {
    const auto earlier =
        std::find_if(before.thresholds.begin(), before.thresholds.end(),
                     [&](const ThresholdStatus& other) { return other.name == threshold.name; });
    const bool was_reached = earlier != before.thresholds.end() && earlier->deposited.since;
    if (!threshold.deposited.since || was_reached) continue;
    const std::string number = std::to_string(threshold.parties);
    Event& event = teller.tell_reached(
        EventKind::milestone_threshold, number + ".deposited",
        number + " instruments deposited for " + teller.name(),
        "For " + teller.name() + " the number " + number + " (" + threshold.name +
            ") was reached in deposits on " + threshold.deposited.since->words() +
            ". The treaty counts States Parties, which may take some days more: " +
            std::to_string(threshold.states_parties.count) + " so far.");
    event.date = threshold.deposited.since;
    event.particulars.merge(particulars_of(threshold));
    event.particulars["in_deposits"] = true;
  }
}

void tell_passed_states_parties(Teller& teller, const Assessment& before, const Assessment& after) {
  for (const ThresholdStatus& threshold : after.thresholds) {
    const auto& since = threshold.states_parties.since;
    if (!since || *since > after.today) continue;
    const bool was_reached = std::any_of(
        before.thresholds.begin(), before.thresholds.end(), [&](const ThresholdStatus& other) {
          return other.name == threshold.name && other.states_parties.since &&
                 *other.states_parties.since <= before.today;
        });
    if (!was_reached) tell_states_parties(teller, threshold);
  }
}

}  // namespace

bool is_mark(int count, int needed) {
  const int left = needed - count;
  return left > 0 && (count == 1 || (count > 0 && count % 10 == 0) || left == 5 || left == 1);
}

Event& tell_entry(Teller& teller, Day date) {
  const Assessment& state = teller.state();
  const bool is_today = state.today == date;
  std::string text = (is_today ? "Today, " : "On ") + date.words() + (is_today ? ", " : " ") +
                     teller.name() + (is_today ? " enters" : " entered") + " into force.";
  append_sentence(text, count_sentence(state));
  if (!state.official) {
    append_sentence(text,
                    "The date follows from the treaty's rule; the depositary has not printed one.");
  }
  Event& event = teller.tell_reached(EventKind::eif_today, date.iso(),
                                     (is_today ? "In force today: " : "In force: ") + teller.name(),
                                     std::move(text));
  event.date = date;
  if (is_today) event.particulars["today"] = true;
  if (state.official) event.particulars["printed"] = true;
  return event;
}

void tell_states_parties(Teller& teller, const ThresholdStatus& threshold) {
  const std::string number = std::to_string(threshold.parties);
  const Day since = *threshold.states_parties.since;
  // Regained after a loss it is another milestone.
  const std::string again =
      since == threshold.states_parties.day ? std::string{} : ".again." + since.iso();
  Event& event = teller.tell(EventKind::milestone_threshold, number + ".states-parties" + again,
                             number + " States Parties to " + teller.name(),
                             "Since " + since.words() + ' ' + number + " States are Parties to " +
                                 teller.name() + ". What follows: " + threshold.name + '.');
  event.date = since;
  event.particulars.merge(particulars_of(threshold));
}

void tell_milestones(Teller& teller, const std::vector<Change>& changes, const Assessment& before,
                     const Assessment& after) {
  tell_undone(teller, before, after);
  tell_counts(teller, changes, before, after);
  tell_threshold(teller, before, after);
  tell_computed(teller, before, after);
  tell_official(teller, before, after);
  tell_contested(teller, before, after);
  tell_passed_entry(teller, before, after);
  tell_further_deposits(teller, before, after);
  tell_passed_states_parties(teller, before, after);
}

}  // namespace treaty
