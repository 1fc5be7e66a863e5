#include "notify/digest_news.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "notify/event_words.h"
#include "notify/notice_view.h"
#include "treaty/retrospect.h"

namespace notify {
namespace {

using treaty::Event;
using treaty::EventKind;

bool is_correction(const Event& event) {
  return event.corrects &&
         (event.kind == EventKind::fact_corrected || event.kind == EventKind::notice_retracted ||
          event.kind == EventKind::eif_moved);
}

std::set<std::string> ids_of(const std::vector<Event>& events) {
  std::set<std::string> ids;
  for (const Event& event : events)
    ids.insert(event.id);
  return ids;
}

bool is_for_readers(const Event& event) {
  // The dates that lie ahead have a place of their own in an issue.
  return !treaty::is_for_operator(event.kind) && event.kind != EventKind::heartbeat &&
         event.kind != EventKind::eif_approaching && event.kind != EventKind::deadline_approaching;
}

/// Whether the event says a computed date too, or what has become of it.
bool says_date(const Event& event, const Event& computed) {
  if (event.kind == EventKind::eif_official || event.kind == EventKind::eif_today) return true;
  return tells_date_of(event, computed);
}

bool is_overtaken(const Event& event, const std::vector<Event>& events, bool reached) {
  if (event.kind == EventKind::eif_computed) {
    return std::any_of(events.begin(), events.end(),
                       [&](const Event& other) { return says_date(other, event); });
  }
  return event.kind == EventKind::milestone_count && !event.corrects && reached;
}

/// What the issue must not print: overtaken or taken back inside of it, or not for readers.
std::set<std::string> left_out(const std::vector<Event>& events, const std::set<std::string>& own,
                               bool reached) {
  std::set<std::string> ids;
  const Event* last_count = nullptr;
  for (const Event& event : events) {
    if (!is_for_readers(event) || is_overtaken(event, events, reached)) ids.insert(event.id);
    if (event.kind == EventKind::milestone_count) {
      if (last_count != nullptr) ids.insert(last_count->id);
      last_count = &event;
    }
    if (!is_correction(event) || !own.contains(*event.corrects)) continue;
    ids.insert(*event.corrects);
    if (event.kind == EventKind::notice_retracted) ids.insert(event.id);
  }
  const bool nothing = std::all_of(events.begin(), events.end(),
                                   [&](const Event& event) { return ids.contains(event.id); });
  if (nothing && last_count != nullptr && is_overtaken(*last_count, events, reached)) {
    ids.erase(last_count->id);
  }
  return ids;
}

void sort_by_date(std::vector<Event>& events) {
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return a.date && b.date && *a.date < *b.date;
  });
}

}  // namespace

std::vector<Event> DigestNews::all() const {
  std::vector<Event> events;
  for (const auto* section : {&milestones, &deposits, &signatures, &others, &corrections})
    events.insert(events.end(), section->begin(), section->end());
  return events;
}

DigestNews digest_news(const std::vector<Event>& events,
                       const std::optional<treaty::Assessment>& state) {
  const bool reached = state && state->has_rule && state->instruments > 0 && state->remaining == 0;
  const std::set<std::string> own = ids_of(events);
  const std::set<std::string> skipped = left_out(events, own, reached);
  DigestNews news;
  for (const Event* one : by_weight(events)) {
    if (skipped.contains(one->id)) continue;
    const bool passed = one->kind == EventKind::eif_today || is_overtaken(*one, events, reached) ||
                        (one->kind == EventKind::milestone_threshold && state && state->official);
    Event event = passed ? treaty::in_retrospect(*one) : *one;
    if (is_correction(event) && !own.contains(*event.corrects)) {
      news.corrections.push_back(std::move(event));
      continue;
    }
    switch (event.kind) {
      case EventKind::deposit:
      case EventKind::succession: news.deposits.push_back(std::move(event)); break;
      case EventKind::signature: news.signatures.push_back(std::move(event)); break;
      case EventKind::provisional:
      case EventKind::declaration:
      case EventKind::objection:
      case EventKind::eif_participant:
      case EventKind::withdrawal_notified:
      case EventKind::withdrawal_effective:
      case EventKind::fact_corrected: news.others.push_back(std::move(event)); break;
      default: news.milestones.push_back(std::move(event));
    }
  }
  sort_by_date(news.deposits);
  sort_by_date(news.signatures);
  return news;
}

}  // namespace notify
