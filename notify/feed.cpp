#include "notify/feed.h"

#include <algorithm>

namespace notify {
namespace {

std::string tag(const Feed& feed, const std::string& specific) {
  return "tag:" + feed.domain + ',' + feed.since.iso() + ':' + specific;
}

}  // namespace

std::string event_tag(const Feed& feed, const std::string& event_id) {
  return tag(feed, "event/" + event_id);
}

std::string feed_tag(const Feed& feed) {
  return tag(feed, "feed/" + feed.name);
}

std::vector<const treaty::Event*> feed_events(std::span<const treaty::Event> events) {
  std::vector<const treaty::Event*> chosen;
  for (const treaty::Event& event : events) {
    const bool news =
        !treaty::is_for_operator(event.kind) && event.kind != treaty::EventKind::heartbeat;
    if (news) chosen.push_back(&event);
  }
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const auto* a, const auto* b) { return a->first_seen > b->first_seen; });
  return chosen;
}

std::vector<const treaty::Event*> feed_entries(std::span<const treaty::Event> events) {
  auto entries = feed_events(events);
  entries.resize(std::min(entries.size(), kFeedEntries));
  return entries;
}

}  // namespace notify
