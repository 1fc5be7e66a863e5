#include "treaty/events.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "treaty/teller.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

EventKind kind_of(ActKind kind) {
  switch (kind) {
    case ActKind::signature:
    case ActKind::succession_to_signature:
    case ActKind::confirmation_of_signature: return EventKind::signature;
    case ActKind::succession: return EventKind::succession;
    case ActKind::provisional_application:
    case ActKind::provisional_acceptance:
    case ActKind::extension:
    case ActKind::notification: return EventKind::provisional;
    default: return EventKind::deposit;
  }
}

// "of 40" where the rule has a number.
std::string tally(const Assessment& assessment) {
  if (!assessment.has_rule || assessment.instruments == 0) return {};
  if (assessment.remaining > 0) {
    return " (" + std::to_string(assessment.count) + " of " +
           std::to_string(assessment.instruments) + ")";
  }
  return " (" + std::to_string(assessment.count) + " deposited)";
}

std::string act_key(const Act& act) {
  return std::string{name_of(act.kind)} + '.' + act.date.iso();
}

const Standing* standing_of(const Assessment& assessment, const ParticipantId& id) {
  const auto found = std::find_if(assessment.participants.begin(), assessment.participants.end(),
                                  [&](const Standing& standing) { return standing.id == id; });
  return found == assessment.participants.end() ? nullptr : &*found;
}

void tell_new_act(Teller& teller, const Change& change, const EventContext& context) {
  const Act& act = *change.after;
  const EventKind kind = kind_of(act.kind);
  const std::string verb = verb_of(act);
  std::string text =
      change.name + ' ' + verb + ' ' + teller.name() + " on " + act.date.words() + '.';
  const Day seen = Day::from_sys_days(std::chrono::floor<std::chrono::days>(context.now));
  if (seen - act.date > Days{30}) {
    append_sentence(text, "The depositary's page first showed this on " + seen.words() + ", " +
                              counted(static_cast<int>((seen - act.date).count()), "day", "days") +
                              " after the act.");
  }
  std::string headline = change.name + ' ';
  if (kind == EventKind::signature) {
    headline += verb + ' ' + teller.name();
    append_sentence(text,
                    "A signature does not make " + change.name +
                        " a Party: that takes an instrument deposited with the Secretary-General.");
  } else {
    headline += verb + ' ' + teller.name() + tally(teller.state());
    const Standing* standing = standing_of(teller.state(), change.participant);
    if (standing != nullptr && !standing->counted && !standing->why.empty()) {
      append_sentence(text, "It does not count toward the treaty's number: " + standing->why + '.');
    }
    append_sentence(text, count_sentence(teller.state()));
    if (standing != nullptr && standing->in_force && teller.state().entry_into_force()) {
      append_sentence(text, "For " + change.name + " the treaty enters into force on " +
                                standing->in_force->words() + '.');
    }
  }
  if (change.kind == ChangeKind::rejoined) {
    append_sentence(text, "Its earlier " + words_of(change.before->act.kind) + " of " +
                              change.before->act.date.words() +
                              ", since withdrawn, is no longer shown.");
  }
  teller.tell_of(change, kind, change.participant.str() + '.' + act_key(act), std::move(headline),
                 std::move(text));
}

void tell_touched_act(Teller& teller, const Change& change, const EventContext& context) {
  const Act& old = change.before ? change.before->act : *change.after;
  const std::string seen =
      Day::from_sys_days(std::chrono::floor<std::chrono::days>(context.now)).iso();
  const std::string tail = change.participant.str() + '.' + act_key(old);
  const std::string what = words_of(old.kind) + " of " + old.date.words();
  if (change.kind == ChangeKind::bracketed || !change.before) {
    std::string text = change.name + "'s " + what + " is now shown in brackets for " +
                       teller.name() + ": it has been withdrawn or has ceased to have effect.";
    append_sentence(text, count_sentence(teller.state()));
    append_sentence(text, eif_sentence(teller.state()));
    teller.tell_of(change, EventKind::withdrawal_effective, tail + '.' + seen,
                   "Withdrawn: " + change.name + "'s " + what, std::move(text));
    return;
  }
  std::string now_shown = "is no longer shown";
  if (change.kind == ChangeKind::restored) now_shown = "is shown without brackets again";
  if (change.kind == ChangeKind::corrected) {
    now_shown =
        "is now shown as " + words_of(change.after->kind) + " of " + change.after->date.words();
  }
  std::string text = "In the record of " + teller.name() + ", " + change.name + "'s " + what + ' ' +
                     now_shown +
                     ". The depositary corrects entries now and then; the earlier one "
                     "stays in our history.";
  append_sentence(text, count_sentence(teller.state()));
  append_sentence(text, eif_sentence(teller.state()));
  Event& event =
      teller.tell_of(change, EventKind::fact_corrected, tail + '.' + seen,
                     "Corrected: " + change.name + "'s " + what + ' ' + now_shown, std::move(text));
  event.corrects = event_id(teller.state().number, change.participant, old);
}

// ": Albania and Qatar" when few enough to stand in a headline.
std::string depositors(const std::vector<Change>& changes) {
  constexpr std::size_t kMost = 3;
  std::vector<std::string> names;
  for (const Change& change : changes) {
    if (change.after && !change.before && kind_of(change.after->kind) == EventKind::deposit) {
      names.push_back(change.name);
    }
  }
  return names.empty() || names.size() > kMost ? std::string{} : ": " + joined(names);
}

// A step that passes several marks at once tells each, with the count that is really reached.
void tell_counts(Teller& teller, const std::vector<Change>& changes, const Assessment& before,
                 const Assessment& after) {
  if (!after.has_rule || after.instruments == 0) return;
  for (int n = before.count + 1; n <= std::min(after.count, after.instruments - 1); ++n) {
    const int left = after.instruments - n;
    if (n != 1 && n % 10 != 0 && left != 5 && left != 1) continue;
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
    headline += depositors(changes);
    teller.tell(EventKind::milestone_count, std::to_string(n), std::move(headline),
                count_sentence(after));
  }
}

std::string threshold_participants(const Assessment& after) {
  if (after.threshold_participants.empty()) return {};
  if (after.threshold_participants.size() == 1) {
    return after.threshold_participants.front() + " deposited on that day.";
  }
  return "On that day " + joined(after.threshold_participants) +
         " deposited; none of them alone is \"the " + std::to_string(after.instruments) + "th\".";
}

void tell_threshold(Teller& teller, const Assessment& before, const Assessment& after) {
  if (!after.threshold_day || before.threshold_day) return;
  std::string text = "The " + std::to_string(after.instruments) + " instruments that " +
                     teller.name() + " needs to enter into force were deposited by " +
                     after.threshold_day->words() + '.';
  append_sentence(text, threshold_participants(after));
  append_sentence(text, eif_sentence(after));
  teller
      .tell(EventKind::milestone_threshold,
            std::to_string(after.instruments) + '.' + after.threshold_day->iso(),
            "Threshold reached: " + std::to_string(after.instruments) +
                " instruments deposited for " + teller.name() +
                (after.computed && !after.official
                     ? "; in force on " + after.computed->words() + " (computed)"
                     : std::string{}),
            std::move(text))
      .date = after.threshold_day;
}

void tell_computed(Teller& teller, const Assessment& before, const Assessment& after) {
  if (after.official || !after.computed || after.computed == before.computed) return;
  std::string text = eif_sentence(after);
  if (!before.computed) {
    append_sentence(
        text, "The number was reached on " +
                  (after.threshold_day ? after.threshold_day->words() : std::string{"a past day"}) +
                  "; the wait is " + after.wait + '.');
    teller
        .tell(EventKind::eif_computed, after.computed->iso(),
              "Computed: " + teller.name() + " enters into force on " + after.computed->words(),
              std::move(text))
        .date = after.computed;
    return;
  }
  append_sentence(text, "It was computed as " + before.computed->words() + " before.");
  Event& event =
      teller.tell(EventKind::eif_moved, after.computed->iso() + ".from." + before.computed->iso(),
                  "Moved: " + teller.name() + " now enters into force on " +
                      after.computed->words() + " (computed)",
                  std::move(text));
  event.date = after.computed;
  event.corrects = after.number + ".eif.computed." + before.computed->iso();
}

void tell_official(Teller& teller, const Assessment& before, const Assessment& after) {
  if (after.official && after.official != before.official) {
    std::string text = "The depositary prints " + after.official->words() +
                       " as the date of entry into force of " + teller.name() + '.';
    if (after.agree == true)
      append_sentence(text, "It is the date computed from the treaty's rule.");
    teller
        .tell(EventKind::eif_official, after.official->iso(),
              "Official: " + teller.name() +
                  (after.official > after.today ? " enters" : " entered") + " into force on " +
                  after.official->words(),
              std::move(text))
        .date = after.official;
  }
  if (after.official && after.computed && after.agree == false &&
      (before.agree != false || before.official != after.official ||
       before.computed != after.computed)) {
    teller
        .tell(EventKind::eif_disputed, after.official->iso() + ".not." + after.computed->iso(),
              "Disputed: the date of entry into force of " + teller.name(),
              "The depositary prints " + after.official->words() + "; the rule gives " +
                  after.computed->words() +
                  ". The depositary's date stands; the difference needs a person's look.")
        .date = after.official;
  }
}

void tell_contested(Teller& teller, const Assessment& before, const Assessment& after) {
  if (after.state != EifState::contested || before.state == EifState::contested) return;
  std::string text = eif_sentence(after);
  append_sentence(text, count_sentence(after));
  append_sentence(text, "Whether the date stands is a question of law that a person must settle.");
  teller
      .tell(EventKind::eif_contested, after.today.iso(),
            "Contested: the date of entry into force of " + teller.name(), std::move(text))
      .date = after.entry_into_force();
}

void tell_further_deposits(Teller& teller, const Assessment& before, const Assessment& after) {
  for (const ThresholdStatus& threshold : after.thresholds) {
    const auto earlier =
        std::find_if(before.thresholds.begin(), before.thresholds.end(),
                     [&](const ThresholdStatus& other) { return other.name == threshold.name; });
    const bool was_reached = earlier != before.thresholds.end() && earlier->deposited.day;
    if (!threshold.deposited.day || was_reached) continue;
    const std::string number = std::to_string(threshold.parties);
    teller
        .tell(EventKind::milestone_threshold, number + ".deposited",
              number + " instruments deposited for " + teller.name(),
              "The number " + number + " (" + threshold.name + ") was reached in deposits on " +
                  threshold.deposited.day->words() +
                  ". The treaty counts States Parties, which may take some days more: " +
                  std::to_string(threshold.states_parties.count) + " so far.")
        .date = threshold.deposited.day;
  }
}

void tell_passed_states_parties(Teller& teller, const Assessment& before, const Assessment& after) {
  for (const ThresholdStatus& threshold : after.thresholds) {
    const auto& day = threshold.states_parties.day;
    if (!day || *day > after.today) continue;
    const bool was_reached = std::any_of(
        before.thresholds.begin(), before.thresholds.end(), [&](const ThresholdStatus& other) {
          return other.name == threshold.name && other.states_parties.day &&
                 *other.states_parties.day <= before.today;
        });
    if (!was_reached) tell_states_parties(teller, threshold);
  }
}

}  // namespace

void append_sentence(std::string& text, const std::string& sentence) {
  if (sentence.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence;
}

void tell_states_parties(Teller& teller, const ThresholdStatus& threshold) {
  const std::string number = std::to_string(threshold.parties);
  teller
      .tell(EventKind::milestone_threshold, number + ".states-parties",
            number + " States Parties to " + teller.name(),
            "Since " + threshold.states_parties.day->words() + ' ' + number +
                " States are Parties to " + teller.name() + ". What follows: " + threshold.name +
                '.')
      .date = threshold.states_parties.day;
}

std::string event_id(const std::string& number, const ParticipantId& participant, const Act& act) {
  return number + '.' + std::string{name_of(kind_of(act.kind))} + '.' + participant.str() + '.' +
         act_key(act);
}

std::vector<Event> events_of_changes(const std::vector<Change>& changes, const Assessment& before,
                                     const Assessment& after, const EventContext& context) {
  std::vector<Change> ordered = changes;
  std::stable_sort(ordered.begin(), ordered.end(), [](const Change& a, const Change& b) {
    const auto key = [](const Change& change) {
      const Act& act = change.after ? *change.after : change.before->act;
      return std::tuple{act.date, change.participant, act.kind};
    };
    return key(a) < key(b);
  });
  Teller teller{after, context};
  for (const Change& change : ordered) {
    const bool is_new = change.kind == ChangeKind::added || change.kind == ChangeKind::rejoined;
    if (is_new && !change.after->withdrawn) {
      tell_new_act(teller, change, context);
    } else {
      tell_touched_act(teller, change, context);
    }
  }
  tell_counts(teller, ordered, before, after);
  tell_threshold(teller, before, after);
  tell_computed(teller, before, after);
  tell_official(teller, before, after);
  tell_contested(teller, before, after);
  tell_further_deposits(teller, before, after);
  tell_passed_states_parties(teller, before, after);
  return teller.take();
}

bool top_milestone_differs(const Assessment& before, const Assessment& after) {
  const auto further = [](const Assessment& assessment) {
    std::vector<std::tuple<std::string, std::optional<Day>, std::optional<Day>>> days;
    for (const ThresholdStatus& threshold : assessment.thresholds) {
      days.emplace_back(threshold.name, threshold.deposited.day, threshold.states_parties.day);
    }
    return days;
  };
  const auto key = [](const Assessment& assessment) {
    return std::tuple{assessment.threshold_day, assessment.computed, assessment.official,
                      assessment.state};
  };
  return key(before) != key(after) || further(before) != further(after);
}

}  // namespace treaty
