#include <algorithm>
#include <utility>

#include "treaty/teller.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

// Undone on another day it is another event.
std::string undone_tail(const std::string& tail, const Assessment& after) {
  return tail + ".undone." + after.today.iso();
}

std::string milestone_id(const Assessment& state, EventKind kind, const std::string& tail) {
  return state.number + '.' + std::string{name_of(kind)} + '.' + tail;
}

// The highest mark that was told and is not reached any more. Counts matter up to the threshold.
void undo_counts(Teller& teller, const Assessment& before, const Assessment& after) {
  if (after.remaining == 0) return;
  for (int n = std::min(before.count, after.instruments - 1); n > after.count; --n) {
    if (!is_mark(n, after.instruments)) continue;
    const std::string mark = std::to_string(n);
    Event& event = teller.tell(EventKind::milestone_count, undone_tail(mark, after),
                               "No longer " + mark + ": " + std::to_string(after.count) + " of " +
                                   std::to_string(after.instruments) + " instruments count for " +
                                   teller.name(),
                               "For " + teller.name() + " the count had reached " + mark +
                                   ", and has fallen since. " + count_sentence(after));
    event.corrects = milestone_id(after, EventKind::milestone_count, mark);
    event.particulars["undone"] = n;
    return;
  }
}

void undo_threshold(Teller& teller, const Assessment& before, const Assessment& after) {
  if (!before.threshold_day || before.threshold_day == after.threshold_day || after.official) {
    return;
  }
  const std::string needed = std::to_string(before.instruments);
  const std::string told = needed + '.' + before.threshold_day->iso();
  if (!after.threshold_day) {
    std::string text = "The " + needed + " instruments that " + teller.name() +
                       " needs to enter into force were taken to be deposited on " +
                       before.threshold_day->words() + "; by the record as it is now they are not.";
    append_sentence(text, count_sentence(after));
    append_sentence(text, eif_sentence(after));
    Event& event = teller.tell(EventKind::milestone_threshold, undone_tail(told, after),
                               "No longer reached: " + std::to_string(after.count) + " of " +
                                   needed + " instruments count for " + teller.name(),
                               std::move(text));
    event.corrects = milestone_id(after, EventKind::milestone_threshold, told);
    event.date = before.threshold_day;
    event.particulars["undone"] = before.instruments;
    event.particulars["was"] = *before.threshold_day;
    return;
  }
  std::string text = "The " + needed + " instruments that " + teller.name() +
                     " needs to enter into force were deposited by " +
                     after.threshold_day->words() + ", and not by " +
                     before.threshold_day->words() + '.';
  append_sentence(text, eif_sentence(after));
  Event& event = teller.tell_reached(
      EventKind::milestone_threshold,
      std::to_string(after.instruments) + '.' + after.threshold_day->iso(),
      "Threshold reached on another day: " + after.threshold_day->words() + " for " + teller.name(),
      std::move(text));
  event.corrects = milestone_id(after, EventKind::milestone_threshold, told);
  event.date = after.threshold_day;
  event.particulars["was"] = *before.threshold_day;
}

void undo_date(Teller& teller, const Assessment& before, const Assessment& after) {
  if (!before.computed || after.computed || after.official) return;
  const std::string day = before.computed->iso();
  std::string text = "The record gives no date of entry into force for " + teller.name() +
                     " any more. It was computed as " + before.computed->words() + " before.";
  append_sentence(text, eif_sentence(after));
  Event& event =
      teller.tell(EventKind::eif_moved, undone_tail("none.from." + day, after),
                  "No date any more for the entry into force of " + teller.name(), std::move(text));
  event.corrects = milestone_id(after, EventKind::eif_computed, day);
  event.particulars["was"] = *before.computed;
  event.particulars["gone"] = true;
}

// The depositary prints no date any more; what follows from the rule, if anything, is told with it.
void undo_official(Teller& teller, const Assessment& before, const Assessment& after) {
  if (!before.official || after.official) return;
  const std::string day = before.official->iso();
  std::string text = "The depositary printed " + before.official->words() +
                     " as the date of entry into force of " + teller.name() +
                     ", and does not any more.";
  append_sentence(text, eif_sentence(after));
  Event& event = teller.tell(EventKind::eif_official, undone_tail(day, after),
                             "No longer printed: the date of entry into force of " + teller.name(),
                             std::move(text));
  event.corrects = milestone_id(after, EventKind::eif_official, day);
  event.date = before.official;
  event.particulars["was"] = *before.official;
  event.particulars["gone"] = true;
}

void undo_further(Teller& teller, const ThresholdStatus& threshold, const ThresholdStatus& earlier,
                  bool in_deposits) {
  const auto count = [&](const ThresholdStatus& status) {
    return in_deposits ? status.deposited.count : status.states_parties.count;
  };
  if (count(earlier) < threshold.parties || count(threshold) >= threshold.parties) return;
  const std::string number = std::to_string(threshold.parties);
  const std::string told = number + (in_deposits ? ".deposited" : ".states-parties");
  const std::string what = in_deposits ? " instruments" : " States Parties";
  const Assessment& after = teller.state();
  Event& event = teller.tell(
      EventKind::milestone_threshold, undone_tail(told, after),
      "No longer " + number + what + ": " + std::to_string(count(threshold)) + ", " + teller.name(),
      "For " + teller.name() + " the number " + number + " (" + threshold.name +
          ") had been reached" + (in_deposits ? " in deposits" : "") +
          ", and is not any more: " + std::to_string(count(threshold)) + what + " are left.");
  event.corrects = milestone_id(after, EventKind::milestone_threshold, told);
  event.particulars["further"] = threshold.parties;
  event.particulars["name"] = English{threshold.name};
  event.particulars["states_parties"] = count(threshold);
  if (in_deposits) event.particulars["in_deposits"] = true;
  event.particulars["undone"] = threshold.parties;
}

}  // namespace

void tell_undone(Teller& teller, const Assessment& before, const Assessment& after) {
  undo_official(teller, before, after);
  if (!after.has_rule || !before.has_rule) return;
  undo_counts(teller, before, after);
  undo_threshold(teller, before, after);
  undo_date(teller, before, after);
  for (const ThresholdStatus& threshold : after.thresholds) {
    const auto earlier =
        std::find_if(before.thresholds.begin(), before.thresholds.end(),
                     [&](const ThresholdStatus& other) { return other.name == threshold.name; });
    if (earlier == before.thresholds.end()) continue;
    undo_further(teller, threshold, *earlier, true);
    undo_further(teller, threshold, *earlier, false);
  }
}

}  // namespace treaty
