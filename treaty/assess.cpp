#include "treaty/assess.h"

#include <algorithm>
#include <set>
#include <utility>

#include "treaty/count.h"
#include "treaty/differences.h"
#include "treaty/explain.h"
#include "treaty/force.h"
#include "treaty/hypothesis.h"

namespace treaty {
namespace {

// The ledger as it stood on a day: later acts are left out, later withdrawals undone.
Ledger as_of(Ledger ledger, Day day) {
  std::erase_if(ledger.entries, [&](const Entry& entry) { return entry.act.date > day; });
  for (Entry& entry : ledger.entries) {
    if (entry.withdrawn_by && *entry.withdrawn_by > day) {
      entry.act.withdrawn = false;
      entry.withdrawn_by.reset();
    }
  }
  ledger.counted = {};
  ledger.published = {};
  return ledger;
}

// With the acts that only the rule knows of, unless the record shows them.
Ledger with_unshown(Ledger ledger, const EntryRule& rule) {
  for (const UnshownAct& act : rule.unshown) {
    const auto same = [&](const Entry& entry) {
      return (entry.key() == act.who || entry.key() == folded_name(act.name)) &&
             entry.act.kind == act.kind && entry.act.date == act.date;
    };
    if (std::any_of(ledger.entries.begin(), ledger.entries.end(), same)) continue;
    ledger.entries.push_back(
        {.name = act.name,
         .id = ParticipantId{act.who},
         .act = {.kind = act.kind, .date = act.date, .withdrawn = act.until.has_value()},
         .unshown = true,
         .source = "not in the table; " + act.source,
         .withdrawn_by = act.until});
  }
  return ledger;
}

int register_count(const Ledger& ledger, bool signatures) {
  const auto& counted = signatures ? ledger.counted.signatories : ledger.counted.parties;
  if (counted) return *counted;
  std::set<std::string> keys;
  for (const Entry& entry : ledger.entries) {
    if (entry.predecessor || entry.unshown || entry.act.withdrawn) continue;
    if (signatures ? is_plain_signature(entry.act.kind) : binds(entry.act)) {
      keys.insert(entry.key());
    }
  }
  return static_cast<int>(keys.size());
}

// Those that count now: a withdrawn instrument does not, whenever it was withdrawn.
int present_count(const std::vector<Deposit>& deposits, Day on) {
  std::set<std::string> keys;
  for (const Deposit& deposit : deposits) {
    const bool over = deposit.end_unknown || (deposit.ended && *deposit.ended <= on);
    if (deposit.counts && !over) keys.insert(deposit.key_on(on));
  }
  return static_cast<int>(keys.size());
}

EifState state_of(const Assessment& assessment, const EntryDates& dates,
                  const EntryIntoForceText& text, Day on) {
  if (text.ended) return EifState::ended;
  if (assessment.official) {
    return on >= *assessment.official ? EifState::in_force : EifState::official;
  }
  if (text.provisional && on >= *text.provisional) return EifState::provisional;
  if (!assessment.computed) return EifState::none;
  if (dates.contested) return EifState::contested;
  return on >= *assessment.computed ? EifState::in_force : EifState::computed;
}

Outcome outcome_of(const Assessment& assessment, const Ledger& ledger, const EntryDates& dates) {
  if (!assessment.has_rule) return Outcome::no_rule;
  if (!ledger.has_table || ledger.entries.empty()) return Outcome::no_rows;
  if (assessment.agree == true) return Outcome::agree;
  if (!dates.lacking.empty()) return Outcome::needs_data;
  if (assessment.official) return Outcome::disputed;
  return Outcome::not_in_force;
}

// A printed date is part of the legal state of a past day only if the acts up to then led to it.
std::optional<Day> official_date(const Ledger& ledger, const EntryDates& dates,
                                 const AssessOptions& options) {
  const auto& date = ledger.entry_into_force.date;
  if (!date || !options.as_of || *options.as_of >= *date || dates.threshold) return date;
  return std::nullopt;
}

void tell_problems(const Assessment& assessment, const EntryDates& dates, Day on,
                   std::vector<Problem>& problems) {
  if (dates.uncertain) {
    problems.push_back({"uncertain-date", "entry into force",
                        "The wait leads to a day that its month does not have; the last day of the "
                        "month was taken."});
  }
  const bool overdue = assessment.state == EifState::in_force && !assessment.official &&
                       assessment.computed && *assessment.computed < on;
  if (overdue) {
    problems.push_back({"no-official-date", "entry into force",
                        "By the rule the treaty has been in force since " +
                            assessment.computed->words() +
                            ", but the record prints no date of entry into force."});
  }
}

void explain_difference(const Rule& rule, const Ledger& ledger, const AssessOptions& options,
                        Assessment& assessment) {
  const auto changes = smallest_change(rule.entry, ledger, options.in_force, *assessment.official);
  if (changes.empty()) {
    assessment.explanation.emplace_back(
        "No small change of the record explains the difference: it is disputed.");
    return;
  }
  assessment.outcome = Outcome::explained;
  for (const std::string& change : changes)
    assessment.explanation.push_back("Hypothesis: the printed date follows if " + change + '.');
}

// Conditions that cannot be computed, and a parent treaty whose date is not known, are taken as met
// once the depositary has printed a date and the rest leads to that very date; for a prediction
// they never are.
EntryDates dates_with_presumption(const EntryRule& rule, const std::vector<Deposit>& deposits,
                                  const std::map<std::string, Day>& in_force,
                                  const std::optional<Day>& printed) {
  EntryDates dates = entry_dates(rule, deposits, in_force);
  if (!printed || dates.lacking.empty() || !rule.needs.empty()) return dates;
  EntryRule computable = rule;
  std::erase_if(computable.conditions,
                [](const Condition& condition) { return !condition.needs.empty(); });
  const auto& parent = rule.not_before.treaty;
  if (parent && !in_force.contains(*parent) && !rule.not_before.treaty_in_force) {
    computable.not_before.treaty.reset();
  }
  EntryDates presumed = entry_dates(computable, deposits, in_force);
  if (presumed.computed != printed) return dates;
  presumed.arithmetic.emplace_back(
      "What cannot be computed here is taken as met, because the depositary's date follows from "
      "the rest.");
  return presumed;
}

void assess_by_rule(const Rule& rule, const Ledger& ledger, const AssessOptions& options, Day on,
                    Assessment& assessment) {
  const std::vector<Deposit> deposits = deposits_of(rule.entry, ledger, assessment.problems);
  const EntryDates dates =
      dates_with_presumption(rule.entry, deposits, options.in_force, ledger.entry_into_force.date);
  assessment.official = official_date(ledger, dates, options);
  assessment.threshold_day = dates.threshold;
  assessment.computed = dates.computed;
  if (assessment.official && assessment.computed) {
    assessment.agree = *assessment.official == *assessment.computed;
  }
  assessment.count = present_count(deposits, on);
  assessment.instruments = needed_on(rule.entry, on).value_or(Count{}).value;
  assessment.state = state_of(assessment, dates, ledger.entry_into_force, on);
  const bool done = assessment.official || assessment.state == EifState::in_force ||
                    assessment.state == EifState::ended;
  assessment.remaining = done ? 0 : std::max(0, assessment.instruments - assessment.count);
  std::set<std::string> named;
  for (const Deposit& deposit : deposits) {
    if (deposit.counts && dates.threshold && deposit.act.date == *dates.threshold &&
        named.insert(deposit.key).second) {
      assessment.threshold_participants.push_back(deposit.name);
    }
  }
  const ForceContext force{&rule, dates.threshold, assessment.entry_into_force(), on};
  assessment.participants = standings_of(ledger, deposits, force);
  for (const ThresholdRule& threshold : rule.thresholds)
    assessment.thresholds.push_back(threshold_status(threshold, deposits, force));
  assessment.deadlines = deadlines_of(rule.deadlines, force);
  assessment.outcome = outcome_of(assessment, ledger, dates);
  if (assessment.count != assessment.count_register) {
    assessment.differing = count_differences(assessment, deposits);
    for (const CountDifference& difference : assessment.differing)
      assessment.count_differences.push_back(sentence_of(difference));
  }
  assessment.explanation = explanation_of(assessment, {rule, deposits, dates, on});
  if (assessment.outcome == Outcome::disputed) {
    explain_difference(rule, ledger, options, assessment);
  }
  tell_problems(assessment, dates, on, assessment.problems);
}

void assess_without_rule(const Ledger& ledger, const AssessOptions& options, Day on,
                         Assessment& assessment) {
  const EntryRule nothing;
  std::vector<Problem> unused;
  const std::vector<Deposit> deposits = deposits_of(nothing, ledger, unused);
  assessment.official = official_date(ledger, {}, options);
  assessment.state = state_of(assessment, {}, ledger.entry_into_force, on);
  assessment.outcome = Outcome::no_rule;
  assessment.participants =
      standings_of(ledger, deposits, {nullptr, std::nullopt, assessment.official, on});
  assessment.explanation.emplace_back(
      "No rule is known for this treaty; only the register's own figures are shown.");
  if (assessment.official) {
    assessment.explanation.push_back("The depositary prints " + assessment.official->words() + '.');
  }
}

}  // namespace

Assessment assess(const Rule* rule, const Ledger& ledger, const AssessOptions& options) {
  const Day on = options.as_of.value_or(options.today);
  const Ledger whole = rule != nullptr ? with_unshown(ledger, rule->entry) : ledger;
  const Ledger cut = options.as_of ? as_of(whole, *options.as_of) : whole;
  Assessment assessment{.number = cut.number.empty() && rule != nullptr ? rule->number : cut.number,
                        .name = rule != nullptr && !rule->name.empty() ? rule->name : cut.title,
                        .today = on,
                        .has_rule = rule != nullptr};
  assessment.count_register = register_count(cut, false);
  assessment.signatures = register_count(cut, true);
  if (rule != nullptr) {
    if (rule->entry.wait) assessment.wait = words_of(*rule->entry.wait);
    assess_by_rule(*rule, cut, options, on, assessment);
  } else {
    assess_without_rule(cut, options, on, assessment);
  }
  return assessment;
}

}  // namespace treaty
