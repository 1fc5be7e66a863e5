#include "treaty/events.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "treaty/retraction.h"
#include "treaty/teller.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

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

// The tail of an event about an act on record, told on this day. A second of the same kind about
// the same act on one day ("gone", then "shown again") is another event.
std::string touched_tail(const Teller& teller, EventKind kind, std::string tail,
                         const EventContext& context) {
  const std::string head = teller.state().number + '.' + std::string{name_of(kind)} + '.';
  while (context.is_told && context.is_told(head + tail))
    tail += ".then";
  return tail;
}

// An act that is shown again was told once, and is no news, unless that notice was taken back.
bool returns(const Change& change, const Assessment& after, const EventContext& context) {
  if (!change.again) return false;
  const std::string told = retraction_id(event_id(after.number, change.participant, *change.after));
  return !context.is_told || !context.is_told(told);
}

void tell_new_act(Teller& teller, const Change& change, const EventContext& context) {
  const Act& act = *change.after;
  Particulars facts;
  const EventKind kind = kind_of(act.kind);
  const std::string verb = verb_of(act);
  std::string text =
      change.name + ' ' + verb + ' ' + teller.name() + " on " + act.date.words() + '.';
  const Day seen = Day::from_sys_days(std::chrono::floor<std::chrono::days>(context.now));
  if (seen - act.date > Days{30}) {
    append_sentence(text, "We first saw this on the depositary's page on " + seen.words() + ", " +
                              counted(static_cast<int>((seen - act.date).count()), "day", "days") +
                              " after the act.");
    facts["seen"] = seen;
    facts["late"] = static_cast<int>((seen - act.date).count());
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
      facts["not_counted"] =
          English{standing->why_not_counted.empty() ? standing->why : standing->why_not_counted};
    }
    append_sentence(text, count_sentence(teller.state()));
    if (standing != nullptr && standing->in_force && teller.state().entry_into_force() &&
        teller.state().state != EifState::contested) {
      append_sentence(text, "For " + change.name + " the treaty enters into force on " +
                                standing->in_force->words() + '.');
      facts["in_force"] = *standing->in_force;
    }
  }
  if (change.kind == ChangeKind::rejoined) {
    append_sentence(text, "Its earlier " + words_of(change.before->act.kind) + " of " +
                              change.before->act.date.words() +
                              ", since withdrawn, is no longer shown.");
    facts["earlier_act"] = change.before->act.kind;
    facts["earlier"] = change.before->act.date;
  }
  teller
      .tell_of(change, kind, change.participant.str() + '.' + act_key(act), std::move(headline),
               std::move(text))
      .particulars.merge(facts);
}

void tell_touched_act(Teller& teller, const Change& change, const EventContext& context) {
  const Act& old = change.before ? change.before->act : *change.after;
  const std::string seen =
      Day::from_sys_days(std::chrono::floor<std::chrono::days>(context.now)).iso();
  const std::string tail = change.participant.str() + '.' + act_key(old);
  const std::string what = words_of(old.kind) + " of " + old.date.words();
  Particulars facts{{"was_act", old.kind}, {"was", old.date}};
  const bool shown_in_brackets = !change.before && change.after->withdrawn;
  if (change.kind == ChangeKind::bracketed || shown_in_brackets) {
    std::string text = change.name + "'s " + what + " is now shown in brackets for " +
                       teller.name() + ": it has been withdrawn or has ceased to have effect.";
    append_sentence(text, count_sentence(teller.state()));
    append_sentence(text, eif_sentence(teller.state()));
    facts["now"] = Word{"bracketed"};
    teller
        .tell_of(change, EventKind::withdrawal_effective,
                 touched_tail(teller, EventKind::withdrawal_effective, tail + '.' + seen, context),
                 "Withdrawn: " + change.name + "'s " + what, std::move(text))
        .particulars.merge(facts);
    return;
  }
  std::string now_shown = "is no longer shown";
  facts["now"] = Word{"vanished"};
  if (change.kind == ChangeKind::restored) {
    now_shown = "is shown without brackets again";
    facts["now"] = Word{"restored"};
  }
  if (change.again) {
    now_shown = "is shown again";
    facts["now"] = Word{"again"};
  }
  if (change.kind == ChangeKind::corrected) {
    facts["now"] = Word{"corrected"};
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
      teller.tell_of(change, EventKind::fact_corrected,
                     touched_tail(teller, EventKind::fact_corrected, tail + '.' + seen, context),
                     "Corrected: " + change.name + "'s " + what + ' ' + now_shown, std::move(text));
  event.corrects = event_id(teller.state().number, change.participant, old);
  event.particulars.merge(facts);
}

}  // namespace

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

Particulars particulars_of(const Assessment& state) {
  Particulars facts{{"state", Word{std::string{name_of(state.state)}}}};
  if (state.has_rule && state.instruments > 0) facts["remaining"] = state.remaining;
  if (!state.wait.empty()) facts["wait"] = Word{state.wait};
  if (state.threshold_day) facts["threshold_day"] = *state.threshold_day;
  if (state.computed) facts["computed"] = *state.computed;
  if (state.official) facts["official"] = *state.official;
  if (state.agree == false) facts["disputed"] = true;
  return facts;
}

void append_sentence(std::string& text, const std::string& sentence) {
  if (sentence.empty()) return;
  if (!text.empty()) text += ' ';
  text += sentence;
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
    if (is_new && !change.after->withdrawn && !returns(change, after, context)) {
      tell_new_act(teller, change, context);
    } else {
      tell_touched_act(teller, change, context);
    }
  }
  tell_milestones(teller, ordered, before, after);
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
