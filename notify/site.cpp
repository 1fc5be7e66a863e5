#include "notify/site.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "lib/atomic_file.h"
#include "lib/plain_text.h"
#include "notify/badge.h"
#include "notify/chart.h"
#include "notify/feed.h"
#include "notify/site_view.h"
#include "notify/subscriber.h"

namespace notify {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

std::string read_whole(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>{file}, {}};
}

Feed feed_of(const Site& site, const std::string& name, const std::string& title,
             const std::string& path) {
  Feed feed{.name = name,
            .title = title,
            .author = site.author.empty() ? site.title : site.author,
            .domain = site.domain,
            .since = site.since,
            .self_url = {},
            .home_url = {},
            .stale_since = {}};
  if (!site.base_url.empty()) {
    feed.self_url = site.base_url + '/' + path;
    feed.home_url = site.base_url + '/' + path.substr(0, path.rfind('/') + 1);
  }
  return feed;
}

void add_feeds(Files& files, Feed feed, const std::string& path,
               std::span<const treaty::Event> events) {
  const std::string base = feed.self_url;
  if (!base.empty()) feed.self_url = base + ".atom";
  files[path + ".atom"] = atom_feed(feed, events);
  if (!base.empty()) feed.self_url = base + ".json";
  files[path + ".json"] = json_feed(feed, events);
}

std::vector<treaty::Event> milestones_of(const std::vector<treaty::Event>& events) {
  std::vector<treaty::Event> chosen;
  for (const treaty::Event& event : events) {
    if (is_milestone(event.kind)) chosen.push_back(event);
  }
  return chosen;
}

void add_treaty_files(Files& files, const Site& site, const SiteTreaty& entry,
                      const treaty::Participants& participants) {
  const auto& assessment = *entry.context.assessment;
  const std::string folder = assessment.number + '/';
  const Badge badge = badge_of(assessment, entry.context.last_good_check, entry.stale);
  files[folder + "badge.svg"] = badge_svg(badge);
  files[folder + "counter.svg"] = counter_svg(badge);
  const std::string chart = progress_chart(assessment, 760, 320);
  if (!chart.empty()) files[folder + "chart.svg"] = chart;
  files[folder + "participants.csv"] = participants_csv(assessment, participants);

  Feed feed = feed_of(site, assessment.number, badge.label + ": every event", folder + "events");
  if (entry.stale) feed.stale_since = entry.context.last_good_check;
  add_feeds(files, feed, folder + "events", entry.events);
  feed.name = assessment.number + "/milestones";
  feed.title = badge.label + ": milestones";
  if (!feed.self_url.empty()) feed.self_url = site.base_url + '/' + folder + "milestones.atom";
  files[folder + "milestones.atom"] = atom_feed(feed, milestones_of(entry.events));
}

std::string calendar_file(const Site& site) {
  std::vector<CalendarTreaty> treaties;
  for (const SiteTreaty& entry : site.treaties) {
    treaties.push_back(
        {*entry.context.assessment, entry.events, entry.since, entry.context.register_url});
  }
  const std::string source =
      site.base_url.empty() ? std::string{} : site.base_url + "/calendar.ics";
  return calendar_of({site.title, site.domain, source}, treaties, site.meetings);
}

}  // namespace

struct SitePages::Set {
  Set(const fs::path& directory, const std::string& language)
      : words{directory / language},
        index{directory / language / "site.index.html.mustache", lib::Template::Escape::html},
        treaty{directory / language / "site.treaty.html.mustache", lib::Template::Escape::html},
        style{read_whole(directory / "site" / "style.css")},
        script{read_whole(directory / "site" / "page.js")},
        icon{read_whole(directory / "site" / "icon.svg")} {}

  StateWords words;
  lib::Template index;
  lib::Template treaty;
  std::string style;
  std::string script;
  std::string icon;
};

SitePages::SitePages(const std::string& directory, const std::string& language)
    : set_{std::make_unique<Set>(directory, language)} {}
SitePages::~SitePages() = default;
SitePages::SitePages(SitePages&&) noexcept = default;
SitePages& SitePages::operator=(SitePages&&) noexcept = default;

Files SitePages::files(const Site& site, const treaty::Participants& participants) const {
  Files files;
  files["style.css"] = set_->style;
  files["page.js"] = set_->script;
  files["icon.svg"] = set_->icon;
  files["index.html"] = set_->index.render(index_page_view(site, set_->words));
  files["calendar.ics"] = calendar_file(site);
  std::vector<treaty::Event> all;
  for (const SiteTreaty& entry : site.treaties) {
    const std::string path = entry.context.assessment->number + "/index.html";
    files[path] = set_->treaty.render(treaty_page_view(site, entry, participants, set_->words));
    add_treaty_files(files, site, entry, participants);
    all.insert(all.end(), entry.events.begin(), entry.events.end());
  }
  add_feeds(files, feed_of(site, "all", site.title + ": every event", "events"), "events", all);
  return files;
}

std::size_t publish(const Files& files, const std::string& directory) {
  std::size_t written = 0;
  for (const auto& [path, bytes] : files)
    written += lib::write_atomically(fs::path{directory} / path, bytes) ? 1U : 0U;
  return written;
}

}  // namespace notify
