#include "daemon/config/rule_words.h"

#include <algorithm>
#include <cctype>

namespace service {

using treaty::ActKind;

std::string plain_word(std::string_view text) {
  std::string plain{text};
  std::transform(plain.begin(), plain.end(), plain.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::replace_if(
      plain.begin(), plain.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  return plain;
}

std::optional<ActKind> act_kind_of(std::string_view word) {
  std::string name = plain_word(word);
  if (name == "consent" || name == "consents") return ActKind::consent_to_be_bound;
  std::replace(name.begin(), name.end(), ' ', '-');
  if (const auto kind = treaty::act_kind_from_name(name)) return kind;
  if (!name.ends_with('s')) return std::nullopt;
  name.pop_back();
  return treaty::act_kind_from_name(name);
}

std::optional<treaty::CountUnit> count_unit_of(std::string_view word) {
  const std::string name = plain_word(word);
  if (name == "contracting parties" || name == "states parties") return treaty::CountUnit::parties;
  if (name == "contracting states" || name == "governments" || name == "member states") {
    return treaty::CountUnit::states;
  }
  if (const auto unit = treaty::count_unit_from_name(name)) return unit;
  if (name == "party" || name == "country") {
    return treaty::count_unit_from_name(name == "party" ? "parties" : "countries");
  }
  return treaty::count_unit_from_name(name + 's');
}

std::optional<treaty::SuccessionRule> succession_rule_of(std::string_view word) {
  const std::string name = plain_word(word);
  if (name == "counted" || name == "count" || name == "on the date of notification" ||
      name == "at the date of notification") {
    return treaty::SuccessionRule::on_notification;
  }
  return treaty::succession_rule_from_name(name);
}

std::optional<treaty::OrganizationRule> organization_rule_of(std::string_view word) {
  const std::string name = plain_word(word);
  if (name == "count" || name == "counts" || name == "additional") {
    return treaty::OrganizationRule::counted;
  }
  if (name == "not counted") return treaty::OrganizationRule::states_only;
  return treaty::organization_rule_from_name(name);
}

std::vector<ActKind> usual_kinds(treaty::CountUnit unit) {
  switch (unit) {
    case treaty::CountUnit::instruments:
      return {
          ActKind::ratification,  ActKind::acceptance,           ActKind::approval,
          ActKind::accession,     ActKind::formal_confirmation,  ActKind::consent_to_be_bound,
          ActKind::participation, ActKind::simplified_procedure, ActKind::definitive_acceptance};
    case treaty::CountUnit::ratifications:
      return {ActKind::ratification, ActKind::acceptance, ActKind::approval};
    case treaty::CountUnit::accessions: return {ActKind::accession};
    case treaty::CountUnit::signatures: return {ActKind::signature, ActKind::definitive_signature};
    case treaty::CountUnit::notifications: return {ActKind::notification};
    case treaty::CountUnit::parties:
    case treaty::CountUnit::states:
    case treaty::CountUnit::countries:
    case treaty::CountUnit::consents: break;
  }
  return {ActKind::definitive_signature,
          ActKind::ratification,
          ActKind::acceptance,
          ActKind::approval,
          ActKind::accession,
          ActKind::formal_confirmation,
          ActKind::consent_to_be_bound,
          ActKind::participation,
          ActKind::simplified_procedure,
          ActKind::definitive_acceptance};
}

}  // namespace service
