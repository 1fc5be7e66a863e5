#include "treaty/act.h"

#include <algorithm>
#include <array>
#include <utility>

namespace treaty {
namespace {

constexpr std::array<std::pair<ActKind, std::string_view>, 20> kNames = {{
    {ActKind::signature, "signature"},
    {ActKind::succession_to_signature, "succession-to-signature"},
    {ActKind::definitive_signature, "definitive-signature"},
    {ActKind::ratification, "ratification"},
    {ActKind::acceptance, "acceptance"},
    {ActKind::approval, "approval"},
    {ActKind::accession, "accession"},
    {ActKind::succession, "succession"},
    {ActKind::formal_confirmation, "formal-confirmation"},
    {ActKind::consent_to_be_bound, "consent-to-be-bound"},
    {ActKind::participation, "participation"},
    {ActKind::simplified_procedure, "simplified-procedure"},
    {ActKind::definitive_acceptance, "definitive-acceptance"},
    {ActKind::provisional_acceptance, "provisional-acceptance"},
    {ActKind::provisional_application, "provisional-application"},
    {ActKind::application, "application"},
    {ActKind::extension, "extension"},
    {ActKind::notification, "notification"},
    {ActKind::confirmation_of_signature, "confirmation-of-signature"},
    {ActKind::undetermined, "undetermined"},
}};

}  // namespace

std::string_view name_of(ActKind kind) {
  return kNames.at(static_cast<std::size_t>(kind)).second;
}

std::optional<ActKind> act_kind_from_name(std::string_view name) {
  const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                   [&](const auto& entry) { return entry.second == name; });
  if (found == kNames.end()) return std::nullopt;
  return found->first;
}

std::string words_of(ActKind kind) {
  std::string words{name_of(kind)};
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

std::string indefinite(ActKind kind) {
  const std::string words = words_of(kind);
  const bool vowel = std::string_view{"aeiou"}.find(words.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + words;
}

const std::vector<ActKind>& all_act_kinds() {
  static const std::vector<ActKind> kinds = [] {
    std::vector<ActKind> all;
    for (const auto& [kind, name] : kNames)
      all.push_back(kind);
    return all;
  }();
  return kinds;
}

bool is_plain_signature(ActKind kind) {
  return kind == ActKind::signature || kind == ActKind::succession_to_signature;
}

}  // namespace treaty
