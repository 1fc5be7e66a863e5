#include "treaty/explain.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "treaty/wait.h"

namespace treaty {
namespace {

using Sentences = std::vector<std::string>;

std::string joined(const std::vector<std::string>& words, const std::string& last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? ' ' + last + ' ' : ", ";
    text += words[i];
  }
  return text;
}

std::string unit_word(const EntryRule& rule) {
  std::string word{name_of(rule.unit)};
  if (word == "states" || word == "parties") word.front() = static_cast<char>(word.front() - 32);
  return word;
}

std::string source_sentence(const Rule& rule) {
  const std::string& article = rule.entry.article;
  std::string text = article.empty() ? "The rule" : "The rule is " + article_words(article);
  if (rule.proposed) {
    return text +
           ", read by the program from the clause that the record quotes; nobody has "
           "accepted it yet.";
  }
  if (!article.empty() && rule.is_verified(article)) {
    text += ", read in an authentic text";
  } else {
    text += article.empty() ? " is not checked against the certified true copy"
                            : ", not checked against the certified true copy";
  }
  return text + (rule.source.empty() ? "." : " (source: " + rule.source + ").");
}

std::string counting_sentence(const EntryRule& rule) {
  std::vector<std::string> kinds;
  for (const ActKind kind : rule.counts)
    kinds.push_back(words_of(kind));
  std::string text = "What counts: " + joined(kinds, "and") + "; ";
  text += rule.successions == SuccessionRule::on_notification
              ? "a succession, on the day of its notification; "
              : "no succession; ";
  switch (rule.organizations) {
    case OrganizationRule::counted: text += "an organization's instrument like a State's"; break;
    case OrganizationRule::not_additional:
      text += "an organization's instrument is not additional to those of its member States";
      break;
    case OrganizationRule::states_only: text += "instruments of States only"; break;
  }
  if (rule.among) text += "; only " + rule.among->name;
  return text + '.';
}

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
                        whole.period.until->words() + ' ' + joined(parts, "and") +
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

void tell_threshold(const Assessment& assessment, const ExplainContext& context,
                    Sentences& sentences) {
  const EntryRule& rule = context.rule.entry;
  if (assessment.threshold_day) {
    const Day day = *assessment.threshold_day;
    std::string text = "The conditions were met on " + day.words();
    if (!assessment.threshold_participants.empty()) {
      text += ", when " + joined(assessment.threshold_participants, "and") + " deposited";
    }
    text += ": " + std::to_string(count_on(context.deposits, day).value) +
            " counted at the end of "
            "that day";
    if (const auto needed = needed_on(rule, day)) {
      text += ", " + std::to_string(needed->value) + " were needed";
    }
    sentences.push_back(text + '.');
  } else if (const auto needed = needed_on(rule, context.on)) {
    const std::string count = std::to_string(assessment.count);
    const std::string number = std::to_string(needed->value);
    sentences.push_back(assessment.remaining > 0
                            ? count + " of " + number + " count; " +
                                  std::to_string(assessment.remaining) + " are missing."
                            : count + " count; " + number + " are needed.");
  }
  const Day day = assessment.threshold_day.value_or(context.on);
  for (const Condition& condition : rule.conditions) {
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
  sentences.push_back("The printed date points to " + day->words() + ", when " +
                      joined(names, "and") + " deposited; " +
                      std::to_string(count_on(context.deposits, *day).value) + " counted then.");
}

void tell_dates(const Assessment& assessment, const ExplainContext& context, Sentences& sentences) {
  sentences.insert(sentences.end(), context.dates.arithmetic.begin(),
                   context.dates.arithmetic.end());
  if (!context.dates.lacking.empty()) {
    sentences.push_back("No date can be computed; needed: " + context.dates.lacking + '.');
  }
  if (assessment.state == EifState::contested) {
    sentences.push_back(
        "An instrument was withdrawn before that day. Whether the treaty still enters into force "
        "then is for a person to decide; the computed date is kept until the depositary speaks.");
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

void tell_thresholds(const Assessment& assessment, Sentences& sentences) {
  for (const ThresholdStatus& threshold : assessment.thresholds) {
    const std::string number = std::to_string(threshold.parties);
    std::string text = "Further number, " + number + " States Parties (" + threshold.name +
                       "): " + std::to_string(threshold.deposited.count) + " have deposited, for " +
                       std::to_string(threshold.states_parties.count) + " it is in force";
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

}  // namespace

std::string article_words(const std::string& article) {
  const bool numbered = !article.empty() && (std::isdigit(static_cast<unsigned char>(article[0])) ||
                                             std::isupper(static_cast<unsigned char>(article[0])));
  return numbered ? "article " + article : article;
}

std::string clause_of(const EntryRule& rule) {
  std::string what;
  if (rule.number) {
    what = std::to_string(rule.number->value) + ' ' + unit_word(rule);
  } else if (rule.fraction && rule.membership) {
    what = text_of(*rule.fraction) + " of " + rule.membership->name;
  } else {
    return "Its entry into force follows no number of instruments: " + rule.needs + '.';
  }
  for (const Condition& condition : rule.conditions)
    what += ", " + condition.text;
  if (!rule.wait) return "Entry into force needs " + what + '.';
  std::string text =
      rule.wait->style == WaitStyle::none
          ? "Entry into force is on the day on which " + what + " are reached"
          : "Entry into force follows " + what + "; the wait is: " + words_of(*rule.wait);
  if (rule.fixed) text += "; or on " + rule.fixed->date.words() + ", if that is met by then";
  return text + '.';
}

std::vector<CountDifference> count_differences(const Assessment& assessment,
                                               const std::vector<Deposit>& deposits) {
  std::vector<CountDifference> reasons;
  std::set<std::string> counted;
  std::set<std::string> registered;
  const auto stands = [&](const Deposit& deposit) {
    return !deposit.end_unknown && (!deposit.ended || assessment.today < *deposit.ended) &&
           deposit.act.date <= assessment.today;
  };
  for (const Deposit& deposit : deposits) {
    if (!stands(deposit)) continue;
    if (deposit.counts) counted.insert(deposit.key);
    if (binds(deposit.act) && !deposit.predecessor) registered.insert(deposit.key);
  }
  std::set<std::string> told;
  for (const Deposit& deposit : deposits) {
    if (!stands(deposit) || told.contains(deposit.key)) continue;
    const bool here = counted.contains(deposit.key);
    const bool there = registered.contains(deposit.key);
    if (here == there) continue;
    told.insert(deposit.key);
    CountDifference reason{{std::nullopt, deposit.name}, there, deposit.why_not, std::nullopt};
    for (const Standing& standing : assessment.participants) {
      if (standing.name == deposit.name) reason.participant.id = standing.id;
    }
    if (!deposit.predecessor) reason.act = deposit.act.kind;
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

std::string sentence_of(const CountDifference& difference) {
  const std::string& name = difference.participant.name;
  if (difference.in_register) {
    return name +
           " is a Party in the register and is not counted by the rule: " + difference.why_not +
           '.';
  }
  return name + " is counted by the rule and is no Party in the register: " +
         (difference.act ? "its act is a " + words_of(*difference.act)
                         : std::string{"the record tells it in a note"}) +
         '.';
}

std::vector<std::string> explanation_of(const Assessment& assessment,
                                        const ExplainContext& context) {
  Sentences sentences;
  sentences.push_back(source_sentence(context.rule));
  sentences.push_back(clause_of(context.rule.entry));
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
    sentences.insert(sentences.end(), assessment.count_differences.begin(),
                     assessment.count_differences.end());
  }
  tell_thresholds(assessment, sentences);
  return sentences;
}

}  // namespace treaty
