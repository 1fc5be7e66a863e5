#include "treaty/explain.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "treaty/differences.h"
#include "treaty/explain_rule.h"
#include "treaty/wait.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

using Sentences = std::vector<std::string>;

std::string instrument_words(const Deposit& deposit) {
  std::string text =
      deposit.name + ", " + words_of(deposit.act.kind) + ", " + deposit.act.date.words();
  if (deposit.end_unknown) text += ", since withdrawn";
  if (deposit.predecessor) text += ", a State that no longer exists";
  return text + " (" + deposit.source + ')';
}

// Every instrument up to the threshold, or all of them while it is not reached.
void tell_instruments(const ExplainContext& context, Sentences& sentences) {
  std::set<std::string> told;
  int number = 0;
  int later = 0;
  for (const Deposit& deposit : context.deposits) {
    if (!deposit.counts) continue;
    if (context.dates.threshold && deposit.act.date > *context.dates.threshold) {
      later += told.insert(deposit.key).second ? 1 : 0;
      continue;
    }
    if (!told.insert(deposit.key).second) continue;
    sentences.push_back(std::to_string(++number) + ". " + instrument_words(deposit) + '.');
  }
  if (later > 0) {
    sentences.push_back("After that day " + std::to_string(later) + " more followed.");
  }
}

// A union matters when two of its parts had deposited and the count was taken while it lasted.
void tell_unions(const ExplainContext& context, Sentences& sentences) {
  const Day until = context.dates.threshold.value_or(context.on);
  std::map<std::string, std::pair<Union, std::vector<std::string>>> unions;
  for (const Deposit& deposit : context.deposits) {
    if (!deposit.counts || !deposit.joined || deposit.act.date > until) continue;
    if (deposit.act.date > *deposit.joined->period.until || until < *deposit.joined->period.from) {
      continue;
    }
    auto& [whole, parts] = unions[deposit.joined->key];
    whole = *deposit.joined;
    if (std::find(parts.begin(), parts.end(), deposit.name) == parts.end()) {
      parts.push_back(deposit.name);
    }
  }
  for (const auto& [key, told] : unions) {
    const auto& [whole, parts] = told;
    if (parts.size() < 2) continue;
    sentences.push_back("From " + whole.period.from->words() + " to " +
                        whole.period.until->words() + ' ' + joined(parts) +
                        " were one State, the " + whole.name + ", and count once in that time.");
  }
}

void tell_left_out(const ExplainContext& context, Sentences& sentences) {
  for (const Deposit& deposit : context.deposits) {
    if (deposit.counts) continue;
    if (context.dates.threshold && deposit.act.date > *context.dates.threshold) continue;
    sentences.push_back("Not counted: " + instrument_words(deposit) + ": " + deposit.why_not + '.');
  }
}

// What those who completed the number did: "deposited", "signed definitively", "notified".
std::string deed_on(Day day, const std::vector<Deposit>& deposits) {
  bool signed_plainly = false;
  bool signed_definitively = false;
  bool notified = false;
  bool deposited = false;
  for (const Deposit& deposit : deposits) {
    if (!deposit.counts || deposit.act.date != day) continue;
    switch (deposit.act.kind) {
      case ActKind::signature:
      case ActKind::succession_to_signature: signed_plainly = true; break;
      case ActKind::definitive_signature: signed_definitively = true; break;
      case ActKind::notification: notified = true; break;
      default: deposited = true;
    }
  }
  if (deposited) return signed_definitively ? "signed definitively or deposited" : "deposited";
  if (notified) return "notified";
  return signed_plainly ? "signed" : "signed definitively";
}

std::string were_needed(int number) {
  return std::to_string(number) + (number == 1 ? " was needed" : " were needed");
}

void tell_conditions(const Assessment& assessment, const ExplainContext& context,
                     Sentences& sentences) {
  const Day day = assessment.threshold_day.value_or(context.on);
  for (const Condition& condition : context.rule.entry.conditions) {
    const ConditionStatus status = status_on(condition, context.deposits, day);
    if (!status.needs.empty()) {
      sentences.push_back("Condition: " + status.text +
                          ". It cannot be computed here; needed: " + status.needs + '.');
    } else {
      sentences.push_back("Condition: " + status.text + ": " + status.progress +
                          (status.met ? ", met." : ", not met."));
    }
  }
}

void tell_threshold(const Assessment& assessment, const ExplainContext& context,
                    Sentences& sentences) {
  const EntryRule& rule = context.rule.entry;
  if (assessment.threshold_day) {
    const Day day = *assessment.threshold_day;
    std::string text = "The conditions were met on " + day.words();
    if (!assessment.threshold_participants.empty()) {
      text += ", when " + joined(assessment.threshold_participants) + ' ' +
              deed_on(day, context.deposits);
    }
    text += ": " + std::to_string(count_on(context.deposits, day).value) +
            " counted at the end of "
            "that day";
    if (const auto needed = needed_on(rule, day)) {
      text += ", " + were_needed(needed->value);
    }
    sentences.push_back(text + '.');
  } else if (assessment.official && context.dates.lacking.empty()) {
    const Day day = *assessment.official;
    std::string text = "By the record the conditions were never met";
    if (const auto needed = needed_on(rule, day)) {
      text += "; on the day that the depositary prints " +
              std::to_string(count_on(context.deposits, day).value) + " counted, " +
              were_needed(needed->value);
    }
    sentences.push_back(text + '.');
  } else if (const auto needed = needed_on(rule, context.on)) {
    const std::string count = std::to_string(assessment.count);
    const std::string number = std::to_string(needed->value);
    const std::string missing = std::to_string(assessment.remaining);
    sentences.push_back(assessment.remaining > 0
                            ? count + " of " + number + " count; " + missing +
                                  (assessment.remaining == 1 ? " is missing." : " are missing.")
                            : count + " count; " + number + " are needed.");
  }
  tell_conditions(assessment, context, sentences);
}

// The deposits to which a printed date points, where the rule cannot tell the day itself.
void tell_consistency(Day printed, const ExplainContext& context, Sentences& sentences) {
  const auto& wait = context.rule.entry.wait;
  if (!wait) return;
  std::vector<std::string> names;
  std::optional<Day> day;
  for (const Deposit& deposit : context.deposits) {
    if (!deposit.counts || after(*wait, deposit.act.date).day != printed) continue;
    names.push_back(deposit.name);
    day = deposit.act.date;
  }
  if (!day) return;
  const auto needed = needed_on(context.rule.entry, *day);
  sentences.push_back("The printed date points to " + day->words() + ", when " + joined(names) +
                      ' ' + deed_on(*day, context.deposits) + "; " +
                      std::to_string(count_on(context.deposits, *day).value) + " counted then" +
                      (needed ? ", " + were_needed(needed->value) : std::string{}) + '.');
}

void tell_dates(const Assessment& assessment, const ExplainContext& context, Sentences& sentences) {
  sentences.insert(sentences.end(), context.dates.arithmetic.begin(),
                   context.dates.arithmetic.end());
  if (!context.dates.lacking.empty()) {
    sentences.push_back("No date can be computed; needed: " + context.dates.lacking + '.');
  }
  if (assessment.state == EifState::contested) {
    const bool day_known =
        std::any_of(context.deposits.begin(), context.deposits.end(),
                    [](const Deposit& deposit) { return deposit.counts && deposit.ended; });
    sentences.push_back(
        std::string{day_known ? "An instrument was withdrawn before that day."
                              : "An instrument has been withdrawn, the record does not say when."} +
        " Whether the treaty still enters into force then is for a person to decide; the computed "
        "date is kept until the depositary speaks.");
  }
  if (!assessment.official) {
    sentences.push_back("The depositary prints no date of entry into force.");
    return;
  }
  std::string text = "The depositary prints " + assessment.official->words();
  if (assessment.agree) {
    text += *assessment.agree ? ", the same day"
                              : ", and not " + assessment.computed->words() +
                                    ", the day computed; the printed date stands";
  }
  sentences.push_back(text + '.');
  if (!assessment.computed) tell_consistency(*assessment.official, context, sentences);
}

void tell_thresholds(const Assessment& assessment, const Rule& rule, Sentences& sentences) {
  for (std::size_t i = 0; i < assessment.thresholds.size(); ++i) {
    const ThresholdStatus& threshold = assessment.thresholds[i];
    const std::string mark = article_mark(rule, rule.thresholds[i].article);
    const std::string number = std::to_string(threshold.parties);
    std::string text = "Further number, " + number + " States Parties (" + threshold.name + "; " +
                       mark + "): " + std::to_string(threshold.deposited.count) +
                       (threshold.deposited.count == 1 ? " State has" : " States have") +
                       " deposited, for " + std::to_string(threshold.states_parties.count) +
                       " it is in force";
    if (threshold.states_parties_with_organizations.count != threshold.states_parties.count) {
      text += " (" + std::to_string(threshold.states_parties_with_organizations.count) +
              " with organizations)";
    }
    if (threshold.deposited.day) {
      text += "; " + number + " deposited on " + threshold.deposited.day->words();
    }
    if (threshold.states_parties.day) {
      text += "; " + number + " States Parties on " + threshold.states_parties.day->words();
    }
    const bool undone = threshold.states_parties.day &&
                        *threshold.states_parties.day <= assessment.today &&
                        threshold.states_parties.count < threshold.parties;
    if (undone) text += "; since withdrawals the number is no longer met";
    sentences.push_back(text + '.');
  }
}

void tell_deadlines(const Assessment& assessment, const Rule& rule, Sentences& sentences) {
  for (const DeadlineStatus& deadline : assessment.deadlines) {
    const auto own =
        std::find_if(rule.deadlines.begin(), rule.deadlines.end(),
                     [&](const DeadlineRule& one) { return one.name == deadline.name; });
    const std::string mark =
        article_mark(rule, own == rule.deadlines.end() ? std::string{} : own->article);
    sentences.push_back("Deadline, " + deadline.name + " (" + mark + "): " + deadline.date.words() +
                        '.');
  }
}

}  // namespace

std::vector<std::string> explanation_of(const Assessment& assessment,
                                        const ExplainContext& context) {
  Sentences sentences;
  sentences.push_back(source_sentence(context.rule));
  sentences.push_back(clause_sentence(context.rule.entry));
  if (!context.rule.entry.counts.empty()) {
    sentences.push_back(counting_sentence(context.rule.entry));
    tell_instruments(context, sentences);
    tell_unions(context, sentences);
    tell_left_out(context, sentences);
    tell_threshold(assessment, context, sentences);
  }
  tell_dates(assessment, context, sentences);
  if (!assessment.count_differences.empty()) {
    sentences.push_back("The register counts " + std::to_string(assessment.count_register) +
                        " Parties, the rule " + std::to_string(assessment.count) + '.');
    const auto differences = sentences_of(assessment.differing);
    sentences.insert(sentences.end(), differences.begin(), differences.end());
  }
  if (const std::string later = later_sentence(context.rule); !later.empty()) {
    sentences.push_back(later);
  }
  tell_thresholds(assessment, context.rule, sentences);
  tell_deadlines(assessment, context.rule, sentences);
  return sentences;
}

}  // namespace treaty
