#include "notify/site_feeds.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "notify/feed.h"
#include "notify/state_view.h"
#include "notify/subscriber.h"

namespace notify {
namespace {

using lib::mustache::data;
using treaty::Event;
using Events = std::vector<Event>;
using Files = std::map<std::string, std::string>;

Events chosen(const Events& events, const std::function<bool(const Event&)>& belongs) {
  Events some;
  std::copy_if(events.begin(), events.end(), std::back_inserter(some), belongs);
  return some;
}

bool of_milestone(const Event& event) {
  return is_milestone(event.kind);
}

/// What is common to the feeds of a site, and their files as they come.
class Writer {
 public:
  explicit Writer(const Site& site) : site_{site} {}

  /// `name` is the stable part of its id, `path` of its files without their ending.
  void add(const std::string& name, const std::string& path, const std::string& title,
           const std::string& home, const Events& events,
           std::optional<treaty::Instant> stale_since = {}) {
    Feed feed{.name = name,
              .title = title,
              .author = site_.author.empty() ? site_.title : site_.author,
              .domain = site_.domain,
              .since = site_.since,
              .self_url = {},
              .home_url = {},
              .stale_since = stale_since};
    const bool placed = !site_.base_url.empty();
    if (placed) feed.home_url = site_.base_url + '/' + home;
    if (placed) feed.self_url = site_.base_url + '/' + path + ".atom";
    files_[path + ".atom"] = atom_feed(feed, events);
    if (placed) feed.self_url = site_.base_url + '/' + path + ".json";
    files_[path + ".json"] = json_feed(feed, events);
  }

  Files take() { return std::move(files_); }

 private:
  const Site& site_;
  Files files_;
};

/// In the order of the enumeration, which is that of a treaty's life.
std::vector<treaty::EventKind> kinds_for_readers() {
  std::vector<treaty::EventKind> kinds;
  for (int n = 0; n <= static_cast<int>(treaty::EventKind::heartbeat); ++n) {
    const auto kind = static_cast<treaty::EventKind>(n);
    if (!treaty::is_for_operator(kind) && kind != treaty::EventKind::heartbeat) {
      kinds.push_back(kind);
    }
  }
  return kinds;
}

/// Those that can act today.
std::vector<const treaty::Participant*> living(const treaty::Participants& participants) {
  std::vector<const treaty::Participant*> some;
  for (const treaty::Participant& one : participants.all()) {
    if (!one.ceased && one.nature != treaty::Nature::territory) some.push_back(&one);
  }
  std::sort(some.begin(), some.end(),
            [](const auto* a, const auto* b) { return a->name < b->name; });
  return some;
}

}  // namespace

Files treaty_feeds(const Site& site, const SiteTreaty& entry) {
  const treaty::Assessment& assessment = *entry.context.assessment;
  const std::string& number = assessment.number;
  const std::string name = assessment.name.empty() ? "Treaty " + number : assessment.name;
  const auto stale_since = entry.stale ? entry.context.last_good_check : std::nullopt;
  Writer feeds{site};
  feeds.add(number, number + "/events", name + ": every event", number + '/', entry.events,
            stale_since);
  feeds.add(number + "/milestones", number + "/milestones", name + ": milestones", number + '/',
            chosen(entry.events, of_milestone), stale_since);
  return feeds.take();
}

Files front_feeds(const Site& site, const treaty::Participants& participants) {
  Events all;
  for (const SiteTreaty& entry : site.treaties)
    all.insert(all.end(), entry.events.begin(), entry.events.end());
  Writer feeds{site};
  feeds.add("all", "events", site.title + ": every event", "", all);
  feeds.add("milestones", "milestones", site.title + ": milestones", "", chosen(all, of_milestone));
  for (const treaty::EventKind kind : kinds_for_readers()) {
    const std::string name = "kinds/" + std::string{treaty::name_of(kind)};
    feeds.add(name, name, site.title + ": " + std::string{treaty::name_of(kind)}, "",
              chosen(all, [&](const Event& event) { return event.kind == kind; }));
  }
  for (const treaty::Participant* one : living(participants)) {
    const std::string name = "participants/" + one->id.str();
    feeds.add(name, name, site.title + ": " + one->name, "",
              chosen(all, [&](const Event& event) { return event.participant == one->id; }));
  }
  return feeds.take();
}

data feeds_page_view(const Site& site, const treaty::Participants& participants) {
  data view;
  set_text(view, "title", site.title, kHeadline);
  data treaties{data::type::list};
  for (const SiteTreaty& entry : site.treaties) {
    const treaty::Assessment& assessment = *entry.context.assessment;
    data row;
    set_text(row, "number", assessment.number, kName);
    set_text(row, "name", assessment.name.empty() ? "Treaty " + assessment.number : assessment.name,
             kName);
    treaties.push_back(row);
  }
  view.set("treaties", treaties);
  data kinds{data::type::list};
  for (const treaty::EventKind kind : kinds_for_readers()) {
    data row;
    set_text(row, "kind", treaty::name_of(kind));
    kinds.push_back(row);
  }
  view.set("kinds", kinds);
  data list{data::type::list};
  for (const treaty::Participant* one : living(participants)) {
    data row;
    set_text(row, "id", one->id.str(), kName);
    set_text(row, "name", one->name, kName);
    list.push_back(row);
  }
  view.set("participants", list);
  return view;
}

}  // namespace notify
