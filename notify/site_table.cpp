#include "notify/site_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "notify/state_view.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Standing;

constexpr std::array kRegions = {"African States", "Asia-Pacific States", "Eastern European States",
                                 "Latin American and Caribbean States",
                                 "Western European and other States"};

/// From furthest on.
constexpr std::array<std::string_view, 5> kLooks = {"party", "deposited", "signed", "withdrawn",
                                                    "none"};

std::size_t rank_of(std::string_view look) {
  return static_cast<std::size_t>(std::find(kLooks.begin(), kLooks.end(), look) - kLooks.begin());
}

std::string words_for(std::string_view look, const SiteWords& words) {
  return words.say(look == "none" ? "no_act" : look);
}

void set_dated(data& row, const std::string& name, const std::optional<treaty::Day>& day,
               const SiteWords& words) {
  if (!day) return;
  row.set(name, data{words.short_day(*day)});
  row.set(name + "_iso", data{day->iso()});
}

data row_of(const Standing& standing, const treaty::Participants& all, treaty::Day today,
            const SiteWords& words) {
  const Language& language = words.language();
  data row;
  set_text(row, "name", language.participant(standing.id, standing.name), kName);
  const auto* known = standing.id ? all.find(*standing.id) : nullptr;
  if (known != nullptr && !known->region.empty()) {
    set_text(row, "region", words.region(known->region), kName);
  }
  set_dated(row, "signed", standing.signed_on, words);
  set_dated(row, "deposited", standing.deposited, words);
  if (standing.act) set_text(row, "act", language.act(*standing.act));
  set_dated(row, "in_force", standing.in_force, words);
  const std::string_view look = standing_of(standing, today);
  if (standing.in_force) {
    const char* key = look == "deposited" ? "from_short" : "since_short";
    row.set("since", data{words.say(key, {{"day", words.short_day(*standing.in_force)}})});
  }
  set_text(row, "standing", look);
  set_text(row, "standing_words", words_for(look, words));
  // That a signatory is not bound, and a depositor not yet, its state says already.
  const bool says_more =
      standing.withdrawn || (standing.deposited && (!standing.counted || look == "party"));
  if (says_more) set_text(row, "why", language.phrase(standing.why), kHeadline);
  return row;
}

// In the record's order, which is that of the English names; by their own names elsewhere.
std::vector<const Standing*> rows_in_order(const treaty::Assessment& assessment,
                                           const Language& language) {
  std::vector<std::pair<std::string, const Standing*>> keyed;
  for (const Standing& standing : assessment.participants)
    keyed.emplace_back(sort_key(language.participant(standing.id, standing.name)), &standing);
  if (!language.is_english()) {
    std::stable_sort(keyed.begin(), keyed.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
  }
  std::vector<const Standing*> rows;
  for (const auto& [key, standing] : keyed)
    rows.push_back(standing);
  return rows;
}

using Acts = std::unordered_map<std::string, const Standing*>;

data group_of(const std::string& region, const Acts& acts, treaty::Day today,
              const treaty::Participants& all, const SiteWords& words) {
  std::vector<std::pair<std::size_t, std::string>> squares;
  std::array<int, kLooks.size()> having{};
  for (const auto& participant : all.all()) {
    if (participant.nature != treaty::Nature::state || participant.region != region) continue;
    const auto acted = acts.find(participant.id.str());
    const std::size_t rank =
        acted == acts.end() ? kLooks.size() - 1 : rank_of(standing_of(*acted->second, today));
    ++having.at(rank);
    squares.emplace_back(rank, words.language().participant(participant.id, participant.name));
  }
  // Read like a bar: those that are furthest come first.
  std::stable_sort(squares.begin(), squares.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  const int deposits = having[0] + having[1];
  const int signatories = having[2];
  const std::string name = words.region(region);
  const std::string states = std::to_string(squares.size());
  std::string tally = words.say("tally", {{"states", states}});
  std::string label = words.say(
      "squares", {{"region", name}, {"deposits", std::to_string(deposits)}, {"states", states}});
  if (signatories > 0) {
    tally += words.say("tally_signed", {{"n", std::to_string(signatories)}});
    label += words.say("squares_signed", {{"n", std::to_string(signatories)}});
  }
  data group;
  set_text(group, "region", name);
  set_number(group, "deposits", deposits);
  set_text(group, "tally", tally);
  set_text(group, "label", label);
  data list{data::type::list};
  for (const auto& [rank, who] : squares) {
    data square;
    square.set("look", data{std::string{kLooks.at(rank)}});
    set_text(square, "who", unmarked(who) + words.say("colon") + words_for(kLooks.at(rank), words),
             kName);
    list.push_back(square);
  }
  group.set("squares", list);
  return group;
}

}  // namespace

std::string_view standing_of(const Standing& standing, treaty::Day today) {
  if (standing.withdrawn) return "withdrawn";
  if (!standing.deposited) return "signed";
  return standing.in_force && *standing.in_force <= today ? "party" : "deposited";
}

void add_participants(data& view, const treaty::Assessment& assessment,
                      const treaty::Participants& all, const SiteWords& words) {
  Acts acts;
  std::array<int, kLooks.size()> having{};
  for (const Standing& standing : assessment.participants) {
    if (standing.id) acts.emplace(standing.id->str(), &standing);
    ++having.at(rank_of(standing_of(standing, assessment.today)));
  }
  data groups{data::type::list};
  data regions{data::type::list};
  for (const char* region : kRegions) {
    groups.push_back(group_of(region, acts, assessment.today, all, words));
    data option;
    set_text(option, "region", words.region(region));
    regions.push_back(option);
  }
  view.set("groups", groups);
  view.set("regions", regions);

  data standings{data::type::list};
  for (std::size_t rank = 0; rank < having.size(); ++rank) {
    if (having.at(rank) == 0) continue;
    data option;
    set_text(option, "value", kLooks.at(rank));
    set_text(option, "label", words_for(kLooks.at(rank), words));
    set_number(option, "n", having.at(rank));
    standings.push_back(option);
  }
  view.set("standings", standings);

  data rows{data::type::list};
  for (const Standing* standing : rows_in_order(assessment, words.language()))
    rows.push_back(row_of(*standing, all, assessment.today, words));
  view.set("rows", rows);
  set_number(view, "row_count", static_cast<int>(assessment.participants.size()));
  set_text(view, "shown", words.say("shown"));
  set_flag(view, "has_rows", !assessment.participants.empty());
}

}  // namespace notify
