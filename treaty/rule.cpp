#include "treaty/rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace treaty {
namespace {

constexpr std::array<std::pair<CountUnit, std::string_view>, 9> kUnits = {{
    {CountUnit::instruments, "instruments"},
    {CountUnit::parties, "parties"},
    {CountUnit::states, "states"},
    {CountUnit::countries, "countries"},
    {CountUnit::ratifications, "ratifications"},
    {CountUnit::accessions, "accessions"},
    {CountUnit::consents, "consents"},
    {CountUnit::signatures, "signatures"},
    {CountUnit::notifications, "notifications"},
}};
constexpr std::array<std::pair<OrganizationRule, std::string_view>, 3> kOrganizations = {{
    {OrganizationRule::counted, "counted"},
    {OrganizationRule::not_additional, "not additional"},
    {OrganizationRule::states_only, "states only"},
}};
constexpr std::array<std::pair<SuccessionRule, std::string_view>, 2> kSuccessions = {{
    {SuccessionRule::on_notification, "on notification"},
    {SuccessionRule::not_counted, "not counted"},
}};

template <typename Table>
auto value_named(const Table& table, std::string_view name)
    -> std::optional<typename Table::value_type::first_type> {
  for (const auto& [value, known] : table) {
    if (known == name) return value;
  }
  return std::nullopt;
}

template <typename Table, typename Value>
std::string_view name_in(const Table& table, Value value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return "";
}

std::optional<long long> whole_number(std::string_view digits) {
  long long value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end || value < 0 || value > 1'000'000) return std::nullopt;
  return value;
}

bool counts_kind(const EntryRule& rule, ActKind kind) {
  return std::find(rule.counts.begin(), rule.counts.end(), kind) != rule.counts.end();
}

int measures_of(const Condition& condition) {
  return int{condition.number.has_value()} + int{condition.all} + int{condition.share.has_value()} +
         int{condition.groups.has_value()} + int{!condition.needs.empty()};
}

void check_condition(const Condition& condition, std::vector<std::string>& mistakes) {
  const std::string place = "the condition \"" + condition.text + "\"";
  if (measures_of(condition) != 1) {
    mistakes.push_back(place + " must have exactly one of number, all, share, groups and needs");
  }
  if (!condition.needs.empty()) return;
  if (condition.roll.entries.empty()) {
    mistakes.push_back(place + " names nobody: give it a roll or participants");
    return;
  }
  const auto listed = static_cast<int>(std::count_if(
      condition.roll.entries.begin(), condition.roll.entries.end(), [&](const RollEntry& entry) {
        return condition.group.empty() || entry.group == condition.group;
      }));
  if (listed == 0) mistakes.push_back(place + ": nobody is in group \"" + condition.group + '"');
  if (condition.number && condition.number->value < 1) {
    mistakes.push_back(place + " must ask for at least 1");
  }
  if (condition.number && condition.number->value > listed) {
    mistakes.push_back(place + " asks for " + std::to_string(condition.number->value) +
                       ", but only " + std::to_string(listed) + " are listed");
  }
}

void check_entry(const EntryRule& rule, std::vector<std::string>& mistakes) {
  const int measures = int{rule.number.has_value()} + int{rule.fraction.has_value()};
  if (measures == 2) mistakes.emplace_back("instruments and fraction exclude each other");
  if (measures == 0 && rule.needs.empty()) {
    mistakes.emplace_back(
        "instruments or fraction is missing; a rule that cannot be computed "
        "says what it needs");
  }
  if (rule.number && rule.number->value < 1)
    mistakes.emplace_back("instruments must be at least 1");
  if (rule.fraction && !rule.membership) {
    mistakes.emplace_back("fraction needs the membership that it is a part of");
  }
  if (rule.membership && !rule.fraction) {
    mistakes.emplace_back("membership is for a fraction; to restrict who counts use among");
  }
  if (rule.needs.empty() && !rule.wait) mistakes.emplace_back("wait is missing");
  if (rule.needs.empty() && rule.counts.empty()) mistakes.emplace_back("counts names no act");
  for (const ActKind kind :
       {ActKind::provisional_application, ActKind::provisional_acceptance, ActKind::undetermined,
        ActKind::extension, ActKind::confirmation_of_signature}) {
    if (counts_kind(rule, kind)) {
      mistakes.push_back("counts: " + words_of(kind) + " never counts toward entry into force");
    }
  }
  if (counts_kind(rule, ActKind::notification) && rule.unit != CountUnit::notifications) {
    mistakes.emplace_back("counts: a notification counts only where unit is \"notifications\"");
  }
  if ((counts_kind(rule, ActKind::signature) ||
       counts_kind(rule, ActKind::succession_to_signature)) &&
      rule.unit != CountUnit::signatures) {
    mistakes.emplace_back(
        "counts: a plain signature makes no Party; for one that binds without "
        "ratification use \"definitive-signature\"");
  }
  if (counts_kind(rule, ActKind::succession) && rule.successions == SuccessionRule::not_counted) {
    mistakes.emplace_back("counts lists succession, but successions is \"not counted\"");
  }
  if (rule.fixed && rule.not_before.date) {
    mistakes.emplace_back("fixed_date and not_before.date exclude each other");
  }
  if (rule.not_before.treaty_in_force && !rule.not_before.treaty) {
    mistakes.emplace_back("not_before.treaty_in_force needs not_before.treaty");
  }
  if (rule.later && rule.later->with_treaty == rule.later->wait.has_value()) {
    mistakes.emplace_back("later needs exactly one of wait and with_treaty = true");
  }
  for (const Condition& condition : rule.conditions)
    check_condition(condition, mistakes);
  for (const UnshownAct& act : rule.unshown) {
    if (act.until && *act.until <= act.date) {
      mistakes.push_back("unshown: the act of " + act.name + " ends before it begins");
    }
  }
}

}  // namespace

std::string_view name_of(CountUnit unit) {
  return name_in(kUnits, unit);
}
std::optional<CountUnit> count_unit_from_name(std::string_view name) {
  return value_named(kUnits, name);
}
std::string_view name_of(OrganizationRule rule) {
  return name_in(kOrganizations, rule);
}
std::optional<OrganizationRule> organization_rule_from_name(std::string_view name) {
  return value_named(kOrganizations, name);
}
std::string_view name_of(SuccessionRule rule) {
  return name_in(kSuccessions, rule);
}
std::optional<SuccessionRule> succession_rule_from_name(std::string_view name) {
  return value_named(kSuccessions, name);
}

std::optional<Fraction> fraction_from_text(std::string_view text) {
  std::optional<Fraction> fraction;
  if (text.ends_with('%')) {
    text.remove_suffix(1);
    const auto point = text.find('.');
    const auto whole = whole_number(text.substr(0, point));
    long long parts = 0;
    long long scale = 1;
    if (point != std::string_view::npos) {
      const std::string_view decimals = text.substr(point + 1);
      const auto value = whole_number(decimals);
      if (!value || decimals.size() > 4) return std::nullopt;
      parts = *value;
      for (std::size_t i = 0; i < decimals.size(); ++i)
        scale *= 10;
    }
    if (!whole) return std::nullopt;
    fraction = Fraction{*whole * scale + parts, 100 * scale};
  } else if (const auto slash = text.find('/'); slash != std::string_view::npos) {
    const auto top = whole_number(text.substr(0, slash));
    const auto bottom = whole_number(text.substr(slash + 1));
    if (!top || !bottom) return std::nullopt;
    fraction = Fraction{*top, *bottom};
  }
  if (!fraction || fraction->numerator < 1 || fraction->numerator > fraction->denominator) {
    return std::nullopt;
  }
  return fraction;
}

std::string text_of(Fraction fraction) {
  if (fraction == Fraction{1, 2}) return "half";
  if (fraction == Fraction{2, 3}) return "two thirds";
  if (fraction == Fraction{3, 4}) return "three fourths";
  if (fraction.denominator == 100) return std::to_string(fraction.numerator) + " per cent";
  return std::to_string(fraction.numerator) + '/' + std::to_string(fraction.denominator);
}

bool Rule::is_verified(std::string_view article) const {
  return std::any_of(verified.begin(), verified.end(), [&](const std::string& read) {
    return article == read || (article.starts_with(read) && article[read.size()] == '(');
  });
}

std::vector<std::string> mistakes_in(const Rule& rule) {
  std::vector<std::string> mistakes;
  check_entry(rule.entry, mistakes);
  for (const ThresholdRule& threshold : rule.thresholds) {
    if (threshold.parties.value < 1) {
      mistakes.push_back("the threshold \"" + threshold.name + "\" must be at least 1");
    }
  }
  for (const DeadlineRule& deadline : rule.deadlines) {
    if (deadline.date.has_value() == deadline.within.has_value()) {
      mistakes.push_back("the deadline \"" + deadline.name +
                         "\" needs exactly one of date and within");
    }
  }
  return mistakes;
}

}  // namespace treaty
