#include "notify/notice_view.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/plain_text.h"
#include "notify/state_view.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Event;
using treaty::EventKind;

/// From this many acts on, each is told in one short line.
constexpr std::ptrdiff_t kBurst = 4;

bool is_single_act(EventKind kind) {
  switch (kind) {
    case EventKind::signature:
    case EventKind::deposit:
    case EventKind::succession:
    case EventKind::provisional:
    case EventKind::declaration:
    case EventKind::objection:
    case EventKind::eif_participant: return true;
    default: return false;
  }
}

int weight(EventKind kind) {
  switch (kind) {
    case EventKind::notice_retracted: return 0;
    case EventKind::eif_today: return 1;
    case EventKind::milestone_threshold: return 2;
    case EventKind::eif_official:
    case EventKind::eif_disputed:
    case EventKind::eif_contested:
    case EventKind::eif_moved:
    case EventKind::eif_computed: return 3;
    case EventKind::eif_approaching: return 4;
    case EventKind::fact_corrected:
    case EventKind::withdrawal_notified:
    case EventKind::withdrawal_effective: return 5;
    case EventKind::milestone_count: return 6;
    case EventKind::signature:
    case EventKind::declaration:
    case EventKind::objection: return 8;
    default: return 7;
  }
}

/// A text without the sentences that were printed before: events of one step share some.
std::string without_repeats(std::string_view text, std::set<std::string, std::less<>>& printed) {
  constexpr std::size_t kSentence = 30;  // shorter pieces may be abbreviations, not sentences
  std::string kept;
  while (!text.empty()) {
    const std::size_t stop = text.find(". ");
    const std::size_t end = stop == std::string_view::npos ? text.size() : stop + 1;
    const std::string_view sentence = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool is_new = printed.insert(std::string{sentence}).second;
    if (!is_new && sentence.size() >= kSentence) continue;
    if (!kept.empty()) kept += ' ';
    kept += sentence;
  }
  return kept;
}

std::string upper_ascii(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

// Told only where it differs from the day of the act.
void set_published(data& item, const Event& event, const Language& language) {
  if (!event.published || !event.date) return;
  const auto published =
      treaty::Day::from_sys_days(std::chrono::floor<treaty::Days>(*event.published));
  if (published > *event.date) set_day(item, "published", published, language);
}

data items_of(const std::vector<const Event*>& ordered, const std::string& treaty_name,
              const Wording& wording, bool burst, bool& has_short) {
  const Language& language = wording.language;
  data items{data::type::list};
  std::set<std::string, std::less<>> printed;
  bool counted = false;
  for (const Event* event : ordered) {
    const bool is_told = std::any_of(ordered.begin(), ordered.end(), [&](const Event* other) {
      return tells_date_of(*other, *event);
    });
    if (is_told) continue;
    const bool brief = burst && is_single_act(event->kind);
    has_short = has_short || brief;
    data item;
    set_flag(item, brief ? "short" : "full", true);
    const Worded words = wording.events.words(*event, treaty_name);
    set_text(item, "headline", words.headline.empty() ? words.text : words.headline, kHeadline);
    const std::string text = without_repeats(lib::one_line(words.text, kText), printed);
    // The first and the tenth instrument on one day: the count is told once.
    const bool counts = event->kind == EventKind::milestone_count;
    if (counts && std::exchange(counted, true) && text.empty()) continue;
    set_text(item, "text", text.empty() ? words.headline : text);
    set_day(item, "day", event->date, language);
    set_published(item, *event, language);
    if (!event->participant_name.empty() && event->act) {
      set_text(item, "participant",
               language.participant(event->participant, event->participant_name), kName);
      set_text(item, "act", language.act(*event->act));
    }
    items.push_back(item);
  }
  return items;
}

/// Acts and how far they bring the count, and nothing else.
bool is_acts_alone(std::span<const Event> events) {
  return std::all_of(events.begin(), events.end(), [](const Event& event) {
    return is_single_act(event.kind) || event.kind == EventKind::milestone_count;
  });
}

data burst_of(std::span<const Event> events, int acts) {
  data burst;
  set_number(burst, "number_of_acts", acts);
  const auto all = [&](EventKind kind) {
    return acts == std::count_if(events.begin(), events.end(),
                                 [&](const Event& event) { return event.kind == kind; });
  };
  const bool deposits = all(EventKind::deposit);
  const bool signatures = all(EventKind::signature);
  const bool in_force = all(EventKind::eif_participant);
  set_flag(burst, "deposits", deposits);
  set_flag(burst, "signatures", signatures);
  set_flag(burst, "in_force", in_force);
  set_flag(burst, "mixed", !deposits && !signatures && !in_force);
  return burst;
}

}  // namespace

void set_leave(data& view, const Leave& leave) {
  const std::string sentence = lib::one_line(leave.sentence, kText);
  set_text(view, "leave", sentence);
  const std::size_t at = leave.shown.empty() ? std::string::npos : sentence.find(leave.shown);
  view.set("leave_before", data{sentence.substr(0, at)});
  if (at == std::string::npos) return;
  set_text(view, "leave_href", leave.href);
  set_text(view, "leave_shown", leave.shown);
  view.set("leave_after", data{sentence.substr(at + leave.shown.size())});
}

std::vector<const Event*> by_weight(std::span<const Event> events) {
  std::vector<const Event*> ordered;
  for (const Event& event : events)
    ordered.push_back(&event);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Event* a, const Event* b) {
    return weight(a->kind) < weight(b->kind);
  });
  return ordered;
}

data notice_view(std::span<const Event> events, const Context& context, const Reason& reason,
                 const Wording& wording) {
  const Language& language = wording.language;
  data view;
  const std::vector<const Event*> ordered = by_weight(events);
  const Event& lead = *ordered.front();
  const auto acts = std::count_if(events.begin(), events.end(),
                                  [](const Event& event) { return is_single_act(event.kind); });
  const bool burst = acts >= kBurst;
  const std::string name = name_in_sentence(context.assessment, lead.treaty, language);
  const std::string english = context.assessment ? context.assessment->name : std::string{};
  const Worded words = wording.events.words(lead, english);

  set_text(view, "headline", words.headline.empty() ? words.text : words.headline, kHeadline);
  view.set("the_treaty", data{name});
  view.set("the_treaty_upper", data{upper_ascii(name)});
  if (context.assessment && !context.assessment->name.empty()) {
    set_text(view, "treaty_line", language.treaty(lead.treaty, english) + " · " + lead.treaty,
             kName);
  }
  if (burst && is_acts_alone(events)) {
    view.set("burst", burst_of(events, static_cast<int>(acts)));
  }
  // The headline of an act names one; those that came with it must not be overlooked.
  const int more = static_cast<int>(acts) - 1;
  if (!burst && is_single_act(lead.kind) && more > 0) set_number(view, "more", more);
  if (lead.count && lead.count_needed && *lead.count <= *lead.count_needed) {
    set_flag(view, "counted", true);
    set_number(view, "count", *lead.count);
    set_number(view, "needed", *lead.count_needed);
  }
  bool has_short = false;
  view.set("items", items_of(ordered, english, wording, burst, has_short));
  set_flag(view, "has_short", has_short);
  // A list alone has the subject for its first sentence.
  set_flag(view, "list_alone", burst && acts == std::ssize(events));
  for (const Event& event : events)
    set_flag(view, kind_flag(event), true);
  if (context.assessment && !treaty::is_for_operator(lead.kind)) {
    view.set("state", state_view(*context.assessment, language));
  }

  const std::string& url = context.register_url.empty() ? lead.url : context.register_url;
  set_text(view, "url", lib::web_address(url), kText);
  set_text(view, "rule_source", language.foreign(context.rule_source), kHeadline);
  set_text(view, "evidence", lead.evidence, kName);
  if (context.last_good_check)
    set_text(view, "checked", language.instant(*context.last_good_check));
  set_text(view, "following", reason.following, kHeadline);
  set_text(view, "note", reason.note, kHeadline);
  set_leave(view, reason.leave);
  set_flag(view, "unreviewed", language.is_unreviewed());
  return view;
}

}  // namespace notify
