#include "notify/site_view.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "lib/plain_text.h"
#include "notify/badge.h"
#include "notify/chart.h"
#include "notify/feed.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Standing;

/// What is shown of the history at once; the rest can be unfolded.
constexpr std::size_t kNews = 12;

/// More treaties than these are a list on the front page, not cards with charts.
constexpr std::size_t kCards = 12;

constexpr std::array kRegions = {"African States", "Asia-Pacific States", "Eastern European States",
                                 "Latin American and Caribbean States",
                                 "Western European and other States"};

const treaty::Participant* known(const Standing& standing, const treaty::Participants& all) {
  return standing.id ? all.find(*standing.id) : nullptr;
}

/// "party", "deposited", "signed", "withdrawn": how a participant stands on the day.
std::string_view standing_of(const Standing& standing, treaty::Day today) {
  if (standing.withdrawn) return "withdrawn";
  if (!standing.deposited) return "signed";
  return standing.in_force && *standing.in_force <= today ? "party" : "deposited";
}

std::string_view words_for(std::string_view standing) {
  if (standing == "party") return "Party";
  if (standing == "deposited") return "Deposited";
  if (standing == "withdrawn") return "Withdrawn";
  return "Signed";
}

void set_dated(data& row, const char* name, const char* iso,
               const std::optional<treaty::Day>& day) {
  if (!day) return;
  row.set(name, data{short_day(*day)});
  row.set(iso, data{day->iso()});
}

data row_of(const Standing& standing, const treaty::Participants& all, treaty::Day today) {
  data row;
  set_text(row, "name", standing.name, kName);
  if (const auto* participant = known(standing, all)) {
    set_text(row, "region", participant->region, kName);
  }
  set_dated(row, "signed", "signed_iso", standing.signed_on);
  set_dated(row, "deposited", "deposited_iso", standing.deposited);
  if (standing.act) set_text(row, "act", treaty::words_of(*standing.act));
  set_dated(row, "in_force", "in_force_iso", standing.in_force);
  const std::string_view state = standing_of(standing, today);
  set_text(row, "standing", state);
  set_text(row, "standing_words", words_for(state));
  // That a signatory is not bound, and a depositor not yet, its state says already.
  const bool says_more =
      standing.withdrawn || (standing.deposited && (!standing.counted || state == "party"));
  if (says_more) set_text(row, "why", standing.why, kHeadline);
  return row;
}

data group_of(const std::string& region, const treaty::Assessment& assessment,
              const treaty::Participants& all) {
  std::vector<std::pair<std::string_view, std::string>> squares;
  for (const auto& participant : all.all()) {
    if (participant.nature != treaty::Nature::state || participant.region != region) continue;
    const auto found =
        std::find_if(assessment.participants.begin(), assessment.participants.end(),
                     [&](const Standing& standing) { return standing.id == participant.id; });
    const bool acted = found != assessment.participants.end();
    squares.emplace_back(acted ? standing_of(*found, assessment.today) : "none", participant.name);
  }
  // Read like a bar: those that are furthest come first.
  const auto rank = [](std::string_view look) {
    if (look == "party") return 0;
    if (look == "deposited") return 1;
    if (look == "signed") return 2;
    return look == "withdrawn" ? 3 : 4;
  };
  std::stable_sort(squares.begin(), squares.end(),
                   [&](const auto& a, const auto& b) { return rank(a.first) < rank(b.first); });
  const auto having = [&](auto... looks) {
    return static_cast<int>(std::count_if(squares.begin(), squares.end(), [&](const auto& square) {
      return ((square.first == looks) || ...);
    }));
  };
  data group;
  group.set("region", data{region});
  set_number(group, "deposits", having("party", "deposited"));
  if (const int signatories = having("signed"); signatories > 0) {
    set_number(group, "signatories", signatories);
  }
  set_number(group, "states", static_cast<int>(squares.size()));
  data list{data::type::list};
  for (const auto& [look, who] : squares) {
    data square;
    square.set("look", data{std::string{look}});
    const std::string words{look == "none" ? std::string_view{"no act"} : words_for(look)};
    set_text(square, "who", who + ": " + words, kName);
    list.push_back(square);
  }
  group.set("squares", list);
  return group;
}

data news_of(const treaty::Event& event) {
  data item;
  set_day(item, "day", event.date);
  set_text(item, "seen", words_of(event.first_seen));
  set_text(item, "headline", event.headline.empty() ? event.text : event.headline, kHeadline);
  set_text(item, "text", event.text);
  set_text(item, "evidence", event.evidence.substr(0, 16), kName);
  set_text(item, "id", event.id, kHeadline);
  return item;
}

std::string inline_svg(std::string svg) {
  const std::size_t start = svg.find("<svg");
  return start == std::string::npos ? std::string{} : svg.substr(start);
}

/// A cell for each instrument that is needed, as long as they can be told apart.
void set_bar(data& view, const treaty::Assessment& assessment) {
  constexpr int kMost = 100;
  const bool counting = assessment.has_rule && assessment.state == treaty::EifState::none;
  if (!counting || assessment.instruments < 2 || assessment.instruments > kMost) return;
  data cells{data::type::list};
  for (int n = 0; n < assessment.instruments; ++n) {
    data cell;
    set_flag(cell, "on", n < assessment.count);
    cells.push_back(cell);
  }
  view.set("cells", cells);
  set_flag(view, "bar", true);
}

void set_heading(data& view, const SiteTreaty& entry, StateWords& words, bool drawn = true) {
  const auto& assessment = *entry.context.assessment;
  const Badge badge = badge_of(assessment, entry.context.last_good_check, false);
  set_text(view, "name", assessment.name.empty() ? "Treaty " + assessment.number : assessment.name,
           kName);
  set_text(view, "number", assessment.number, kName);
  set_text(view, "big", capitalized(badge.value), kName);
  set_bar(view, assessment);
  set_flag(view, "is_count", badge.tone == BadgeTone::counting);
  set_flag(view, "stale", entry.stale);
  if (entry.context.last_good_check) {
    set_text(view, "checked", words_of(*entry.context.last_good_check));
  }
  data state = state_view(assessment);
  words.add_to(state);
  view.set("state", state);
  if (!drawn) return;
  const std::string narrow = inline_svg(progress_chart(assessment, 360, 260));
  if (!narrow.empty()) view.set("chart_narrow", data{narrow});
}

}  // namespace

data treaty_page_view(const Site& site, const SiteTreaty& entry, const treaty::Participants& all,
                      StateWords& words) {
  const auto& assessment = *entry.context.assessment;
  data view;
  set_text(view, "title", site.title, kHeadline);
  set_heading(view, entry, words);
  const std::string wide = inline_svg(progress_chart(assessment, 760, 320));
  if (!wide.empty()) view.set("chart_wide", data{wide});
  set_text(view, "chart_words", chart_in_words(assessment));

  data groups{data::type::list};
  data regions{data::type::list};
  for (const char* region : kRegions) {
    groups.push_back(group_of(region, assessment, all));
    data option;
    option.set("region", data{std::string{region}});
    regions.push_back(option);
  }
  view.set("groups", groups);
  view.set("regions", regions);

  data rows{data::type::list};
  for (const Standing& standing : assessment.participants)
    rows.push_back(row_of(standing, all, assessment.today));
  view.set("rows", rows);
  set_number(view, "row_count", static_cast<int>(assessment.participants.size()));
  set_flag(view, "has_rows", !assessment.participants.empty());

  data explanation{data::type::list};
  for (const std::string& sentence : assessment.explanation) {
    data step;
    set_text(step, "step", sentence);
    explanation.push_back(step);
  }
  view.set("explanation", explanation);
  set_flag(view, "explained", !assessment.explanation.empty());

  data news{data::type::list};
  data older{data::type::list};
  std::size_t told = 0;
  for (const treaty::Event* event : feed_events(entry.events))
    (told++ < kNews ? news : older).push_back(news_of(*event));
  view.set("news", news);
  set_flag(view, "has_news", told > 0);
  view.set("older", older);
  set_flag(view, "has_older", told > kNews);

  set_text(view, "url", lib::web_address(entry.context.register_url));
  set_text(view, "rule_source", entry.context.rule_source, kHeadline);
  return view;
}

data index_page_view(const Site& site, StateWords& words) {
  data view;
  set_text(view, "title", site.title, kHeadline);
  const bool few = site.treaties.size() <= kCards;
  // On the way, dated, in force: each treaty stands once.
  std::array<data, 3> lists{data{data::type::list}, data{data::type::list}, data{data::type::list}};
  data cards{data::type::list};
  for (const SiteTreaty& entry : site.treaties) {
    data row;
    set_heading(row, entry, words, few);
    const treaty::EifState state = entry.context.assessment->state;
    const bool over = state == treaty::EifState::in_force || state == treaty::EifState::ended;
    const std::size_t group = over ? 2 : state == treaty::EifState::none ? 0 : 1;
    (few ? cards : lists.at(group)).push_back(row);
  }
  view.set("treaties", cards);
  set_flag(view, "few", few);
  data groups{data::type::list};
  constexpr std::array kTitles = {"On the way", "With a date", "In force"};
  for (std::size_t n = 0; n < lists.size(); ++n) {
    if (lists.at(n).is_empty_list()) continue;
    data group;
    group.set("heading", data{kTitles.at(n)});
    group.set("treaties", lists.at(n));
    groups.push_back(group);
  }
  view.set("groups", groups);
  return view;
}

}  // namespace notify
