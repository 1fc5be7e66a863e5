#include "notify/digest_view.h"

#include <utility>

#include "lib/plain_text.h"
#include "notify/ahead.h"
#include "notify/digest_news.h"
#include "notify/notice_view.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Event;
using treaty::EventKind;

treaty::Day day_of(treaty::Instant instant) {
  return treaty::Day::from_sys_days(std::chrono::floor<treaty::Days>(instant));
}

data texts_of(const std::vector<Event>& events, const std::string& treaty_name,
              const EventWords& words) {
  data list{data::type::list};
  for (const Event& event : events) {
    data row;
    // A count is told by its headline: its text is the state of play of its own day.
    const Worded told = words.words(event, treaty_name);
    const bool brief = event.kind == EventKind::milestone_count || told.text.empty();
    set_text(row, "text", brief ? told.headline + '.' : told.text);
    list.push_back(row);
  }
  return list;
}

// "Albania (ratification, 2 October 2003), France (…) and Qatar (…)".
std::string acts_in_prose(const std::vector<Event>& events, bool with_kind,
                          const Language& language) {
  std::vector<std::string> acts;
  for (const Event& event : events) {
    std::string act =
        lib::one_line(language.participant(event.participant, event.participant_name), kName);
    std::string detail;
    if (with_kind && event.act) detail = language.act(*event.act);
    if (event.date) detail += (detail.empty() ? "" : ", ") + language.day(*event.date);
    if (!detail.empty()) act += " (" + detail + ')';
    acts.push_back(std::move(act));
  }
  return language.list(acts);
}

void set_acts(data& view, const char* name, const std::vector<Event>& events, bool with_kind,
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
  const std::vector<Ahead> dates = dates_ahead(assessment, entry.meetings, language);
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const Ahead& ahead = dates[i];
    std::vector<std::string> participants;
    if (!ahead.participant.empty()) participants.push_back(ahead.participant);
    // Those for whom it enters into force on one day stand in one line.
    while (!participants.empty() && i + 1 < dates.size() && dates[i + 1].day == ahead.day &&
           !dates[i + 1].participant.empty()) {
      participants.push_back(dates[++i].participant);
    }
    data row;
    set_day(row, "date", ahead.day, language);
    set_flag(row, "entry_into_force", ahead.entry_into_force);
    set_flag(row, "computed", ahead.entry_into_force && computed);
    set_text(row, "participant", language.list(participants));
    set_flag(row, "several", participants.size() > 1);
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

/// What the issue can say of the treaty at all: was it read, and up to when?
void set_reach(data& view, const DigestTreaty& entry, const Digest& digest,
               const Language& language) {
  const Context& context = entry.context;
  set_flag(view, "unread", !is_read(entry, digest));
  set_flag(view, "stale", context.stale);
  set_flag(view, "past", digest.past);
  // What happened after `since`: the last second of a day is that of the next one.
  if (digest.since) {
    set_day(view, "since", day_of(*digest.since + std::chrono::seconds{1}), language);
  }
  set_day(view, "until", day_of(digest.until), language);
  const auto& watched = context.watched_since;
  if (watched && (!digest.since || *watched > *digest.since)) {
    set_day(view, "watched", day_of(*watched), language);
  }
  if (context.last_good_check)
    set_text(view, "checked", language.instant(*context.last_good_check));
}

data treaty_view(const DigestTreaty& entry, const Digest& digest, DigestWords words,
                 const Wording& wording) {
  const Language& language = wording.language;
  data view;
  const auto& assessment = entry.context.assessment;
  const DigestNews news = digest_news(entry.events, assessment);
  const std::string english = assessment ? assessment->name : std::string{};
  view.set("the_treaty", data{name_in_sentence(assessment, entry.number, language)});
  set_text(view, "name", capitalized(language.treaty(entry.number, english)), kName);
  set_text(view, "number", entry.number, kName);
  set_reach(view, entry, digest, language);
  const bool read = is_read(entry, digest);
  // A correction to an earlier issue is no new act.
  const bool quiet = news.milestones.empty() && news.deposits.empty() && news.signatures.empty() &&
                     news.others.empty();
  set_flag(view, "quiet", read && quiet);
  set_flag(view, "news", read && !quiet);
  set_text(view, "reach", words.reach.render(view));
  view.set("milestones", texts_of(news.milestones, english, wording.events));
  set_acts(view, "deposits", news.deposits, true, language);
  set_acts(view, "signatures", news.signatures, false, language);
  view.set("others", texts_of(news.others, english, wording.events));
  view.set("corrections", texts_of(news.corrections, english, wording.events));
  set_flag(view, "corrected", !news.corrections.empty());
  if (assessment && read) {
    data state = state_view(*assessment, language);
    words.state.add_to(state);
    view.set("state", state);
    const data next = next_of(entry, *assessment, language);
    view.set("next", next);
    set_flag(view, "ahead", !next.is_empty_list());
  }
  set_text(view, "url", lib::web_address(entry.context.register_url));
  return view;
}

}  // namespace

bool is_read(const DigestTreaty& entry, const Digest& digest) {
  const Context& context = entry.context;
  return context.last_good_check &&
         (!context.watched_since || *context.watched_since <= digest.until);
}

data digest_view(const Digest& digest, DigestWords words, const Wording& wording) {
  const Language& language = wording.language;
  data view;
  set_text(view, "title", digest.title, kHeadline);
  set_flag(view, "unreviewed", language.is_unreviewed());
  data treaties{data::type::list};
  for (const DigestTreaty& entry : digest.treaties)
    treaties.push_back(treaty_view(entry, digest, words, wording));
  view.set("treaties", treaties);
  return view;
}

}  // namespace notify
