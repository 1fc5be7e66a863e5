#include "daemon/publisher.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "daemon/mail_out.h"
#include "lib/format.h"
#include "lib/log.h"
#include "notify/language.h"
#include "store/events.h"
#include "treaty/retrospect.h"

namespace service {

namespace {

std::vector<notify::SitePages> pages_of(const std::optional<PublishSettings>& settings,
                                        const std::string& templates) {
  std::vector<notify::SitePages> pages;
  if (!settings) return pages;
  for (const std::string& language : settings->languages)
    pages.emplace_back(templates, language);
  return pages;
}

std::optional<notify::Site> site_of(const Settings& settings,
                                    const std::vector<notify::SitePages>& pages) {
  if (!settings.publish) return std::nullopt;
  const PublishSettings& publish = *settings.publish;
  notify::Site site{.title = publish.title,
                    .author = {},
                    .domain = publish.domain,
                    .since = publish.since,
                    .base_url = publish.base_url,
                    .editions = {},
                    .treaties = {},
                    .meetings = settings.meetings,
                    .map = publish.map};
  while (site.base_url.ends_with('/'))
    site.base_url.pop_back();
  for (const notify::SitePages& one : pages)
    site.editions.push_back(one.edition());
  return site;
}

std::map<std::string, notify::Digests> digests_of(const std::string& templates) {
  std::map<std::string, notify::Digests> all;
  for (const std::string& language : notify::languages_in(templates))
    all.emplace(language, notify::Digests{templates, language});
  return all;
}

// Pages and feeds are read on later days too: what was told as "today" has its date there.
std::vector<treaty::Event> for_pages(std::vector<treaty::Event> events) {
  for (treaty::Event& event : events) {
    if (event.kind == treaty::EventKind::eif_today) event = treaty::in_retrospect(std::move(event));
  }
  return events;
}

}  // namespace

std::optional<std::string> Publisher::language_or_default(const std::string* wanted) const {
  if (wanted == nullptr) return world_.settings.language;
  return digests_.contains(*wanted) ? std::optional{*wanted} : std::nullopt;
}

std::string Publisher::languages() const {
  std::string all;
  for (const auto& [language, digests] : digests_)
    all += (all.empty() ? "" : ", ") + language;
  return all;
}

Publisher::Publisher(World world, const std::string& templates)
    : world_{std::move(world)},
      pages_{pages_of(world_.settings.publish, templates)},
      words_{std::filesystem::path{templates} / "en"},
      site_{site_of(world_.settings, pages_)},
      digests_{digests_of(templates)} {}

std::vector<store::StoredEvent> Publisher::stored_events_of(const std::string& number) {
  std::vector<store::StoredEvent> events;
  store::EventQuery query{.treaty = number};
  for (;;) {
    auto batch = store::load_events(world_.database, query);
    if (batch.empty()) return events;
    query.after = batch.back().sequence;
    std::move(batch.begin(), batch.end(), std::back_inserter(events));
  }
}

std::vector<treaty::Event> Publisher::events_of(const std::string& number) {
  std::vector<treaty::Event> events;
  for (store::StoredEvent& stored : stored_events_of(number))
    events.push_back(std::move(stored.event));
  return events;
}

const notify::SiteTreaty* Publisher::refresh(const std::string& number) {
  const auto since = world_.desk.record(number).first_reading;
  if (!since) return nullptr;
  notify::SiteTreaty fresh{.context = message_context(world_.desk, world_.settings, number),
                           .events = for_pages(events_of(number)),
                           .told = {},
                           .since = *since,
                           .stale = world_.desk.freshness(number).stale};
  const auto place = [&](const std::string& one) {
    const auto& track = world_.settings.track;
    return std::find(track.begin(), track.end(), one) - track.begin();
  };
  const auto at = std::lower_bound(site_->treaties.begin(), site_->treaties.end(), place(number),
                                   [&](const notify::SiteTreaty& entry, auto where) {
                                     return place(entry.context.assessment->number) < where;
                                   });
  const bool known = at != site_->treaties.end() && at->context.assessment->number == number;
  // Events are only ever added, so that what was worded stays.
  if (known) fresh.told = std::move(at->told);
  for (const notify::SitePages& pages : pages_)
    pages.tell(fresh);
  if (!known || at->events.size() != fresh.events.size()) due_.feeds = true;
  if (!known) return &*site_->treaties.insert(at, std::move(fresh));
  *at = std::move(fresh);
  return &*at;
}

void Publisher::write(const std::map<std::string, std::string>& files) {
  for (const std::string& path : notify::publish(files, world_.settings.publish->directory)) {
    if (path.ends_with("/participants.csv")) due_.participants = true;
  }
}

void Publisher::guarded(const std::function<void()>& job) {
  try {
    job();
  } catch (const std::exception& fault) {
    lib::log_error(fmt::format("the public pages stay as they were: {}", fault.what()));
  }
}

void Publisher::publish(const std::string& number) {
  if (!site_) return;
  waiting_.erase(number);
  guarded([&] {
    const notify::SiteTreaty* entry = refresh(number);
    if (entry == nullptr) return;
    front_due_ = true;
    for (const notify::SitePages& pages : pages_)
      write(pages.treaty_files(*site_, *entry, world_.desk.participants()));
  });
}

// Where no look succeeds, none may come for hours; the pages must say so all the same.
void Publisher::publish_stale() {
  constexpr std::chrono::minutes kApart{1};
  const treaty::Instant now = world_.clock.now();
  if (now >= freshness_checked_ && now - freshness_checked_ < kApart) return;
  freshness_checked_ = now;
  std::vector<std::string> turned;
  for (const notify::SiteTreaty& entry : site_->treaties) {
    const std::string& number = entry.context.assessment->number;
    if (entry.stale != world_.desk.freshness(number).stale) turned.push_back(number);
  }
  for (const std::string& number : turned)
    publish(number);
}

void Publisher::settle(bool busy) {
  constexpr std::chrono::minutes kApart{1};
  if (site_) publish_stale();
  const auto now = std::chrono::steady_clock::now();
  // Before every treaty is at hand the front pages would miss some.
  if (!front_due_ || !waiting_.empty() || (busy && now - front_written_ < kApart)) return;
  front_due_ = false;
  front_written_ = now;
  guarded([&] {
    for (const notify::SitePages& pages : pages_)
      write(pages.front_files(*site_, world_.desk.participants(), due_));
    due_ = {.feeds = false, .participants = false};
  });
}

void Publisher::publish_all() {
  if (!site_) return;
  std::erase_if(site_->treaties, [&](const notify::SiteTreaty& entry) {
    return !world_.desk.tracks(entry.context.assessment->number);
  });
  waiting_.insert(world_.settings.track.begin(), world_.settings.track.end());
  world_.later([this] { publish_next(); });
}

void Publisher::publish_next() {
  if (waiting_.empty()) return settle(false);
  const std::string number = *waiting_.begin();
  waiting_.erase(waiting_.begin());
  publish(number);
  world_.later([this] { publish_next(); });
}

Publisher::Printed Publisher::digest(std::optional<treaty::Instant> since,
                                     std::optional<treaty::Instant> until, const DigestForm& form) {
  const treaty::Instant now = world_.clock.now();
  notify::Digest issue{.since = since, .until = until.value_or(now)};
  issue.past = issue.until < now;
  for (const std::string& number : world_.settings.track) {
    notify::DigestTreaty entry{.number = number,
                               .context = message_context(world_.desk, world_.settings, number),
                               .events = {},
                               .meetings = world_.settings.meetings};
    if (issue.past) {
      const auto day =
          treaty::Day::from_sys_days(std::chrono::floor<std::chrono::days>(issue.until));
      entry.context.assessment = world_.desk.assess(number, {.day = day, .known_on = issue.until});
      entry.context.stale = world_.desk.is_stale(entry.context.last_good_check, issue.until);
    }
    for (treaty::Event& event : events_of(number)) {
      const bool belongs = (!since || event.first_seen > *since) && event.first_seen <= issue.until;
      if (belongs) entry.events.push_back(std::move(event));
    }
    issue.treaties.push_back(std::move(entry));
  }
  return printed(issue, form);
}

Publisher::Printed Publisher::printed(const notify::Digest& digest, const DigestForm& form) const {
  return {
      .text = digests_.at(form.language).write(digest, form.format),
      .stale = std::any_of(digest.treaties.begin(), digest.treaties.end(),
                           [](const notify::DigestTreaty& entry) { return entry.context.stale; })};
}

store::Issue Publisher::next_issue(const std::string& newsletter,
                                   std::optional<treaty::Instant> since) {
  store::Issue issue{.newsletter = newsletter,
                     .until = store::last_sequence(world_.database),
                     .made_at = world_.clock.now(),
                     .today = world_.clock.today()};
  if (const auto last = store::last_issue(world_.database, newsletter)) {
    issue.number = last->number + 1;
    issue.after = last->until;
  } else if (since) {
    issue.after = store::last_sequence_until(world_.database, *since);
  }
  for (const std::string& number : world_.settings.track)
    issue.treaties.emplace_back(number, world_.desk.freshness(number).last_good_check);
  return issue;
}

Publisher::Printed Publisher::print(const store::Issue& issue, const DigestForm& form) {
  notify::Digest digest{.until = issue.made_at};
  if (const auto before = store::find_issue(world_.database, issue.newsletter, issue.number - 1)) {
    digest.since = before->made_at;
  }
  const AsOf then{.day = issue.today, .known_on = issue.made_at};
  for (const auto& [number, checked] : issue.treaties) {
    notify::DigestTreaty entry{.number = number,
                               .context = message_context(world_.desk, world_.settings, number),
                               .events = {},
                               .meetings = world_.settings.meetings};
    entry.context.assessment = world_.desk.assess(number, then);
    entry.context.last_good_check = checked;
    entry.context.stale = world_.desk.is_stale(checked, issue.made_at);
    for (store::StoredEvent& stored : stored_events_of(number)) {
      const bool belongs = stored.sequence > issue.after && stored.sequence <= issue.until;
      if (belongs) entry.events.push_back(std::move(stored.event));
    }
    digest.treaties.push_back(std::move(entry));
  }
  return printed(digest, form);
}

}  // namespace service
