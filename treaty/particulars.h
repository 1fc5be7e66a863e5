#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/participant.h"

namespace treaty {

/// A word of a closed list of ours, such as the name of a state: never shown as it is.
struct Word {
  std::string text;
  friend bool operator==(const Word&, const Word&) = default;
};

/// Words that exist in English alone: a rule file's, a declaration's, a person's.
struct English {
  std::string text;
  friend bool operator==(const English&, const English&) = default;
};

/// A participant as the depositary writes it, with its id where one is known.
struct Named {
  std::optional<ParticipantId> id;
  std::string name;
  friend bool operator==(const Named&, const Named&) = default;
};

using Particular = std::variant<bool, int, Day, ActKind, Word, English, std::vector<Named>>;

/// What an event's English sentences say beyond its own fields, by name, so that it can be worded
/// in another language without reading a sentence. A name that does not apply is absent; a flag is
/// there only when it is true.
///
///   every event of a treaty: state (Word, see name_of(EifState)), remaining (int), wait (Word, as
///     words_of(Wait) gives it), threshold_day, computed, official (Days), disputed (flag)
///   an act: late (int, days between the act and its publication), seen (Day), not_counted
///     (English), in_force (Day, for the participant), earlier_act, earlier (the withdrawn act that
///     it has overwritten)
///   withdrawal.effective, fact.corrected: was_act, was (the act as it was told), now (Word:
///     bracketed, restored, corrected, vanished, again)
///   milestone.count: first, one_mark, five_to_go, one_to_go (flags), participants; undone (int,
///   the
///     count that is no longer reached) instead of these
///   milestone.threshold: participants; was (Day) when it was taken to be another day; undone (int)
///     instead, with was; for a further number of the treaty: further (int), name (English),
///     states_parties (int), in_deposits (flag), undone (int)
///   eif.moved: was (Day), gone (flag: no date follows any more); eif.official: ahead, agrees
///   (flags); eif.today: today, printed (flags) eif.approaching, deadline.approaching: days (int);
///   deadline.*: name (English) eif.participant: deposited (Day) declaration, objection: noun
///   (Word), now (Word: shown, changed, vanished), articles (names
///     without ids), more_articles (int), heading, quote (English), cut (flag: there is more text)
///   notice.retracted: retracted (Word, the notice's kind), retracted_count (int), retracted_date
///     (Day, of entry into force), told (Day), reason (English); the notice's own with "retracted."
///     before their names
///   heartbeat: news (int), since, read (Days)
using Particulars = std::map<std::string, Particular>;

}  // namespace treaty
