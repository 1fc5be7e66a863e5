#include "daemon/feed_shelf.h"

#include <iterator>
#include <utility>
#include <vector>

#include "daemon/mail_out.h"
#include "notify/calendar.h"
#include "notify/site_feeds.h"
#include "store/events.h"

namespace service {
namespace {

constexpr const char* kNoDomain = "treatyd.invalid";  // reserved: nobody's (RFC 6761)

std::vector<treaty::Event> events_of(store::Database& database, const std::string& number) {
  std::vector<treaty::Event> events;
  store::EventQuery query{.treaty = number};
  for (;;) {
    auto batch = store::load_events(database, query);
    if (batch.empty()) return events;
    query.after = batch.back().sequence;
    for (store::StoredEvent& stored : batch)
      events.push_back(std::move(stored.event));
  }
}

std::string content_type_of(const std::string& path) {
  if (path.ends_with(".atom")) return "application/atom+xml";
  if (path.ends_with(".json")) return "application/feed+json";
  return "text/calendar; charset=utf-8";
}

std::optional<std::string> file_of(std::map<std::string, std::string>&& files,
                                   const std::string& path) {
  const auto found = files.find(path);
  if (found == files.end()) return std::nullopt;
  return std::move(found->second);
}

}  // namespace

notify::Site FeedShelf::empty_site() const {
  const auto& publish = world_.settings.publish;
  return {.title = publish ? publish->title : "Treaty watch",
          .author = {},
          .domain = publish ? publish->domain : kNoDomain,
          .since = publish ? publish->since : treaty::Day::from_ymd(2026, 1, 1).value(),
          .base_url = publish ? publish->base_url : std::string{},
          .treaties = {},
          .meetings = world_.settings.meetings};
}

std::optional<notify::SiteTreaty> FeedShelf::entry_of(const std::string& number) {
  if (!world_.desk.tracks(number)) return std::nullopt;
  const auto since = world_.desk.record(number).first_reading;
  return notify::SiteTreaty{.context = message_context(world_.desk, world_.settings, number),
                            .events = events_of(world_.database, number),
                            .since = since.value_or(treaty::Instant{}),
                            .stale = world_.desk.freshness(number).stale};
}

notify::Site FeedShelf::whole_site() {
  notify::Site site = empty_site();
  for (const std::string& number : world_.settings.track) {
    // Before its first reading nothing is known of a treaty, and the published files leave it out.
    if (!world_.desk.record(number).first_reading) continue;
    site.treaties.push_back(*entry_of(number));
  }
  return site;
}

std::optional<std::string> FeedShelf::of_treaty(const std::string& path) {
  const std::size_t slash = path.find('/');
  const std::string number = path.substr(0, slash == std::string::npos ? path.rfind('.') : slash);
  const auto entry = entry_of(number);
  if (!entry) return std::nullopt;
  const std::string whole =
      slash == std::string::npos ? number + "/events" + path.substr(number.size()) : path;
  return file_of(notify::treaty_feeds(empty_site(), *entry, world_.words), whole);
}

std::optional<std::string> FeedShelf::across_treaties(const std::string& path) {
  const std::int64_t until = store::last_sequence(world_.database);
  if (until != across_until_ || world_.settings.track != across_track_) {
    across_ = notify::front_feeds(whole_site(), world_.desk.participants(), world_.words);
    across_until_ = until;
    across_track_ = world_.settings.track;
  }
  const auto found = across_.find(path);
  if (found == across_.end()) return std::nullopt;
  return found->second;
}

std::string FeedShelf::calendar() {
  const notify::Site site = whole_site();
  std::vector<notify::CalendarTreaty> treaties;
  for (const notify::SiteTreaty& entry : site.treaties) {
    treaties.push_back(
        {*entry.context.assessment, entry.events, entry.since, entry.context.register_url});
  }
  const std::string source = site.base_url.empty() ? "" : site.base_url + "/calendar.ics";
  return notify::calendar_of(
      {site.title, site.domain, source, treaty::Instant{site.since.sys_days()}}, treaties,
      site.meetings, world_.words, state_words_);
}

std::optional<FeedShelf::File> FeedShelf::find(const std::string& path) {
  std::optional<std::string> bytes;
  if (path == "calendar.ics") {
    bytes = calendar();
  } else {
    bytes = of_treaty(path);
    if (!bytes) bytes = across_treaties(path);
  }
  if (!bytes) return std::nullopt;
  return File{content_type_of(path), *std::move(bytes)};
}

}  // namespace service
