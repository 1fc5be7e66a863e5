#include "treaty/force.h"

#include <algorithm>
#include <set>
#include <utility>

#include "treaty/wait.h"

namespace treaty {
namespace {

// An act binds its participant from this day on, or why that day is open.
struct InForce {
  std::optional<Day> day;
  std::string why;
};

bool among_the_first(Day deposited, const ForceContext& context) {
  if (context.threshold && *context.threshold <= *context.entry_into_force) {
    return deposited <= *context.threshold;
  }
  // The date is printed, but the rule cannot tell the threshold: those whose wait had run out by
  // then were counted.
  const auto& wait = context.rule->entry.wait;
  return wait && after(*wait, deposited).day <= *context.entry_into_force;
}

InForce in_force_of(const Act& act, const ForceContext& context) {
  if (act.kind == ActKind::succession) {
    return {std::nullopt,
            "a succession has effect from the date of succession, which the record does not state"};
  }
  if (!binds(act)) return {std::nullopt, indefinite(act.kind) + " makes no Party"};
  if (context.rule == nullptr) return {std::nullopt, "no rule is known for this treaty"};
  if (!context.entry_into_force) return {std::nullopt, "the treaty is not in force"};
  const Day entry = *context.entry_into_force;
  if (among_the_first(act.date, context)) return {entry, ""};
  const auto& later = context.rule->entry.later;
  if (!later)
    return {std::nullopt,
            "the rule does not say when it enters into force for one that joins later"};
  if (later->with_treaty) return {entry, ""};
  return {std::max(entry, after(*later->wait, act.date).day), ""};
}

bool withdrawn_on(const Deposit& deposit, Day day) {
  return deposit.end_unknown || (deposit.ended && *deposit.ended <= day);
}

// The act that binds: one that stands, the earliest of them; else the earliest of the others.
const Deposit* binding_deposit(const std::vector<Deposit>& deposits, const std::string& key,
                               Day on) {
  const Deposit* best = nullptr;
  const auto rank = [&](const Deposit& deposit) {
    return std::pair{!binds(deposit.act), withdrawn_on(deposit, on)};
  };
  for (const Deposit& deposit : deposits) {
    if (deposit.key != key || is_plain_signature(deposit.act.kind)) continue;
    if (best == nullptr || rank(deposit) < rank(*best)) best = &deposit;
  }
  return best;
}

Standing standing_of(const Entry& entry, const std::vector<Deposit>& deposits,
                     const ForceContext& context) {
  Standing standing;
  standing.name = entry.name;
  standing.id = entry.id;
  const Deposit* deposit = binding_deposit(deposits, entry.key(), context.on);
  if (deposit == nullptr) {
    standing.why = "it has signed and not yet consented to be bound";
    return standing;
  }
  standing.act = deposit->act.kind;
  standing.deposited = deposit->act.date;
  standing.withdrawn = withdrawn_on(*deposit, context.on);
  standing.counted = deposit->counts && !standing.withdrawn;
  InForce force = in_force_of(deposit->act, context);
  standing.in_force = force.day;
  standing.why = std::move(force.why);
  if (!deposit->counts && context.rule != nullptr) {
    standing.why_not_counted = deposit->why_not;
    standing.why = standing.why.empty() ? "not counted: " + deposit->why_not
                                        : standing.why + "; not counted: " + deposit->why_not;
  }
  if (standing.withdrawn) {
    standing.why = standing.why.empty() ? "withdrawn" : "withdrawn; " + standing.why;
  }
  return standing;
}

// A span in which one participant is counted; an unknown end comes after every day that matters.
struct Span {
  std::string key;
  Day from;
  std::optional<Day> until;  // no longer counted on this day
  bool end_unknown = false;
};

int spans_on(const std::vector<Span>& spans, Day day) {
  std::set<std::string> keys;
  for (const Span& span : spans) {
    if (span.from <= day && (!span.until || day < *span.until)) keys.insert(span.key);
  }
  return static_cast<int>(keys.size());
}

std::set<Day> days_of_change(const std::vector<Span>& spans) {
  std::set<Day> days;
  for (const Span& span : spans) {
    days.insert(span.from);
    if (span.until) days.insert(*span.until);
  }
  return days;
}

// The last day up to `on` on which the number came to be reached.
std::optional<Day> reached_since(const std::vector<Span>& spans, int number, Day on) {
  std::optional<Day> since;
  for (const Day day : days_of_change(spans)) {
    if (day > on) break;
    if (spans_on(spans, day) < number) {
      since.reset();
    } else if (!since) {
      since = day;
    }
  }
  return since;
}

std::optional<Day> reached_after(const std::vector<Span>& spans, int number, Day on) {
  for (const Day day : days_of_change(spans)) {
    if (day > on && spans_on(spans, day) >= number) return day;
  }
  return std::nullopt;
}

ThresholdCount threshold_count(std::vector<Span> spans, int number, Day on) {
  ThresholdCount result;
  for (const Day day : days_of_change(spans)) {
    if (spans_on(spans, day) < number) continue;
    result.day = day;
    break;
  }
  const auto since = reached_since(spans, number, on);
  std::erase_if(spans, [](const Span& span) { return span.end_unknown; });
  result.count = spans_on(spans, on);
  result.since = result.count >= number ? since : reached_after(spans, number, on);
  return result;
}

bool is_party_deposit(const Deposit& deposit) {
  return binds(deposit.act) && !deposit.beside_table() && deposit.nature != Nature::territory;
}

std::optional<Day> party_since(const Deposit& deposit, const ForceContext& context) {
  if (deposit.act.kind == ActKind::succession && context.entry_into_force) {
    return std::max(deposit.act.date, *context.entry_into_force);
  }
  return in_force_of(deposit.act, context).day;
}

// Every step at which the number was undone before entry into force.
bool undone_before(const EntryRule& rule, const std::vector<Deposit>& deposits, Day threshold,
                   Day entry) {
  for (const Deposit& deposit : deposits) {
    if (!deposit.counts || !deposit.ended) continue;
    if (*deposit.ended <= threshold || *deposit.ended >= entry) continue;
    if (!is_met_on(rule, deposits, *deposit.ended)) return true;
  }
  std::vector<Deposit> certain = deposits;
  std::erase_if(certain, [](const Deposit& deposit) { return deposit.end_unknown; });
  return certain.size() != deposits.size() && !is_met_on(rule, certain, threshold);
}

}  // namespace

EntryDates entry_dates(const EntryRule& rule, const std::vector<Deposit>& deposits,
                       const std::map<std::string, Day>& in_force) {
  EntryDates dates;
  dates.lacking = lacking(rule);
  if (!dates.lacking.empty()) return dates;
  dates.threshold = threshold_day(rule, deposits);
  if (!dates.threshold) return dates;
  const WaitedDay waited = after(*rule.wait, *dates.threshold);
  Day day = waited.day;
  if (rule.fixed && *dates.threshold <= rule.fixed->date) {
    day = rule.fixed->date;
    dates.arithmetic.push_back("The conditions were met by " + day.words() +
                               ", the day that the text itself names.");
  } else {
    dates.uncertain = waited.uncertain;
    dates.arithmetic.push_back(arithmetic_of(*rule.wait, *dates.threshold) + '.');
    if (waited.uncertain) {
      dates.arithmetic.push_back(
          "The month reached is shorter, so its last day was taken; no official case shows how the "
          "depositary counts then, and the date is uncertain.");
    }
  }
  const auto wait_for = [&](Day other, const std::string& what) {
    if (other <= day) return;
    day = other;
    dates.arithmetic.push_back("Not before " + what + ": " + day.words() + '.');
  };
  if (rule.not_before.date) wait_for(*rule.not_before.date, "the day that the text names");
  if (rule.not_before.treaty) {
    const auto known = in_force.find(*rule.not_before.treaty);
    const auto parent =
        known != in_force.end() ? std::optional{known->second} : rule.not_before.treaty_in_force;
    if (!parent) {
      dates.lacking = "the date of entry into force of " + *rule.not_before.treaty;
      dates.arithmetic.push_back("It cannot enter into force before " + *rule.not_before.treaty +
                                 ", whose date is not known here.");
      return dates;
    }
    wait_for(*parent, "the entry into force of " + *rule.not_before.treaty);
  }
  dates.computed = day;
  dates.contested = undone_before(rule, deposits, *dates.threshold, day);
  return dates;
}

std::vector<Standing> standings_of(const Ledger& ledger, const std::vector<Deposit>& deposits,
                                   const ForceContext& context) {
  std::vector<Standing> standings;
  std::set<std::string> seen;
  for (const Entry& entry : ledger.entries) {
    if (entry.predecessor || entry.unshown || !seen.insert(entry.key()).second) continue;
    Standing standing = standing_of(entry, deposits, context);
    for (const Entry& other : ledger.entries) {
      if (other.key() == entry.key() && is_plain_signature(other.act.kind)) {
        standing.signed_on = other.act.date;
        if (!standing.deposited) standing.withdrawn = other.act.withdrawn;
      }
    }
    standings.push_back(std::move(standing));
  }
  std::sort(standings.begin(), standings.end(), [](const Standing& a, const Standing& b) {
    return std::pair{folded_name(a.name), a.id} < std::pair{folded_name(b.name), b.id};
  });
  return standings;
}

ThresholdStatus threshold_status(const ThresholdRule& rule, const std::vector<Deposit>& deposits,
                                 const ForceContext& context) {
  std::vector<Span> deposited;
  std::vector<Span> parties;
  std::vector<Span> parties_with_organizations;
  for (const Deposit& deposit : deposits) {
    if (!is_party_deposit(deposit)) continue;
    const bool state = !is_organization(deposit.nature);
    const Span span{deposit.key, deposit.act.date, deposit.ended, deposit.end_unknown};
    if (state) deposited.push_back(span);
    if (const auto since = party_since(deposit, context)) {
      const Span in_force{span.key, *since, span.until, span.end_unknown};
      if (state) parties.push_back(in_force);
      parties_with_organizations.push_back(in_force);
    }
  }
  const int number = rule.parties.value;
  return {rule.name, number, threshold_count(std::move(deposited), number, context.on),
          threshold_count(std::move(parties), number, context.on),
          threshold_count(std::move(parties_with_organizations), number, context.on)};
}

std::vector<DeadlineStatus> deadlines_of(const std::vector<DeadlineRule>& rules,
                                         const ForceContext& context) {
  std::vector<DeadlineStatus> deadlines;
  for (const DeadlineRule& rule : rules) {
    std::optional<Day> date = rule.date;
    if (rule.within) {
      const auto start =
          rule.start == DeadlineStart::threshold ? context.threshold : context.entry_into_force;
      if (start) date = after(*rule.within, *start).day;
    }
    if (date) deadlines.push_back({rule.name, *date, *date - context.on});
  }
  return deadlines;
}

}  // namespace treaty
