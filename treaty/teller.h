#pragma once

#include <string>
#include <utility>
#include <vector>

#include "treaty/events.h"

namespace treaty {

/// Where a treaty stands, as particulars of an event.
Particulars particulars_of(const Assessment& state);

/// Builds the events of one step, filling in what they share: number, count, date, evidence. The
/// assessment and the context must outlive it.
class Teller {
 public:
  Teller(const Assessment& state, const EventContext& context) : state_{state}, context_{context} {}

  /// `tail` makes the id unique among events of its kind: a number, a participant, a date.
  Event& tell(EventKind kind, const std::string& tail, std::string headline, std::string text) {
    Event event;
    event.id = state_.number + '.' + std::string{name_of(kind)} + (tail.empty() ? "" : ".") + tail;
    event.kind = kind;
    event.treaty = state_.number;
    event.first_seen = context_.now;
    if (state_.has_rule && state_.instruments > 0) {
      event.count = state_.count;
      event.count_needed = state_.instruments;
    }
    event.entry_into_force = state_.entry_into_force();
    event.evidence = context_.evidence;
    event.url = context_.url;
    event.particulars = particulars_of(state_);
    event.headline = std::move(headline);
    event.text = std::move(text);
    events_.push_back(std::move(event));
    return events_.back();
  }

  /// The same for a milestone that a step reaches. Reached before, and undone since, it is told
  /// once more under an id that ends with the day.
  Event& tell_reached(EventKind kind, const std::string& tail, std::string headline,
                      std::string text) {
    const std::string id = state_.number + '.' + std::string{name_of(kind)} + '.' + tail;
    const bool told = context_.is_told && context_.is_told(id);
    return tell(kind, told ? tail + ".again." + state_.today.iso() : tail, std::move(headline),
                std::move(text));
  }

  Event& tell_of(const Change& change, EventKind kind, const std::string& tail,
                 std::string headline, std::string text) {
    Event& event = tell(kind, tail, std::move(headline), std::move(text));
    event.participant = change.participant;
    event.participant_name = change.name;
    const Act& act = change.after ? *change.after : change.before->act;
    event.act = act.kind;
    event.date = act.date;
    return event;
  }

  [[nodiscard]] std::string name() const {
    return "the " + (state_.name.empty() ? "treaty " + state_.number : state_.name);
  }
  [[nodiscard]] const Assessment& state() const { return state_; }
  std::vector<Event> take() { return std::move(events_); }

 private:
  const Assessment& state_;
  const EventContext& context_;
  std::vector<Event> events_;
};

/// Tells that the treaty entered into force on a day that has come: today, or a past one.
Event& tell_entry(Teller& teller, Day date);

/// Joins sentences with one space; an empty one adds nothing.
void append_sentence(std::string& text, const std::string& sentence);

/// "signature", "deposit", "succession" or "provisional".
EventKind kind_of(ActKind kind);

/// Tells the milestones that a step reached: counts, threshold, and what happened to the date of
/// entry into force. `changes` are the step's, in order.
void tell_milestones(Teller& teller, const std::vector<Change>& changes, const Assessment& before,
                     const Assessment& after);

/// Tells the milestones that a step undid: a count or a number of the treaty that is no longer
/// reached, a threshold that was reached on another day, a computed date that no longer follows.
void tell_undone(Teller& teller, const Assessment& before, const Assessment& after);

/// True for the counts that are milestones on the way to `needed`: the first, every tenth, five to
/// go, one to go. The number itself is the threshold.
bool is_mark(int count, int needed);

/// Tells that the number of States Parties has reached a further threshold of the treaty.
void tell_states_parties(Teller& teller, const ThresholdStatus& threshold);

}  // namespace treaty
