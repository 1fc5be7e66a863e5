#include "daemon/publisher.h"

#include <utility>

#include "daemon/mail_out.h"
#include "lib/format.h"
#include "lib/log.h"
#include "store/events.h"

namespace service {

Publisher::Publisher(World world, const std::string& templates)
    : world_{world}, pages_{templates, "en"}, digests_{templates, "en"} {}

std::vector<treaty::Event> Publisher::events_of(const std::string& number) {
  std::vector<treaty::Event> events;
  store::EventQuery query{.treaty = number};
  for (;;) {
    auto batch = store::load_events(world_.database, query);
    if (batch.empty()) return events;
    query.after = batch.back().sequence;
    for (store::StoredEvent& stored : batch)
      events.push_back(std::move(stored.event));
  }
}

void Publisher::publish() {
  const auto& settings = world_.settings.publish;
  if (!settings) return;
  notify::Site site{.title = settings->title,
                    .author = {},
                    .domain = settings->domain,
                    .since = settings->since,
                    .base_url = settings->base_url};
  for (const std::string& number : world_.settings.track) {
    const auto since = world_.desk.record(number).first_reading;
    if (!since) continue;
    site.treaties.push_back({.context = message_context(world_.desk, world_.settings, number),
                             .events = events_of(number),
                             .since = *since,
                             .stale = world_.desk.freshness(number).stale});
  }
  try {
    notify::publish(pages_.files(site, world_.desk.participants()), settings->directory);
  } catch (const std::exception& fault) {
    lib::log_error(fmt::format("the public pages stay as they were: {}", fault.what()));
  }
}

std::string Publisher::digest(std::optional<treaty::Instant> since,
                              std::optional<treaty::Instant> until, notify::DigestFormat format) {
  notify::Digest issue{.since = since, .until = until.value_or(world_.clock.now())};
  for (const std::string& number : world_.settings.track) {
    notify::DigestTreaty entry{.number = number,
                               .context = message_context(world_.desk, world_.settings, number)};
    for (treaty::Event& event : events_of(number)) {
      const bool belongs = (!since || event.first_seen > *since) && event.first_seen <= issue.until;
      if (belongs) entry.events.push_back(std::move(event));
    }
    issue.treaties.push_back(std::move(entry));
  }
  return digests_.write(issue, format);
}

}  // namespace service
