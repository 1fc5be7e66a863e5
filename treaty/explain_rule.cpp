#include "treaty/explain_rule.h"

#include <cctype>
#include <vector>

#include "treaty/wait.h"
#include "treaty/wording.h"

namespace treaty {
namespace {

constexpr const char* kNotChecked = "not checked against the certified true copy";

// "40 instruments", "1 Party", "12 States"
std::string number_words(const EntryRule& rule) {
  std::string word{name_of(rule.unit)};
  if (word == "states" || word == "parties") word.front() = static_cast<char>(word.front() - 32);
  if (rule.number->value == 1) {
    const bool in_ies = word.ends_with("ies");
    word.resize(word.size() - (in_ies ? 3 : 1));
    if (in_ies) word += 'y';
  }
  return std::to_string(rule.number->value) + ' ' + word;
}

// How an event is told after a wait: by its day, or by its month.
struct EventWords {
  std::string on_day;    // "on the day on which 40 instruments are reached"
  std::string from_day;  // "the day on which 40 instruments are reached"
  std::string month;     // "the month in which 40 instruments are reached"
};

std::string wait_clause(Wait wait, const EventWords& event) {
  const std::string amount = std::to_string(wait.amount);
  switch (wait.style) {
    case WaitStyle::none: return event.on_day;
    case WaitStyle::days:
    case WaitStyle::months:
    case WaitStyle::years: return words_of(wait) + " after " + event.from_day;
    case WaitStyle::month_after_months:
    case WaitStyle::month_after_days:
      return "on the first day of the month that follows the expiration of " + amount +
             (wait.style == WaitStyle::month_after_days ? " days" : " months") + " from " +
             event.from_day;
    case WaitStyle::nth_month: return "on the " + words_of(wait) + ' ' + event.month;
  }
  return "";
}

}  // namespace

std::string article_words(const std::string& article) {
  const bool numbered = !article.empty() && (std::isdigit(static_cast<unsigned char>(article[0])) ||
                                             std::isupper(static_cast<unsigned char>(article[0])));
  return numbered ? "article " + article : article;
}

std::string article_mark(const Rule& rule, const std::string& article) {
  if (article.empty()) return kNotChecked;
  return article_words(article) +
         (rule.is_verified(article) ? "" : std::string{", "} + kNotChecked);
}

std::string source_sentence(const Rule& rule) {
  const std::string& article = rule.entry.article;
  if (rule.proposed) {
    return (article.empty() ? "The rule" : "The rule is " + article_words(article)) +
           ", read by the program from the clause that the record quotes; nobody has accepted it "
           "yet.";
  }
  std::string text;
  if (!article.empty()) {
    text = "The rule is " + article_mark(rule, article);
    if (rule.is_verified(article)) text += ", read in an authentic text";
  } else if (!rule.verified.empty()) {
    text = "The rule names no article; read in an authentic text: " + joined(rule.verified);
  } else {
    text = std::string{"The rule is "} + kNotChecked;
  }
  return text + (rule.source.empty() ? "." : " (source: " + rule.source + ").");
}

std::string counting_sentence(const EntryRule& rule) {
  std::vector<std::string> kinds;
  for (const ActKind kind : rule.counts) {
    if (kind != ActKind::succession) kinds.push_back(words_of(kind));
  }
  std::string text = "What counts: " + joined(kinds) + "; ";
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
  if (rule.among) text += "; only those of " + rule.among->name;
  return text + '.';
}

std::string clause_sentence(const EntryRule& rule) {
  std::string what;
  bool one = false;
  if (rule.number) {
    what = number_words(rule);
    one = rule.number->value == 1;
  } else if (rule.fraction && rule.membership) {
    what = text_of(*rule.fraction) + " of " + rule.membership->name;
  } else {
    return "Its entry into force follows no number of instruments: " + rule.needs + '.';
  }
  for (const Condition& condition : rule.conditions)
    what += ", " + condition.text;
  if (!rule.conditions.empty()) what += ',';
  if (!rule.wait) return "Entry into force needs " + what + '.';
  what += one ? " is reached" : " are reached";
  const EventWords event{"on the day on which " + what, "the day on which " + what,
                         "the month in which " + what};
  std::string text = "Entry into force is " + wait_clause(*rule.wait, event);
  if (rule.fixed) text += "; or on " + rule.fixed->date.words() + ", if that is met by then";
  if (rule.not_before.date) text += "; not before " + rule.not_before.date->words();
  if (rule.not_before.treaty) {
    text += "; not before the entry into force of " + *rule.not_before.treaty;
  }
  return text + '.';
}

std::string later_sentence(const Rule& rule) {
  if (!rule.entry.later) return {};
  const LaterRule& later = *rule.entry.later;
  const std::string where = article_mark(rule, later.article);
  if (later.with_treaty) return "It binds all on the day of its entry into force (" + where + ").";
  const EventWords event{"on the day of its own deposit", "its own deposit",
                         "the month of its own deposit"};
  return "For one that joins after that day it is in force " + wait_clause(*later.wait, event) +
         ", or with the treaty if that is later (" + where + ").";
}

}  // namespace treaty
