#include "notify/site_feeds.h"

#include <algorithm>
#include <functional>
#include <iterator>
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

/// The events of a treaty as its readers are told of them in a language.
Events told(const SiteTreaty& entry, const Language& language) {
  Events events = entry.events;
  if (language.is_english()) return events;
  const auto worded = entry.told.find(language.code());
  for (std::size_t n = 0; n < events.size(); ++n) {
    const bool known = worded != entry.told.end() && n < worded->second.size();
    if (!known) continue;
    events[n].headline = unmarked(worded->second[n].headline);
    events[n].text = unmarked(worded->second[n].text);
  }
  return events;
}

/// What is common to the feeds of a site in a language, and their files as they come.
class Writer {
 public:
  Writer(const Site& site, const SiteWords& words) : site_{site}, words_{words} {
    if (!words.language().is_english()) folder_ = words.language().code() + '/';
  }

  /// `name` is the stable part of its id, `path` of its files without their ending.
  void add(const std::string& name, const std::string& path, const std::string& title,
           const std::string& home, const Events& events, const std::string& stale = {}) {
    Feed feed{.name = folder_ + name,
              .language = words_.language().code(),
              .title = unmarked(title),
              .author = site_.author.empty() ? site_.title : site_.author,
              .domain = site_.domain,
              .since = site_.since,
              .self_url = {},
              .home_url = {},
              .rights = words_.say("source"),
              .stale = stale};
    const std::string place = site_.base_url + '/' + folder_;
    const bool placed = !site_.base_url.empty();
    if (placed) feed.home_url = place + home;
    if (placed) feed.self_url = place + path + ".atom";
    files_[path + ".atom"] = atom_feed(feed, events);
    if (placed) feed.self_url = place + path + ".json";
    files_[path + ".json"] = json_feed(feed, events);
  }

  /// "UN Convention against Cybercrime: every event".
  [[nodiscard]] std::string titled(const std::string& of, const std::string& what) const {
    return of + words_.say("colon") + what;
  }

  Files take() { return std::move(files_); }

 private:
  const Site& site_;
  const SiteWords& words_;
  std::string folder_;
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

struct Named {
  std::string id;
  std::string name;
};

/// Those that can act today, by their name in the language.
std::vector<Named> living(const treaty::Participants& participants, const Language& language) {
  std::vector<Named> some;
  for (const treaty::Participant& one : participants.all()) {
    if (one.ceased || one.nature == treaty::Nature::territory) continue;
    some.push_back({one.id.str(), language.participant(one.id, one.name)});
  }
  std::sort(some.begin(), some.end(),
            [](const Named& a, const Named& b) { return sort_key(a.name) < sort_key(b.name); });
  return some;
}

}  // namespace

Files treaty_feeds(const Site& site, const SiteTreaty& entry, const SiteWords& words) {
  const treaty::Assessment& assessment = *entry.context.assessment;
  const std::string& number = assessment.number;
  const std::string name = words.treaty(number, assessment.name);
  std::string stale;
  if (entry.stale && entry.context.last_good_check) {
    stale = words.say("stale_feed",
                      {{"when", words.language().instant(*entry.context.last_good_check)}});
  }
  const Events events = told(entry, words.language());
  Writer feeds{site, words};
  feeds.add(number, number + "/events", feeds.titled(name, words.say("every_event")), number + '/',
            events, stale);
  feeds.add(number + "/milestones", number + "/milestones",
            feeds.titled(name, words.say("milestones")), number + '/', chosen(events, of_milestone),
            stale);
  return feeds.take();
}

Files front_feeds(const Site& site, const treaty::Participants& participants,
                  const SiteWords& words) {
  Events all;
  for (const SiteTreaty& entry : site.treaties) {
    Events events = told(entry, words.language());
    std::move(events.begin(), events.end(), std::back_inserter(all));
  }
  std::map<std::string, Events> by_participant;
  for (const Event& event : all) {
    if (event.participant) by_participant[event.participant->str()].push_back(event);
  }
  Writer feeds{site, words};
  feeds.add("all", "events", feeds.titled(site.title, words.say("every_event")), "", all);
  feeds.add("milestones", "milestones", feeds.titled(site.title, words.say("milestones")), "",
            chosen(all, of_milestone));
  for (const treaty::EventKind kind : kinds_for_readers()) {
    const std::string name = "kinds/" + std::string{treaty::name_of(kind)};
    feeds.add(name, name, feeds.titled(site.title, words.kind(treaty::name_of(kind))), "",
              chosen(all, [&](const Event& event) { return event.kind == kind; }));
  }
  for (const Named& one : living(participants, words.language())) {
    const std::string name = "participants/" + one.id;
    feeds.add(name, name, feeds.titled(site.title, one.name), "", by_participant[one.id]);
  }
  return feeds.take();
}

data feeds_page_view(const Site& site, const treaty::Participants& participants,
                     const SiteWords& words) {
  data view;
  data treaties{data::type::list};
  for (const SiteTreaty& entry : site.treaties) {
    const treaty::Assessment& assessment = *entry.context.assessment;
    data row;
    set_text(row, "number", assessment.number, kName);
    set_text(row, "name", words.treaty(assessment.number, assessment.name), kName);
    treaties.push_back(row);
  }
  view.set("treaties", treaties);
  data kinds{data::type::list};
  for (const treaty::EventKind kind : kinds_for_readers()) {
    data row;
    set_text(row, "kind", treaty::name_of(kind));
    set_text(row, "name", words.kind(treaty::name_of(kind)));
    kinds.push_back(row);
  }
  view.set("kinds", kinds);
  data list{data::type::list};
  for (const Named& one : living(participants, words.language())) {
    data row;
    set_text(row, "id", one.id, kName);
    set_text(row, "name", one.name, kName);
    list.push_back(row);
  }
  view.set("participants", list);
  return view;
}

}  // namespace notify
