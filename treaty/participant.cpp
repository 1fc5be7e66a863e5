#include "treaty/participant.h"

#include <algorithm>
#include <array>

namespace treaty {
namespace {

constexpr std::array<std::pair<Nature, std::string_view>, 5> kNatures = {{
    {Nature::state, "state"},
    {Nature::former_state, "former-state"},
    {Nature::regional_economic_integration_organization,
     "regional-economic-integration-organization"},
    {Nature::organization, "organization"},
    {Nature::territory, "territory"},
}};

}  // namespace

std::string_view name_of(Nature nature) {
  return kNatures.at(static_cast<std::size_t>(nature)).second;
}

std::optional<Nature> nature_from_name(std::string_view name) {
  for (const auto& [nature, known] : kNatures) {
    if (known == name) return nature;
  }
  return std::nullopt;
}

Participants::Participants(std::vector<Participant> all) : all_{std::move(all)} {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (!by_id_.emplace(all_[i].id.str(), i).second) conflicts_.push_back(all_[i].id.str());
    const auto add = [&](const std::string& name) {
      const auto [entry, added] = by_name_.emplace(folded_name(name), i);
      if (!added && entry->second != i) conflicts_.push_back(name);
    };
    add(all_[i].name);
    for (const std::string& alias : all_[i].aliases)
      add(alias);
  }
}

const Participant* Participants::find(const ParticipantId& id) const {
  const auto found = by_id_.find(id.str());
  return found == by_id_.end() ? nullptr : &all_[found->second];
}

const Participant* Participants::find_by_name(std::string_view name) const {
  const auto found = by_name_.find(folded_name(name));
  return found == by_name_.end() ? nullptr : &all_[found->second];
}

std::optional<Participants> Participants::with_alias(const std::string& name,
                                                     const ParticipantId& id) const {
  const auto found = by_id_.find(id.str());
  const Participant* other = find_by_name(name);
  if (found == by_id_.end() || (other != nullptr && other->id != id)) return std::nullopt;
  std::vector<Participant> all = all_;
  all[found->second].aliases.push_back(name);
  return Participants{std::move(all)};
}

std::vector<std::string> Participants::nearest_names(std::string_view name,
                                                     std::size_t how_many) const {
  const std::string wanted = folded_name(name);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Participant& participant : all_) {
    std::size_t best = edit_distance(wanted, folded_name(participant.name));
    for (const std::string& alias : participant.aliases) {
      best = std::min(best, edit_distance(wanted, folded_name(alias)));
    }
    ranked.emplace_back(best, participant.name);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> names;
  for (std::size_t i = 0; i < ranked.size() && i < how_many; ++i) {
    names.push_back(std::move(ranked[i].second));
  }
  return names;
}

std::string folded_name(std::string_view name) {
  constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
  constexpr std::string_view kApostrophe = "\xE2\x80\x99";
  std::string folded;
  folded.reserve(name.size());
  bool gap = false;
  for (std::size_t i = 0; i < name.size();) {
    const char c = name[i];
    const bool ascii = (static_cast<unsigned char>(c) & 0x80U) == 0;
    if (!ascii && name.substr(i).starts_with(kNoBreakSpace)) {
      gap = true;
      i += kNoBreakSpace.size();
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      gap = true;
      ++i;
      continue;
    }
    if (gap && !folded.empty()) folded += ' ';
    gap = false;
    if (!ascii && name.substr(i).starts_with(kApostrophe)) {
      folded += '\'';
      i += kApostrophe.size();
    } else {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      ++i;
    }
  }
  return folded;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Optimal string alignment; three rows are enough.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row[b.size()];
}

}  // namespace treaty
