#include "notify/digest_view.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/plain_text.h"
#include "notify/ahead.h"
#include "notify/notice_view.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Event;
using treaty::EventKind;

bool is_correction(const Event& event) {
  return event.corrects &&
         (event.kind == EventKind::fact_corrected || event.kind == EventKind::notice_retracted ||
          event.kind == EventKind::eif_moved);
}

treaty::Day day_of(treaty::Instant instant) {
  return treaty::Day::from_sys_days(std::chrono::floor<treaty::Days>(instant));
}

std::set<std::string> ids_of(const std::vector<Event>& events) {
  std::set<std::string> ids;
  for (const Event& event : events)
    ids.insert(event.id);
  return ids;
}

/// The kinds that say what a computed date has become.
bool overtakes_computed(EventKind kind) {
  return kind == EventKind::eif_official || kind == EventKind::eif_today;
}

/// What the issue must not print: overtaken inside of it, or not for readers.
std::set<std::string> left_out(const std::vector<Event>& events, const std::set<std::string>& own) {
  std::set<std::string> ids;
  const Event* last_count = nullptr;
  const bool overtaken = std::any_of(events.begin(), events.end(), [](const Event& event) {
    return overtakes_computed(event.kind);
  });
  for (const Event& event : events) {
    const bool is_news = !treaty::is_for_operator(event.kind) && event.kind != EventKind::heartbeat;
    if (!is_news || (overtaken && event.kind == EventKind::eif_computed)) ids.insert(event.id);
    if (event.kind == EventKind::milestone_count) {
      if (last_count != nullptr) ids.insert(last_count->id);
      last_count = &event;
    }
    if (!is_correction(event) || !own.contains(*event.corrects)) continue;
    ids.insert(*event.corrects);
    if (event.kind == EventKind::notice_retracted) ids.insert(event.id);
  }
  return ids;
}

void sort_by_date(std::vector<const Event*>& events) {
  std::stable_sort(events.begin(), events.end(), [](const Event* a, const Event* b) {
    return a->date && b->date && *a->date < *b->date;
  });
}

data texts_of(const std::vector<const Event*>& events, const std::string& treaty_name,
              const EventWords& words) {
  data list{data::type::list};
  for (const Event* event : events) {
    data row;
    // A count is told by its headline: its text is the state of play of its own day.
    const Worded told = words.words(*event, treaty_name);
    const bool brief = event->kind == EventKind::milestone_count || told.text.empty();
    set_text(row, "text", brief ? told.headline + '.' : told.text);
    list.push_back(row);
  }
  return list;
}

// "Albania (ratification, 2 October 2003), France (…) and Qatar (…)".
std::string acts_in_prose(const std::vector<const Event*>& events, bool with_kind,
                          const Language& language) {
  std::vector<std::string> acts;
  for (const Event* event : events) {
    std::string act =
        lib::one_line(language.participant(event->participant, event->participant_name), kName);
    std::string detail;
    if (with_kind && event->act) detail = language.act(*event->act);
    if (event->date) detail += (detail.empty() ? "" : ", ") + language.day(*event->date);
    if (!detail.empty()) act += " (" + detail + ')';
    acts.push_back(std::move(act));
  }
  return language.list(acts);
}

void set_acts(data& view, const char* name, const std::vector<const Event*>& events, bool with_kind,
              const Language& language) {
  if (events.empty()) return;
  data acts;
  set_number(acts, "number", static_cast<int>(events.size()));
  set_flag(acts, "one", events.size() == 1);
  acts.set("acts", data{acts_in_prose(events, with_kind, language)});
  view.set(name, acts);
}

/// The dates that lie ahead, soonest first.
data next_of(const DigestTreaty& entry, const treaty::Assessment& assessment,
             const Language& language) {
  const bool computed = assessment.state == treaty::EifState::computed;
  data list{data::type::list};
  for (const Ahead& ahead : dates_ahead(assessment, entry.meetings, language)) {
    data row;
    set_day(row, "date", ahead.day, language);
    set_flag(row, "entry_into_force", ahead.entry_into_force);
    set_flag(row, "computed", ahead.entry_into_force && computed);
    set_text(row, "participant", ahead.participant, kName);
    set_text(row, "deadline", ahead.deadline, kName);
    if (ahead.meeting != nullptr) {
      set_text(row, "meeting", ahead.meeting->name, kName);
      set_text(row, "place", ahead.meeting->place, kName);
      if (ahead.meeting->last > ahead.day) set_day(row, "ends", ahead.meeting->last, language);
    }
    list.push_back(row);
  }
  return list;
}

data treaty_view(const DigestTreaty& entry, StateWords& words, const Wording& wording) {
  const Language& language = wording.language;
  data view;
  const auto& assessment = entry.context.assessment;
  const DigestNews news = digest_news(entry.events);
  const std::string english = assessment ? assessment->name : std::string{};
  view.set("the_treaty", data{name_in_sentence(assessment, entry.number, language)});
  set_text(view, "name", capitalized(language.treaty(entry.number, english)), kName);
  set_text(view, "number", entry.number, kName);
  set_flag(view, "quiet",
           news.milestones.empty() && news.deposits.empty() && news.signatures.empty() &&
               news.others.empty());
  view.set("milestones", texts_of(news.milestones, english, wording.events));
  set_acts(view, "deposits", news.deposits, true, language);
  set_acts(view, "signatures", news.signatures, false, language);
  view.set("others", texts_of(news.others, english, wording.events));
  view.set("corrections", texts_of(news.corrections, english, wording.events));
  set_flag(view, "corrected", !news.corrections.empty());
  if (assessment) {
    data state = state_view(*assessment, language);
    words.add_to(state);
    view.set("state", state);
    const data next = next_of(entry, *assessment, language);
    view.set("next", next);
    set_flag(view, "ahead", !next.is_empty_list());
  }
  set_text(view, "url", lib::web_address(entry.context.register_url));
  if (entry.context.last_good_check) {
    set_text(view, "checked", language.instant(*entry.context.last_good_check));
  }
  return view;
}

}  // namespace

DigestNews digest_news(const std::vector<Event>& events) {
  const std::set<std::string> own = ids_of(events);
  const std::set<std::string> skipped = left_out(events, own);
  DigestNews news;
  for (const Event* event : by_weight(events)) {
    if (skipped.contains(event->id)) continue;
    if (is_correction(*event) && !own.contains(*event->corrects)) {
      news.corrections.push_back(event);
      continue;
    }
    switch (event->kind) {
      case EventKind::deposit:
      case EventKind::succession: news.deposits.push_back(event); break;
      case EventKind::signature: news.signatures.push_back(event); break;
      case EventKind::provisional:
      case EventKind::declaration:
      case EventKind::objection:
      case EventKind::eif_participant:
      case EventKind::withdrawal_notified:
      case EventKind::withdrawal_effective:
      case EventKind::fact_corrected: news.others.push_back(event); break;
      // The dates that lie ahead have a place of their own.
      case EventKind::eif_approaching:
      case EventKind::deadline_approaching: break;
      default: news.milestones.push_back(event);
    }
  }
  sort_by_date(news.deposits);
  sort_by_date(news.signatures);
  return news;
}

data digest_view(const Digest& digest, StateWords& words, const Wording& wording) {
  const Language& language = wording.language;
  data view;
  set_text(view, "title", digest.title, kHeadline);
  // What happened after `since`: the last second of a day is that of the next one.
  if (digest.since) {
    set_day(view, "since", day_of(*digest.since + std::chrono::seconds{1}), language);
  }
  set_day(view, "until", day_of(digest.until), language);
  set_flag(view, "unreviewed", language.is_unreviewed());
  data treaties{data::type::list};
  for (const DigestTreaty& entry : digest.treaties)
    treaties.push_back(treaty_view(entry, words, wording));
  view.set("treaties", treaties);
  return view;
}

}  // namespace notify
