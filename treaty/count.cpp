#include "treaty/count.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace treaty {
namespace {

bool lists(const std::vector<ActKind>& kinds, ActKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool kind_counts(const EntryRule& rule, ActKind kind) {
  if (kind == ActKind::succession) return rule.successions == SuccessionRule::on_notification;
  return lists(rule.counts, kind);
}

// Why the act's kind does not count; empty when it does.
std::string kind_objection(const EntryRule& rule, const Act& act) {
  if (act.kind != ActKind::undetermined) {
    return kind_counts(rule, act.kind) ? "" : indefinite(act.kind) + " does not count";
  }
  const auto counted = [&](ActKind kind) { return kind_counts(rule, kind); };
  if (!act.candidates.empty() &&
      std::all_of(act.candidates.begin(), act.candidates.end(), counted)) {
    return "";
  }
  std::string kinds;
  for (const ActKind kind : act.candidates)
    kinds += (kinds.empty() ? "" : " or ") + words_of(kind);
  return "the record leaves open what it is: " + (kinds.empty() ? "no kind is told" : kinds);
}

std::string nature_objection(const EntryRule& rule, Nature nature) {
  if (nature == Nature::territory) return "a territory is no participant of its own";
  if (!is_organization(nature)) return "";
  switch (rule.organizations) {
    case OrganizationRule::counted: return "";
    case OrganizationRule::not_additional:
      return "an organization's instrument is not additional to those of its member States";
    case OrganizationRule::states_only: return "only States count";
  }
  return "";
}

std::string objection(const EntryRule& rule, const Deposit& deposit) {
  std::string why = nature_objection(rule, deposit.nature);
  if (why.empty()) why = kind_objection(rule, deposit.act);
  if (why.empty() && rule.among &&
      !is_listed(*rule.among, deposit.key, deposit.name, deposit.act.date)) {
    why = "it is not among " + rule.among->name;
  }
  return why;
}

Deposit deposit_from(const Entry& entry) {
  Deposit deposit{.name = entry.name,
                  .key = entry.key(),
                  .nature = entry.nature,
                  .act = entry.act,
                  .predecessor = entry.predecessor,
                  .unshown = entry.unshown,
                  .source = entry.source,
                  .joined = entry.joined};
  if (entry.ceased) deposit.ended = *entry.ceased + Days{1};
  if (entry.act.withdrawn) {
    if (entry.withdrawn_by) {
      deposit.ended =
          deposit.ended ? std::min(*deposit.ended, *entry.withdrawn_by) : *entry.withdrawn_by;
    } else {
      deposit.end_unknown = true;
    }
  }
  return deposit;
}

// Those that count on a day: how many, and by both of their handles, because a roll may use either.
struct Standings {
  std::set<std::string> counted;
  std::set<std::string> keys;
  std::set<std::string> names;

  [[nodiscard]] bool holds(const std::string& who) const {
    return keys.contains(who) || names.contains(folded_name(who));
  }
};

Standings standing_on(const std::vector<Deposit>& deposits, Day day) {
  Standings standing;
  for (const Deposit& deposit : deposits) {
    if (!deposit.stands_on(day)) continue;
    standing.counted.insert(deposit.key_on(day));
    standing.keys.insert(deposit.key);
    standing.names.insert(folded_name(deposit.name));
  }
  return standing;
}

std::optional<int> members_on(const Roll& roll, Day day) {
  if (roll.sizes.empty()) {
    return static_cast<int>(
        std::count_if(roll.entries.begin(), roll.entries.end(),
                      [&](const RollEntry& entry) { return entry.period.contains(day); }));
  }
  for (const RollSize& size : roll.sizes) {
    if (size.period.contains(day)) return size.members.value;
  }
  return std::nullopt;
}

std::string per_cent(double share) {
  const double rounded = std::round(share * 10000) / 100;
  std::string text = std::to_string(rounded);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text + " per cent";
}

bool share_met(const Condition& condition, double weight, double total) {
  const double needed = total * static_cast<double>(condition.share->numerator) /
                        static_cast<double>(condition.share->denominator);
  // Weights are decimal figures: an equality must not fail on the last bit.
  const double slack = 1e-9 * total;
  return condition.more_than_share ? weight > needed + slack : weight >= needed - slack;
}

}  // namespace

bool is_organization(Nature nature) {
  return nature == Nature::organization ||
         nature == Nature::regional_economic_integration_organization;
}

bool binds(const Act& act) {
  switch (act.kind) {
    case ActKind::signature:
    case ActKind::succession_to_signature:
    case ActKind::provisional_acceptance:
    case ActKind::provisional_application:
    case ActKind::extension:
    case ActKind::notification:
    case ActKind::confirmation_of_signature: return false;
    case ActKind::undetermined:
      return std::any_of(act.candidates.begin(), act.candidates.end(), [&](ActKind kind) {
        Act candidate = act;
        candidate.kind = kind;
        candidate.candidates.clear();
        return kind != ActKind::undetermined && binds(candidate);
      });
    default: return true;
  }
}

bool is_listed(const Roll& roll, const std::string& key, const std::string& name, Day day) {
  const std::string folded = folded_name(name);
  return std::any_of(roll.entries.begin(), roll.entries.end(), [&](const RollEntry& entry) {
    return (entry.who == key || folded_name(entry.who) == folded) && entry.period.contains(day);
  });
}

std::vector<Deposit> deposits_of(const EntryRule& rule, const Ledger& ledger,
                                 std::vector<Problem>& problems) {
  std::vector<Deposit> deposits;
  const bool signatures_count = lists(rule.counts, ActKind::signature);
  for (const Entry& entry : ledger.entries) {
    if (is_plain_signature(entry.act.kind) && !signatures_count) continue;
    Deposit deposit = deposit_from(entry);
    deposit.why_not = objection(rule, deposit);
    deposit.counts = deposit.why_not.empty();
    if (entry.act.kind == ActKind::undetermined && binds(entry.act) && !deposit.counts) {
      problems.push_back({"undetermined", entry.source,
                          entry.name + ", " + entry.act.date.words() + ": not counted, because " +
                              deposit.why_not + '.'});
    }
    deposits.push_back(std::move(deposit));
  }
  std::sort(deposits.begin(), deposits.end(), [](const Deposit& a, const Deposit& b) {
    return std::tuple{a.act.date, folded_name(a.name), a.act.kind, a.key} <
           std::tuple{b.act.date, folded_name(b.name), b.act.kind, b.key};
  });
  return deposits;
}

Count count_on(const std::vector<Deposit>& deposits, Day day) {
  return Count{static_cast<int>(standing_on(deposits, day).counted.size())};
}

std::optional<Count> needed_on(const EntryRule& rule, Day day) {
  if (rule.number) return rule.number;
  if (!rule.fraction || !rule.membership) return std::nullopt;
  const auto members = members_on(*rule.membership, rule.membership_on.value_or(day));
  if (!members) return std::nullopt;
  const Fraction part = *rule.fraction;
  const long long parts = *members * part.numerator;
  return Count{static_cast<int>((parts + part.denominator - 1) / part.denominator)};
}

ConditionStatus status_on(const Condition& condition, const std::vector<Deposit>& deposits,
                          Day day) {
  ConditionStatus status{condition.text, false, "", condition.needs};
  if (!condition.needs.empty()) return status;
  const Standings standing = standing_on(deposits, day);
  int listed = 0;
  int present = 0;
  double weight = 0;
  double total = 0;
  std::set<std::string> groups;
  for (const RollEntry& entry : condition.roll.entries) {
    if (!condition.group.empty() && entry.group != condition.group) continue;
    if (!entry.period.contains(day)) continue;
    ++listed;
    total += entry.weight;
    if (!standing.holds(entry.who)) continue;
    ++present;
    weight += entry.weight;
    groups.insert(entry.group);
  }
  if (condition.share) {
    if (condition.group.empty()) total = condition.roll.total.value_or(total);
    status.met = share_met(condition, weight, total);
    status.progress = per_cent(weight / total) + " of the " + text_of(*condition.share) + " needed";
  } else if (condition.groups) {
    status.met = static_cast<int>(groups.size()) >= *condition.groups;
    status.progress =
        std::to_string(groups.size()) + " of the " + std::to_string(*condition.groups) + " needed";
  } else {
    const int needed = condition.all ? listed : condition.number->value;
    status.met = present >= needed;
    status.progress =
        std::to_string(present) + " of " +
        (condition.all ? std::to_string(needed) : "the " + std::to_string(needed) + " needed");
  }
  return status;
}

bool is_met_on(const EntryRule& rule, const std::vector<Deposit>& deposits, Day day) {
  const auto needed = needed_on(rule, day);
  if (!needed || count_on(deposits, day) < *needed) return false;
  return std::all_of(
      rule.conditions.begin(), rule.conditions.end(),
      [&](const Condition& condition) { return status_on(condition, deposits, day).met; });
}

std::optional<Day> threshold_day(const EntryRule& rule, const std::vector<Deposit>& deposits) {
  if (!lacking(rule).empty()) return std::nullopt;
  int seen = 0;  // by now at most so many count; to count them exactly is dear
  for (auto deposit = deposits.begin(); deposit != deposits.end();) {
    const Day day = deposit->act.date;
    const int before = seen;
    for (; deposit != deposits.end() && deposit->act.date == day; ++deposit)
      seen += deposit->counts ? 1 : 0;
    const auto needed = needed_on(rule, day);
    if (seen == before || !needed || seen < needed->value) continue;
    if (is_met_on(rule, deposits, day)) return day;
  }
  return std::nullopt;
}

std::string lacking(const EntryRule& rule) {
  std::string text = rule.needs;
  for (const Condition& condition : rule.conditions) {
    if (condition.needs.empty()) continue;
    if (!text.empty()) text += "; ";
    text += condition.needs;
  }
  return text;
}

}  // namespace treaty
