#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/participant.h"
#include "treaty/wait.h"

namespace treaty {

/// A number of instruments, Parties or States; never a number of days.
struct Count {
  int value = 0;
  friend auto operator<=>(const Count&, const Count&) = default;
};

/// What a clause says that it counts. The word is for the reader; which acts count is `counts`.
enum class CountUnit {
  instruments,
  parties,
  states,
  countries,
  ratifications,
  accessions,
  consents,
  signatures,
  notifications
};
std::string_view name_of(CountUnit unit);
std::optional<CountUnit> count_unit_from_name(std::string_view name);

/// Whether an instrument of an organization counts. Where the text says "not additional to those
/// deposited by its member States", the organization's own does not; where it is silent, it does.
enum class OrganizationRule { counted, not_additional, states_only };
std::string_view name_of(OrganizationRule rule);  ///< "counted", "not additional", "states only"
std::optional<OrganizationRule> organization_rule_from_name(std::string_view name);

/// A succession counts on the day of its notification, or not at all.
enum class SuccessionRule { on_notification, not_counted };
std::string_view name_of(SuccessionRule rule);  ///< "on notification", "not counted"
std::optional<SuccessionRule> succession_rule_from_name(std::string_view name);

/// A part of a whole, as a clause writes it: two thirds, 55 per cent. Kept as integers, so that the
/// comparison with a count is exact.
struct Fraction {
  long long numerator = 0;
  long long denominator = 1;
  friend bool operator==(const Fraction&, const Fraction&) = default;
};
/// "2/3" or "55%" or "12.5%"; nullopt for anything else, for 0 and for more than the whole.
std::optional<Fraction> fraction_from_text(std::string_view text);
std::string text_of(Fraction fraction);  ///< "two thirds", "55 per cent", "5/8"

/// One participant on a roll.
struct RollEntry {
  std::string who;  ///< a participant's id, or a name of it where it has none
  Period period;    ///< when it was on the roll; open on both sides for a fixed list
  double weight = 1;
  std::string group;  ///< "producer", "Africa"; empty without groups
};

/// How many members a membership had in a time, where its names are not listed.
struct RollSize {
  Period period;
  Count members;
};

/// A list that a clause names, with what it weighs: the States of an annex, the members of an
/// organization, shares of emissions or of tonnage.
struct Roll {
  std::string key;     ///< the name of its file without the ending; "" when written in the rule
  std::string name;    ///< "the States listed in Annex 2 to the Treaty"
  std::string source;  ///< where the list or the figures come from
  std::optional<double> total;  ///< of all weights; their sum when absent
  std::vector<RollEntry> entries;
  std::vector<RollSize> sizes;  ///< only for a membership, instead of entries
};

/// A condition on the class of those who deposited, beside the plain number.
///
/// Exactly one of the measures is set: `number` of the roll, `all` of the roll, a `share` of the
/// roll's weight, `groups` different groups of it, or `needs`, which says what would have to be
/// known to compute it.
struct Condition {
  std::string text;  ///< "including the 44 States listed in Annex 2"
  Roll roll;
  std::optional<Count> number;
  bool all = false;
  std::optional<Fraction> share;
  bool more_than_share = false;  ///< "more than 40 per cent", not "at least"
  std::optional<int> groups;
  std::string group;  ///< measures only the roll's entries of this group; empty: all
  std::string needs;  ///< "the subscribed capital of each signatory on that day"
};

/// Another treaty, or a day, that entry into force waits for.
struct NotBefore {
  std::optional<Day> date;
  std::optional<std::string> treaty;   ///< number of the parent treaty
  std::optional<Day> treaty_in_force;  ///< its official date, where that is known already
};

/// "On 1 January 1989, provided that eleven instruments have been deposited by that date": the day
/// itself if the conditions are met by then, the wait after them otherwise.
struct FixedDate {
  Day date;
};

/// The rule for one that joins after the number was reached.
struct LaterRule {
  std::string article;
  std::optional<Wait> wait;
  bool with_treaty = false;  ///< an amendment that binds all on the day of its entry into force
};

/// An act that counted and that the record's table no longer shows: a later one overwrote it, or
/// prose alone tells of it.
struct UnshownAct {
  std::string who;   ///< a participant's id, or a name of it where it has none
  std::string name;  ///< as the explanation calls it
  ActKind kind = ActKind::ratification;
  Day date;
  std::optional<Day> until;  ///< from this day on it counts no more
  std::string source;        ///< where it is told
};

struct EntryRule {
  std::string article;
  /// The number; absent when a `fraction` of `among` sets it or when nothing computable does.
  std::optional<Count> number;
  CountUnit unit = CountUnit::instruments;
  std::optional<Fraction> fraction;  ///< of the members of `membership` on the day
  std::optional<Roll> membership;
  std::optional<Day> membership_on;  ///< counts the membership of this day, not of each day
  std::optional<Wait> wait;
  std::vector<ActKind> counts;
  SuccessionRule successions = SuccessionRule::on_notification;
  OrganizationRule organizations = OrganizationRule::counted;
  std::optional<Roll> among;  ///< only these count; absent: everyone
  NotBefore not_before;
  std::optional<FixedDate> fixed;
  std::vector<Condition> conditions;
  std::vector<UnshownAct> unshown;
  std::string needs;  ///< why no date can be computed at all; empty when one can
  std::optional<LaterRule> later;
};

/// A further number that the treaty names.
struct ThresholdRule {
  std::string name;
  std::string article;
  Count parties;
};

enum class DeadlineStart { entry_into_force, threshold };

/// A day that the treaty sets: a date, or a time after an event.
struct DeadlineRule {
  std::string name;
  std::string article;
  std::optional<Day> date;
  std::optional<Wait> within;  ///< after `start`; exactly one of `date` and `within` is set
  DeadlineStart start = DeadlineStart::entry_into_force;
};

/// What a treaty says about its own entry into force, as a person wrote it down from the text.
struct Rule {
  std::string number;  ///< "XVIII-16", as the depositary numbers it
  std::string name;
  std::string source;
  std::vector<std::string> verified;  ///< articles read in an authentic text
  EntryRule entry;
  std::vector<ThresholdRule> thresholds;
  std::vector<DeadlineRule> deadlines;
  bool proposed = false;  ///< read from a clause by the program, accepted by nobody

  /// True when `article` was read; "65" covers "65(1)", not the other way round.
  [[nodiscard]] bool is_verified(std::string_view article) const;
};

/// The impossible in a rule, as sentences; empty for a rule that can be used.
std::vector<std::string> mistakes_in(const Rule& rule);

}  // namespace treaty
