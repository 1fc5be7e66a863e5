#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/participant.h"
#include "treaty/particulars.h"
#include "treaty/reading.h"

namespace treaty {

/// The legal state of the entry-into-force date.
enum class EifState {
  none,         ///< the rule's conditions are not met
  computed,     ///< met; the date follows from the rule, the depositary has not printed one
  contested,    ///< met once, then a withdrawal before entry into force: a person must decide
  official,     ///< the depositary prints the date; it lies ahead
  provisional,  ///< in force provisionally
  in_force,     ///< the official date has come
  ended,        ///< terminated, expired or superseded
};
std::string_view name_of(EifState state);

/// How our date and the depositary's stand to each other.
enum class Outcome { agree, explained, disputed, not_in_force, no_rows, needs_data, no_rule };
std::string_view name_of(Outcome outcome);

/// One participant's standing under the treaty.
struct Standing {
  std::string name;
  std::optional<ParticipantId> id;
  std::optional<ActKind> act;    ///< the act that binds it
  std::optional<Day> deposited;  ///< day of the act that binds it; nullopt for a mere signatory
  std::optional<Day> signed_on;
  std::optional<Day> in_force;  ///< nullopt with `why` when it cannot be told
  bool withdrawn = false;
  bool counted = false;         ///< toward the rule's number
  std::string why;              ///< why not counted, or why in_force is open; empty otherwise
  std::string why_not_counted;  ///< that alone; empty when it counts or no rule is known
};

struct ThresholdCount {
  int count = 0;
  std::optional<Day> day;  ///< when the number was first reached; nullopt while it never was
  /// Since when it has been reached without a break; where it is not, the day on which what is on
  /// record already will make it so. Later than `day` when the number was lost and regained.
  std::optional<Day> since;
};

/// A further number that the treaty names ("60 States Parties"), in both readings.
struct ThresholdStatus {
  std::string name;
  int parties = 0;
  ThresholdCount deposited;                          ///< instruments deposited
  ThresholdCount states_parties;                     ///< States for which the treaty is in force
  ThresholdCount states_parties_with_organizations;  ///< the same, organizations counted in
};

/// A participant in whom the count by the rule and the register's count differ.
struct CountDifference {
  Named participant;
  bool in_register = false;  ///< a Party there and not counted here; else the other way round
  std::string why_not;       ///< why the rule does not count it; see Standing::why_not_counted
  /// Counted here alone: by an act of this kind; nullopt for a predecessor told in a note.
  std::optional<ActKind> act;
};

struct DeadlineStatus {
  std::string name;
  Day date;
  Days left{};  ///< negative once it has passed
};

/// The state of a treaty on a day, by its own rule.
struct Assessment {
  std::string number;
  std::string name;
  Day today;
  bool has_rule = false;
  int instruments = 0;                         ///< the rule's number; 0 without one
  std::string wait;                            ///< the rule's delay, in words: "90 days"
  int count = 0;                               ///< by the rule
  int count_register = 0;                      ///< as the register counts Parties
  std::vector<std::string> count_differences;  ///< each reason why the two counts differ
  std::vector<CountDifference> differing;      ///< the same, one by one
  int signatures = 0;                          ///< as the register counts signatories
  int remaining = 0;  ///< instruments still missing; 0 once the number is reached
  std::optional<Day> threshold_day;
  std::vector<std::string> threshold_participants;  ///< all that deposited on that day
  EifState state = EifState::none;
  std::optional<Day> computed;
  std::optional<Day> official;
  std::optional<bool> agree;  ///< computed and official are both known: are they the same day?
  Outcome outcome = Outcome::not_in_force;
  std::vector<Standing> participants;
  std::vector<ThresholdStatus> thresholds;
  std::vector<DeadlineStatus> deadlines;
  std::vector<std::string> explanation;  ///< sentences, in order
  std::vector<Problem> problems;

  /// The date to show: the official one where there is one, else the computed one.
  [[nodiscard]] std::optional<Day> entry_into_force() const {
    return official ? official : computed;
  }
};

}  // namespace treaty
