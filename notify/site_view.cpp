#include "notify/site_view.h"

#include <algorithm>
#include <string_view>

#include "lib/plain_text.h"
#include "notify/ahead.h"
#include "notify/badge.h"
#include "notify/chart.h"
#include "notify/feed.h"
#include "notify/site_table.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Assessment;
using treaty::EifState;

/// What is shown of the history at once; the rest can be unfolded.
constexpr std::size_t kNews = 12;

/// A cell for each instrument that is needed, as long as they can be told apart.
void set_bar(data& view, const Assessment& assessment) {
  constexpr int kMost = 100;
  const bool counting = assessment.has_rule && assessment.state == EifState::none;
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

data figure(int n, const std::string& label) {
  data one;
  set_number(one, "n", n);
  set_text(one, "label", label);
  return one;
}

// Beside the count, which stands above in large figures while it is under way.
data figures_of(const Assessment& assessment, const SiteWords& words) {
  data figures{data::type::list};
  const bool under_way = assessment.state == EifState::none;
  if (assessment.has_rule && assessment.instruments > 0 && !under_way) {
    figures.push_back(
        figure(assessment.count,
               words.say("by_rule", {{"needed", std::to_string(assessment.instruments)}})));
  }
  figures.push_back(
      figure(assessment.count_register, words.count("by_register", assessment.count_register)));
  figures.push_back(figure(assessment.signatures, words.count("signed", assessment.signatures)));
  const auto date = assessment.entry_into_force();
  if (date && *date > assessment.today) {
    const auto days = static_cast<int>((*date - assessment.today).count());
    figures.push_back(figure(days, words.count("days_until", days)));
  }
  for (const auto& deadline : assessment.deadlines) {
    const auto days = static_cast<int>((deadline.date - assessment.today).count());
    if (!under_way || days < 0) continue;
    const std::string name = unmarked(words.language().phrase(deadline.name));
    figures.push_back(figure(days, words.count("days_left", days, {{"deadline", name}})));
    break;
  }
  return figures;
}

// Sets when: "31 December 2026", and soon: "in 34 days".
void set_when(data& item, treaty::Day first, treaty::Day last, treaty::Day today,
              const SiteWords& words) {
  set_text(item, "when", capitalized(words.days(first, last)));
  const auto days = static_cast<int>((first - today).count());
  set_text(item, "soon", days > 0 ? words.count("next_days", days) : words.say("next_today"));
}

data number_that_is_missing(const Assessment& assessment, const SiteWords& words) {
  data item;
  set_text(item, "when", capitalized(words.count("next_number", assessment.remaining)));
  set_text(item, "what", words.say("entry_into_force"));
  const std::string needed = std::to_string(assessment.instruments);
  const std::string wait = words.language().wait(assessment.wait);
  set_text(item, "detail",
           wait.empty() ? words.say("next_rule_plain", {{"needed", needed}})
                        : words.say("next_rule", {{"needed", needed}, {"wait", wait}}));
  return item;
}

data threshold_of(const treaty::ThresholdStatus& threshold, const SiteWords& words) {
  const auto& day = threshold.states_parties.day;
  data item;
  set_text(item, "when",
           words.say("next_parties", {{"parties", std::to_string(threshold.parties)}}));
  set_text(item, "what", capitalized(words.language().phrase(threshold.name)), kName);
  set_text(item, "detail",
           day ? words.say("next_parties_reached", {{"day", words.language().day(*day)}})
               : words.say("next_parties_so_far",
                           {{"parties", std::to_string(threshold.states_parties.count)},
                            {"deposited", std::to_string(threshold.deposited.count)}}));
  set_flag(item, "done", day.has_value());
  return item;
}

data dated(const Ahead& ahead, const Assessment& assessment, const SiteWords& words) {
  data item;
  const treaty::Day last = ahead.meeting == nullptr ? ahead.day : ahead.meeting->last;
  set_when(item, ahead.day, last, assessment.today, words);
  if (ahead.entry_into_force) {
    const bool computed = assessment.state == EifState::computed;
    set_text(item, "what", words.say(computed ? "next_force_computed" : "next_force"));
  } else if (!ahead.participant.empty()) {
    set_text(item, "what", words.say("next_participant", {{"participant", ahead.participant}}),
             kHeadline);
  } else if (ahead.meeting != nullptr) {
    set_text(item, "what", ahead.meeting->name, kName);
    set_text(item, "detail", ahead.meeting->place, kName);
    set_text(item, "link", lib::web_address(ahead.meeting->url));
  } else {
    set_text(item, "what", capitalized(ahead.deadline), kName);
  }
  return item;
}

// What is missing first, then by date, then the numbers that follow.
data next_of(const Site& site, const Assessment& assessment, const SiteWords& words) {
  data list{data::type::list};
  const bool missing =
      assessment.has_rule && assessment.state == EifState::none && assessment.remaining > 0;
  if (missing) list.push_back(number_that_is_missing(assessment, words));
  for (const Ahead& ahead : dates_ahead(assessment, site.meetings, words.language()))
    list.push_back(dated(ahead, assessment, words));
  for (const auto& threshold : assessment.thresholds)
    list.push_back(threshold_of(threshold, words));
  return list;
}

data news_of(const treaty::Event& event, const Worded& told, const SiteWords& words) {
  data item;
  set_text(item, "id", event.id, kHeadline);
  set_text(
      item, "when",
      event.date ? words.language().day(*event.date) : words.language().instant(event.first_seen));
  set_text(item, "headline", told.headline.empty() ? told.text : told.headline, kHeadline);
  set_text(item, "text", told.text);
  set_text(item, "seen", words.say("seen", {{"when", words.language().instant(event.first_seen)}}));
  set_text(item, "evidence", event.evidence.substr(0, 16), kName);
  set_text(item, "page", lib::web_address(event.url));
  return item;
}

void add_history(data& view, const SiteTreaty& entry, const SiteWords& words) {
  const Language& language = words.language();
  const auto worded = entry.told.find(language.code());
  const auto words_for = [&](const treaty::Event& event) -> Worded {
    const auto n = static_cast<std::size_t>(&event - entry.events.data());
    if (worded != entry.told.end() && n < worded->second.size()) return worded->second[n];
    return {language.foreign(event.headline), language.foreign(event.text)};
  };
  data news{data::type::list};
  data older{data::type::list};
  std::size_t told = 0;
  for (const treaty::Event* event : feed_events(entry.events))
    (told++ < kNews ? news : older).push_back(news_of(*event, words_for(*event), words));
  view.set("news", news);
  set_flag(view, "has_news", told > 0);
  view.set("older", older);
  set_flag(view, "has_older", told > kNews);
}

// "3. Qatar, ratification, …": one of the instruments that a step of the argument lists.
bool is_numbered(const std::string& sentence) {
  const std::size_t end = sentence.find_first_not_of("0123456789");
  return end > 0 && end != std::string::npos && sentence.compare(end, 2, ". ") == 0;
}

}  // namespace

void add_frame(data& view, const Site& site, const SiteWords& words, const std::string& path) {
  const std::string home = path.find('/') == std::string::npos ? "" : "../";
  const std::string root = words.language().is_english() ? home : home + "../";
  words.add_to(view);
  set_text(view, "title", site.title, kHeadline);
  view.set("code", data{words.language().code()});
  view.set("home", data{home});
  view.set("root", data{root});
  set_flag(view, "is_unreviewed", words.language().is_unreviewed());
  data editions{data::type::list};
  for (const SiteEdition& edition : site.editions) {
    const std::string place = (edition.code == "en" ? "" : edition.code + '/') + path;
    data one;
    one.set("lang", data{edition.code});
    one.set("language", data{edition.name});
    one.set("href", data{root + place});
    one.set("address", data{site.base_url.empty() ? root + place : site.base_url + '/' + place});
    set_flag(one, "here", edition.code == words.language().code());
    editions.push_back(one);
  }
  view.set("editions", editions);
  set_flag(view, "several", site.editions.size() > 1);
}

void add_heading(data& view, const SiteTreaty& entry, const SiteWords& words,
                 StateWords& state_words) {
  const Assessment& assessment = *entry.context.assessment;
  const Language& language = words.language();
  const auto& checked = entry.context.last_good_check;
  const Badge badge = badge_of(assessment, words, checked, false);
  set_text(view, "name", words.treaty(assessment.number, assessment.name), kName);
  set_text(view, "number", assessment.number, kName);
  set_text(view, "big", capitalized(badge.value), kName);
  set_bar(view, assessment);
  set_flag(view, "is_count", badge.tone == BadgeTone::counting);
  set_flag(view, "stale", entry.stale);
  set_text(view, "stale_sentence",
           checked ? words.say("stale_since", {{"when", language.instant(*checked)}})
                   : words.say("stale_ever"));
  set_text(view, "checked",
           checked ? words.say("checked", {{"when", language.instant(*checked)}})
                   : words.say("unchecked"));
  data state = state_view(assessment, language);
  state_words.add_to(state);
  for (const char* name : {"count_sentence", "register_sentence", "date_sentence"}) {
    if (const data* sentence = state.get(name)) {
      state.set(name, data{capitalized(sentence->string_value())});
    }
  }
  set_flag(state, "differs", !assessment.count_differences.empty());
  view.set("state", state);
}

std::string inline_chart(const Assessment& assessment, const SiteWords& words, int width,
                         int height) {
  const std::string svg = progress_chart(assessment, words, width, height);
  const std::size_t start = svg.find("<svg");
  return start == std::string::npos ? std::string{} : svg.substr(start);
}

data treaty_page_view(const Site& site, const SiteTreaty& entry, const treaty::Participants& all,
                      const SiteWords& words, StateWords& state_words) {
  const Assessment& assessment = *entry.context.assessment;
  data view;
  add_frame(view, site, words, assessment.number + "/index.html");
  add_heading(view, entry, words, state_words);
  set_flag(view, "dated_first", assessment.state != EifState::none);
  const bool missing =
      assessment.has_rule && assessment.state == EifState::none && assessment.remaining > 0;
  if (missing) set_text(view, "missing", words.count("missing", assessment.remaining));
  view.set("figures", figures_of(assessment, words));
  const data next = next_of(site, assessment, words);
  view.set("next", next);
  set_flag(view, "ahead", !next.is_empty_list());
  const std::string wide = inline_chart(assessment, words, 760, 340);
  if (!wide.empty()) {
    view.set("chart_wide", data{wide});
    view.set("chart_narrow", data{inline_chart(assessment, words, 350, 290)});
    set_text(view, "chart_words", chart_in_words(assessment, words));
  }
  if (site.map) {
    view.set("map", data{draw_world_map(*site.map, assessment, all, words)});
    set_text(view, "map_words", world_map_in_words(assessment, all, words));
  }
  add_participants(view, assessment, all, words);
  add_history(view, entry, words);

  data explanation{data::type::list};
  for (const std::string& sentence : assessment.explanation) {
    data step;
    set_text(step, "step", words.language().foreign(sentence));
    set_flag(step, "item", is_numbered(sentence));
    explanation.push_back(step);
  }
  view.set("explanation", explanation);
  set_flag(view, "explained", !assessment.explanation.empty());
  set_flag(view, "foreign", !words.language().is_english());
  set_text(view, "url", lib::web_address(entry.context.register_url));
  set_text(view, "rule_source", words.language().foreign(entry.context.rule_source), kHeadline);
  return view;
}

}  // namespace notify
