#include "notify/index_view.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "notify/badge.h"
#include "notify/site_view.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::EifState;

/// More treaties than these are a list, not cards with charts.
constexpr std::size_t kCards = 12;
/// Of those that are on their way, so many stand on top of the list.
constexpr std::size_t kClosest = 8;

constexpr std::array kStates = {"on_the_way", "with_a_date", "in_force", "over", "no_rule"};

std::string_view state_of(const treaty::Assessment& assessment) {
  switch (assessment.state) {
    case EifState::none: return assessment.has_rule ? "on_the_way" : "no_rule";
    case EifState::in_force: return "in_force";
    case EifState::ended: return "over";
    default: return "with_a_date";
  }
}

data row_of(const SiteTreaty& entry, const SiteWords& words) {
  const treaty::Assessment& assessment = *entry.context.assessment;
  const Badge badge = badge_of(assessment, words, entry.context.last_good_check, false);
  data row;
  set_text(row, "name", words.treaty(assessment.number, assessment.name), kName);
  set_text(row, "number", assessment.number, kName);
  set_text(row, "value", state_of(assessment));
  set_text(row, "big", capitalized(badge.value), kName);
  if (state_of(assessment) == "on_the_way" && badge.has_bar) {
    set_number(row, "meter", badge.percent);
  }
  set_flag(row, "stale", entry.stale);
  return row;
}

// Those that miss the fewest instruments, of those that have any.
data closest_of(const Site& site, const SiteWords& words) {
  std::vector<const SiteTreaty*> waiting;
  for (const SiteTreaty& entry : site.treaties) {
    const treaty::Assessment& assessment = *entry.context.assessment;
    const bool counts = assessment.instruments > 0 && assessment.count > 0;
    if (state_of(assessment) == "on_the_way" && counts) waiting.push_back(&entry);
  }
  std::stable_sort(waiting.begin(), waiting.end(), [](const auto* a, const auto* b) {
    return a->context.assessment->remaining < b->context.assessment->remaining;
  });
  if (waiting.size() > kClosest) waiting.resize(kClosest);
  data rows{data::type::list};
  for (const SiteTreaty* entry : waiting)
    rows.push_back(row_of(*entry, words));
  return rows;
}

std::string chapter_of(const std::string& number) {
  return number.substr(0, number.find('-'));
}

// In the order of the site, so that a chapter comes where its first treaty does.
data chapters_of(const Site& site, const SiteWords& words) {
  std::vector<std::string> order;
  for (const SiteTreaty& entry : site.treaties) {
    const std::string chapter = chapter_of(entry.context.assessment->number);
    if (std::find(order.begin(), order.end(), chapter) == order.end()) order.push_back(chapter);
  }
  data chapters{data::type::list};
  for (const std::string& one : order) {
    data rows{data::type::list};
    for (const SiteTreaty& entry : site.treaties) {
      if (chapter_of(entry.context.assessment->number) == one) rows.push_back(row_of(entry, words));
    }
    data chapter;
    set_text(chapter, "name", words.chapter(one), kName);
    chapter.set("treaties", rows);
    chapters.push_back(chapter);
  }
  return chapters;
}

data states_of(const Site& site, const SiteWords& words) {
  data states{data::type::list};
  for (const char* state : kStates) {
    const auto n = std::count_if(
        site.treaties.begin(), site.treaties.end(),
        [&](const SiteTreaty& entry) { return state_of(*entry.context.assessment) == state; });
    if (n == 0) continue;
    data option;
    set_text(option, "value", state);
    set_text(option, "label", capitalized(words.say(state)));
    set_number(option, "n", static_cast<int>(n));
    states.push_back(option);
  }
  return states;
}

}  // namespace

data index_page_view(const Site& site, const SiteWords& words, StateWords& state_words) {
  data view;
  add_frame(view, site, words, "index.html");
  const bool few = site.treaties.size() <= kCards;
  set_flag(view, "few", few);
  set_flag(view, "many", !few);
  set_text(view, "shown", words.say("shown"));
  if (few) {
    data cards{data::type::list};
    for (const SiteTreaty& entry : site.treaties) {
      data card;
      add_heading(card, entry, words, state_words);
      const std::string chart = inline_chart(*entry.context.assessment, words, 360, 260);
      if (!chart.empty()) card.set("chart", data{chart});
      cards.push_back(card);
    }
    view.set("cards", cards);
    return view;
  }
  const data closest = closest_of(site, words);
  set_flag(view, "has_closest", !closest.is_empty_list());
  view.set("closest", closest);
  view.set("chapters", chapters_of(site, words));
  view.set("states", states_of(site, words));
  set_number(view, "all", static_cast<int>(site.treaties.size()));
  return view;
}

}  // namespace notify
