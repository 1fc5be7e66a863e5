#include "treaty/what_if.h"

#include <algorithm>
#include <utility>

#include "treaty/count.h"

namespace treaty {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == ','; };
  while (!text.empty() && blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && blank(text.back()))
    text.remove_suffix(1);
  return text;
}

ActKind likely_kind(const Ledger& ledger, const Participant& participant) {
  const std::string key = participant.id.str();
  const bool has_signed = std::any_of(
      ledger.entries.begin(), ledger.entries.end(),
      [&](const Entry& entry) { return entry.key() == key && is_plain_signature(entry.act.kind); });
  if (is_organization(participant.nature)) return ActKind::formal_confirmation;
  return has_signed ? ActKind::ratification : ActKind::accession;
}

std::string unknown(const std::string& name, const Participants& participants) {
  std::string text = "No participant is known by the name \"" + name + "\".";
  std::string nearest;
  for (const std::string& known : participants.nearest_names(name, 3))
    nearest += (nearest.empty() ? "" : ", ") + known;
  return nearest.empty() ? text : text + " Nearest: " + nearest + '.';
}

// True when an act was taken back.
bool take_back(Ledger& ledger, const std::string& key, Day day) {
  bool found = false;
  for (Entry& entry : ledger.entries) {
    if (entry.key() != key || entry.act.withdrawn || is_plain_signature(entry.act.kind)) continue;
    if (entry.act.date > day) continue;
    entry.act.withdrawn = true;
    entry.withdrawn_by = day;
    found = true;
  }
  return found;
}

}  // namespace

std::optional<Supposition> supposition_from(Supposition::Sort sort, std::string_view text) {
  text = trimmed(text);
  constexpr std::size_t kIsoLength = 10;
  if (text.size() <= kIsoLength) return std::nullopt;
  const auto day = Day::from_iso(text.substr(text.size() - kIsoLength));
  const char before = text[text.size() - kIsoLength - 1];
  if (!day || (before != ' ' && before != ',')) return std::nullopt;
  text = trimmed(text.substr(0, text.size() - kIsoLength));
  std::optional<ActKind> kind;
  const auto space = text.find_last_of(" ,");
  if (space != std::string_view::npos) {
    kind = act_kind_from_name(text.substr(space + 1));
    if (kind) text = trimmed(text.substr(0, space));
  }
  if (text.empty()) return std::nullopt;
  return Supposition{sort, std::string{text}, kind, *day};
}

std::variant<Ledger, std::string> with_suppositions(Ledger ledger,
                                                    const std::vector<Supposition>& suppositions,
                                                    const Participants& participants) {
  for (const Supposition& supposition : suppositions) {
    const Participant* who = participants.find_by_name(supposition.participant);
    if (who == nullptr) who = participants.find(ParticipantId{supposition.participant});
    if (who == nullptr) return unknown(supposition.participant, participants);
    if (supposition.sort == Supposition::Sort::deposit) {
      const ActKind kind = supposition.kind.value_or(likely_kind(ledger, *who));
      ledger.entries.push_back({.name = who->name,
                                .id = who->id,
                                .nature = who->nature,
                                .act = {.kind = kind, .date = supposition.day},
                                .source = "supposed",
                                .ceased = who->ceased});
    } else if (!take_back(ledger, who->id.str(), supposition.day)) {
      return who->name + " has no act that could be withdrawn on " + supposition.day.words() + '.';
    }
    ledger.counted = {};  // the register's totals no longer fit the rows
    ledger.published = {};
  }
  return ledger;
}

}  // namespace treaty
