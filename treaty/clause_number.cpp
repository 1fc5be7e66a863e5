#include "treaty/clause_number.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace treaty {
namespace {

constexpr std::array<std::pair<std::string_view, ActKind>, 8> kKinds = {{
    {"ratification", ActKind::ratification},
    {"acceptance", ActKind::acceptance},
    {"approval", ActKind::approval},
    {"accession", ActKind::accession},
    {"formal confirmation", ActKind::formal_confirmation},
    {"act of formal confirmation", ActKind::formal_confirmation},
    {"definitive signature", ActKind::definitive_signature},
    {"succession", ActKind::succession},
}};

// What "consent to be bound" covers, whatever its form.
const std::vector<ActKind>& every_consent() {
  static const std::vector<ActKind> kinds = {ActKind::definitive_signature,
                                             ActKind::ratification,
                                             ActKind::acceptance,
                                             ActKind::approval,
                                             ActKind::accession,
                                             ActKind::formal_confirmation,
                                             ActKind::consent_to_be_bound,
                                             ActKind::simplified_procedure};
  return kinds;
}

std::optional<ActKind> take_kind(ClauseReader& reader) {
  reader.take_one_of({"an instrument of", "instruments of", "instrument of", "its instrument of"});
  reader.take("of");
  for (const auto& [words, kind] : kKinds) {
    if (reader.take(words)) return kind;
  }
  return std::nullopt;
}

// "ratification, acceptance, approval or accession"
std::vector<ActKind> take_kinds(ClauseReader& reader) {
  std::vector<ActKind> kinds;
  for (;;) {
    const std::size_t before = reader.place();
    if (!kinds.empty()) reader.take_one_of({"and or", "or", "and"});
    const auto kind = take_kind(reader);
    if (!kind) {
      reader.back_to(before);
      return kinds;
    }
    if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) kinds.push_back(*kind);
  }
}

void take_depositary(ClauseReader& reader) {
  const std::size_t start = reader.place();
  if (!reader.take("with")) return;
  reader.take_one_of({"the", "him", "its"});
  reader.take_one_of({"depositary", "depository", "director-general", "secretary-general"});
  const std::size_t named = reader.place();
  if (named == start + 1) return reader.back_to(start);
  reader.take_one_of({"of the united nations", "of the organization", "of this convention",
                      "of the convention", "of this agreement", "of this protocol",
                      "of this treaty"});
}

bool takes_past(ClauseReader& reader) {
  return reader.take_one_of({"has been deposited", "have been deposited", "is deposited",
                             "are deposited", "was deposited", "were deposited",
                             "shall have been deposited"});
}

// "twenty", "at least twenty (20)", "not less than twenty"
std::optional<int> take_least(ClauseReader& reader) {
  reader.take_one_of(
      {"at least", "not less than", "not fewer than", "no fewer than", "a total of"});
  return reader.take_number(false);
}

bool takes_states(ClauseReader& reader) {
  return reader.take_one_of({"states", "governments", "countries", "contracting states"});
}

// After the number: "instruments of … have been deposited".
std::optional<ClauseNumber> instruments_deposited(ClauseReader& reader, int value) {
  reader.take("such");
  if (!reader.take_one_of({"instruments of", "instrument of"})) return std::nullopt;
  ClauseNumber number{value, CountUnit::instruments, take_kinds(reader)};
  if (!takes_past(reader)) return std::nullopt;
  take_depositary(reader);
  return number;
}

// After the number: "States have …".
std::optional<ClauseNumber> states_that_consented(ClauseReader& reader, int value) {
  if (!takes_states(reader) || !reader.take_one_of({"have", "shall have"})) return std::nullopt;
  if (reader.take_one_of({"expressed their consent to be bound by it",
                          "expressed their consent to be bound", "consented to be bound by it",
                          "consented to be bound"})) {
    return ClauseNumber{value, CountUnit::states, every_consent()};
  }
  if (reader.take_one_of({"become parties to it", "become parties thereto", "become parties"})) {
    return ClauseNumber{value, CountUnit::states, every_consent()};
  }
  if (!reader.take_one_of({"deposited their instruments of", "deposited their instrument of",
                           "deposited instruments of", "deposited an instrument of"})) {
    return std::nullopt;
  }
  ClauseNumber number{value, CountUnit::states, take_kinds(reader)};
  take_depositary(reader);
  return number;
}

// After "the tenth": "instrument of … has been deposited", "State has deposited its instrument of
// …".
std::optional<ClauseNumber> nth_reached(ClauseReader& reader, int value) {
  if (auto number = instruments_deposited(reader, value)) return number;
  if (!reader.take_one_of(
          {"state has deposited its instrument of", "state has deposited an instrument of"})) {
    return std::nullopt;
  }
  ClauseNumber number{value, CountUnit::states, take_kinds(reader)};
  take_depositary(reader);
  return number;
}

// "twenty instruments have been deposited", "ten States have consented"
std::optional<ClauseNumber> number_reached(ClauseReader& reader) {
  const std::size_t start = reader.place();
  if (reader.take("the")) {
    const auto value = reader.take_number(true);
    if (value) return nth_reached(reader, *value);
  }
  reader.back_to(start);
  const auto value = take_least(reader);
  if (!value) return std::nullopt;
  const std::size_t event = reader.place();
  if (auto number = instruments_deposited(reader, *value)) return number;
  reader.back_to(event);
  return states_that_consented(reader, *value);
}

// "… of thirty States", "… by at least thirty States"
std::optional<ClauseNumber> of_states(ClauseReader& reader, std::vector<ActKind> kinds) {
  if (!reader.take_one_of({"of", "by"})) return std::nullopt;
  const auto value = take_least(reader);
  if (!value || !takes_states(reader)) return std::nullopt;
  return ClauseNumber{*value, CountUnit::states, std::move(kinds)};
}

// After "the deposit": "of the fortieth instrument of …", "of instruments of … of thirty States",
// "by ten States of their instruments of …".
std::optional<ClauseNumber> deposit_of(ClauseReader& reader) {
  take_depositary(reader);
  const std::size_t start = reader.place();
  if (reader.take("by")) {
    const auto value = take_least(reader);
    if (!value || !takes_states(reader)) return std::nullopt;
    if (!reader.take_one_of({"of their instruments of", "of instruments of"})) return std::nullopt;
    return ClauseNumber{*value, CountUnit::states, take_kinds(reader)};
  }
  if (reader.take_one_of({"of instruments of", "of the instruments of"})) {
    std::vector<ActKind> kinds = take_kinds(reader);
    take_depositary(reader);
    return of_states(reader, std::move(kinds));
  }
  if (!reader.take("of")) return std::nullopt;
  const std::size_t whose = reader.place();
  auto value = reader.take("the") ? reader.take_number(true) : std::nullopt;
  if (!value) {
    reader.back_to(whose);
    value = take_least(reader);
  }
  if (!value || !reader.take_one_of({"instrument of", "instruments of", "such instrument of"})) {
    reader.back_to(start);
    return std::nullopt;
  }
  ClauseNumber number{*value, CountUnit::instruments, take_kinds(reader)};
  take_depositary(reader);
  reader.take_one_of({"by states or by regional economic integration organizations",
                      "by states or regional economic integration organizations",
                      "by states and regional economic integration organizations"});
  return number;
}

}  // namespace

std::optional<ClauseNumber> take_clause_number(ClauseReader& reader) {
  const std::size_t start = reader.place();
  if (reader.take_one_of({"the date of the deposit", "the date of deposit",
                          "the day of the deposit", "the day of deposit", "the date of receipt",
                          "the deposit", "deposit"})) {
    reader.take_one_of({"by the depositary", "by the secretary-general"});
    return deposit_of(reader);
  }
  reader.back_to(start);
  reader.take_one_of({"the date on which", "the day on which", "the date when", "the date that",
                      "that in which", "the month in which"});
  return number_reached(reader);
}

}  // namespace treaty
