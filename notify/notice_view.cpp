#include "notify/notice_view.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/plain_text.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::EifState;
using treaty::Event;
using treaty::EventKind;

constexpr std::size_t kName = 160;
constexpr std::size_t kHeadline = 200;
constexpr std::size_t kText = 4000;
constexpr std::size_t kAddress = 2000;

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

// As a sentence begins; a letter outside of ASCII stays as it is.
std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
  return text;
}

void set_text(data& view, const char* name, std::string_view text, std::size_t limit = kText) {
  const std::string line = lib::one_line(text, limit);
  if (!line.empty()) view.set(name, data{line});
}

void set_flag(data& view, const std::string& name, bool value) {
  view.set(name, data{value});
}

void set_number(data& view, const char* name, int n) {
  view.set(name, data{std::to_string(n)});
}

void set_day(data& view, const char* name, const std::optional<treaty::Day>& day) {
  if (day) view.set(name, data{day->words()});
}

std::string words_of(treaty::Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{instant - day};
  const auto two = [](auto n) { return (n.count() < 10 ? "0" : "") + std::to_string(n.count()); };
  return treaty::Day::from_sys_days(day).words() + ", " + two(time.hours()) + ':' +
         two(time.minutes()) + " UTC";
}

// The section of a kind: dots and hyphens are Mustache's own.
std::string flag_of(const Event& event) {
  if (event.kind == EventKind::milestone_threshold &&
      (event.id.ends_with(".deposited") || event.id.ends_with(".states-parties"))) {
    return "further_threshold";
  }
  switch (event.kind) {
    case EventKind::milestone_threshold: return "threshold";
    case EventKind::deadline_approaching:
    case EventKind::deadline_passed: return "deadline";
    case EventKind::notice_retracted: return "retracted";
    default: break;
  }
  std::string name{treaty::name_of(event.kind)};
  std::replace(name.begin(), name.end(), '.', '_');
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
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

std::string the_treaty(std::span<const Event> events, const Context& context) {
  const std::string name = context.assessment ? context.assessment->name : std::string{};
  return "the " + (name.empty() ? "treaty " + events.front().treaty : name);
}

std::string upper_ascii(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

// Told only where it differs from the day of the act.
void set_published(data& item, const Event& event) {
  if (!event.published || !event.date) return;
  const auto published =
      treaty::Day::from_sys_days(std::chrono::floor<treaty::Days>(*event.published));
  if (published > *event.date) set_day(item, "published", published);
}

data items_of(const std::vector<const Event*>& ordered, bool burst, bool& has_short) {
  data items{data::type::list};
  std::set<std::string, std::less<>> printed;
  for (const Event* event : ordered) {
    const bool brief = burst && is_single_act(event->kind);
    has_short = has_short || brief;
    data item;
    set_flag(item, brief ? "short" : "full", true);
    set_text(item, "headline", event->headline.empty() ? event->text : event->headline, kHeadline);
    const std::string text = without_repeats(lib::one_line(event->text, kText), printed);
    set_text(item, "text", text.empty() ? event->headline : text);
    set_day(item, "day", event->date);
    set_published(item, *event);
    if (!event->participant_name.empty() && event->act) {
      set_text(item, "participant", event->participant_name, kName);
      set_text(item, "act", treaty::words_of(*event->act));
    }
    items.push_back(item);
  }
  return items;
}

data burst_of(std::span<const Event> events) {
  data burst;
  set_number(burst, "number_of_acts", static_cast<int>(events.size()));
  const auto all = [&](EventKind kind) {
    return std::all_of(events.begin(), events.end(),
                       [&](const Event& event) { return event.kind == kind; });
  };
  const bool deposits = all(EventKind::deposit);
  const bool signatures = all(EventKind::signature);
  set_flag(burst, "deposits", deposits);
  set_flag(burst, "signatures", signatures);
  set_flag(burst, "mixed", !deposits && !signatures);
  return burst;
}

const char* flag_of(EifState state) {
  switch (state) {
    case EifState::none: return "state_none";
    case EifState::computed: return "state_computed";
    case EifState::contested: return "state_contested";
    case EifState::official: return "state_official";
    case EifState::provisional: return "state_provisional";
    case EifState::in_force: return "state_in_force";
    case EifState::ended: return "state_ended";
  }
  return "state_none";
}

void set_thresholds(data& view, const treaty::Assessment& assessment) {
  data thresholds{data::type::list};
  for (const auto& threshold : assessment.thresholds) {
    data row;
    set_text(row, "name", threshold.name, kName);
    set_number(row, "parties", threshold.parties);
    set_number(row, "states_parties", threshold.states_parties.count);
    set_number(row, "deposited", threshold.deposited.count);
    thresholds.push_back(row);
  }
  view.set("thresholds", thresholds);
  data deadlines{data::type::list};
  for (const auto& deadline : assessment.deadlines) {
    if (deadline.left < treaty::Days{0}) continue;
    data row;
    set_text(row, "name", capitalized(deadline.name), kName);
    set_day(row, "date", deadline.date);
    deadlines.push_back(row);
  }
  view.set("deadlines", deadlines);
}

void set_rule(data& view, const treaty::Assessment& assessment) {
  const bool rule = assessment.has_rule && assessment.instruments > 0;
  set_flag(view, "rule", rule);
  set_flag(view, "same", rule && assessment.count == assessment.count_register);
  data differences{data::type::list};
  for (const std::string& difference : assessment.count_differences) {
    std::string sentence = lib::one_line(difference, kText);
    if (sentence.empty()) continue;
    if (!sentence.ends_with('.')) sentence += '.';
    data row;
    row.set("difference", data{capitalized(std::move(sentence))});
    differences.push_back(row);
  }
  view.set("differences", differences);
  if (!rule) return;
  set_flag(view, "reached", assessment.remaining == 0);
  set_number(view, "remaining", assessment.remaining);
  set_flag(view, "one_remains", assessment.remaining == 1);
  set_number(view, "count", assessment.count);
  set_number(view, "needed", assessment.instruments);
  if (assessment.remaining == 0) return;
  data bar;
  const int done = std::clamp(assessment.count * 100 / assessment.instruments, 0, 99);
  if (done > 0) set_number(bar, "done", done);
  set_number(bar, "left", 100 - done);
  view.set("bar", bar);
}

data state_of(const treaty::Assessment& assessment) {
  data view;
  set_rule(view, assessment);
  set_number(view, "parties", assessment.count_register);
  set_flag(view, "one_party", assessment.count_register == 1);
  set_number(view, "signatures", assessment.signatures);
  set_flag(view, flag_of(assessment.state), true);
  set_day(view, "threshold_day", assessment.threshold_day);
  set_day(view, "date", assessment.entry_into_force());
  set_day(view, "computed", assessment.computed);
  set_flag(view, "disputed", assessment.agree == false);
  set_text(view, "wait", assessment.wait, kName);
  set_thresholds(view, assessment);
  return view;
}

}  // namespace

std::vector<const Event*> by_weight(std::span<const Event> events) {
  std::vector<const Event*> ordered;
  for (const Event& event : events)
    ordered.push_back(&event);
  std::stable_sort(ordered.begin(), ordered.end(), [](const Event* a, const Event* b) {
    return weight(a->kind) < weight(b->kind);
  });
  return ordered;
}

data notice_view(std::span<const Event> events, const Context& context, const Reason& reason) {
  data view;
  const std::vector<const Event*> ordered = by_weight(events);
  const Event& lead = *ordered.front();
  const auto acts = std::count_if(events.begin(), events.end(),
                                  [](const Event& event) { return is_single_act(event.kind); });
  const bool burst = acts >= kBurst;
  const std::string name = lib::one_line(the_treaty(events, context), kName);

  set_text(view, "headline", lead.headline.empty() ? lead.text : lead.headline, kHeadline);
  view.set("the_treaty", data{name});
  view.set("the_treaty_upper", data{upper_ascii(name)});
  if (context.assessment && !context.assessment->name.empty()) {
    set_text(view, "treaty_line", context.assessment->name + " · " + lead.treaty, kName);
  }
  if (burst && acts == static_cast<std::ptrdiff_t>(events.size())) {
    view.set("burst", burst_of(events));
  }
  if (lead.count && lead.count_needed && *lead.count <= *lead.count_needed) {
    set_flag(view, "counted", true);
    set_number(view, "count", *lead.count);
    set_number(view, "needed", *lead.count_needed);
  }
  bool has_short = false;
  view.set("items", items_of(ordered, burst, has_short));
  set_flag(view, "has_short", has_short);
  for (const Event& event : events)
    set_flag(view, flag_of(event), true);
  if (context.assessment && !treaty::is_for_operator(lead.kind)) {
    view.set("state", state_of(*context.assessment));
  }

  const std::string& url = context.register_url.empty() ? lead.url : context.register_url;
  if (url.starts_with("https://") || url.starts_with("http://")) {
    set_text(view, "url", url, kAddress);
  }
  set_text(view, "rule_source", context.rule_source, kHeadline);
  set_text(view, "evidence", lead.evidence, kName);
  if (context.last_good_check) set_text(view, "checked", words_of(*context.last_good_check));
  set_text(view, "following", reason.following, kHeadline);
  set_text(view, "note", reason.note, kHeadline);
  set_text(view, "leave", reason.leave, kHeadline);
  return view;
}

}  // namespace notify
