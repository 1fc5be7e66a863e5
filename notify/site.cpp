#include "notify/site.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "lib/atomic_file.h"
#include "notify/badge.h"
#include "notify/chart.h"
#include "notify/site_data.h"
#include "notify/site_feeds.h"
#include "notify/site_view.h"

namespace notify {
namespace {

namespace fs = std::filesystem;
using Files = SitePages::Files;

std::string read_whole(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string lower(std::string text) {
  for (char& c : text)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

void add_table(Files& files, const std::string& folder, const DataTable& table) {
  files[folder + table.name + ".csv"] = csv_of(table);
  files[folder + table.name + ".json"] = json_of(table);
}

void add_treaty_data(Files& files, const std::string& folder, const SiteTreaty& entry,
                     const treaty::Participants& participants) {
  const treaty::Assessment& assessment = *entry.context.assessment;
  const SiteTreaty* one = &entry;
  const DataTable table = participants_table({&one, 1}, participants);
  add_table(files, folder, table);
  files[folder + "datapackage.json"] =
      data_package("treaty-" + lower(assessment.number), assessment.name, {&table, 1});
}

void add_front_data(Files& files, const Site& site, const treaty::Participants& participants) {
  std::vector<const SiteTreaty*> all;
  for (const SiteTreaty& entry : site.treaties)
    all.push_back(&entry);
  const std::vector<DataTable> tables = {treaties_table(all), participants_table(all, participants),
                                         events_table(all)};
  for (const DataTable& table : tables)
    add_table(files, "data/", table);
  files["data/datapackage.json"] = data_package("treaties", site.title, tables);
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
        feeds{directory / language / "site.feeds.html.mustache", lib::Template::Escape::html},
        style{read_whole(directory / "site" / "style.css")},
        script{read_whole(directory / "site" / "page.js")},
        icon{read_whole(directory / "site" / "icon.svg")} {}

  StateWords words;
  lib::Template index;
  lib::Template treaty;
  lib::Template feeds;
  std::string style;
  std::string script;
  std::string icon;
};

SitePages::SitePages(const std::string& directory, const std::string& language)
    : set_{std::make_unique<Set>(directory, language)} {}
SitePages::~SitePages() = default;
SitePages::SitePages(SitePages&&) noexcept = default;
SitePages& SitePages::operator=(SitePages&&) noexcept = default;

Files SitePages::treaty_files(const Site& site, const SiteTreaty& entry,
                              const treaty::Participants& participants) const {
  const auto& assessment = *entry.context.assessment;
  const std::string folder = assessment.number + '/';
  Files files = treaty_feeds(site, entry);
  files[folder + "index.html"] =
      set_->treaty.render(treaty_page_view(site, entry, participants, set_->words));
  const Badge badge = badge_of(assessment, entry.context.last_good_check, entry.stale);
  files[folder + "badge.svg"] = badge_svg(badge);
  files[folder + "counter.svg"] = counter_svg(badge);
  const std::string chart = progress_chart(assessment, 760, 320);
  if (!chart.empty()) files[folder + "chart.svg"] = chart;
  add_treaty_data(files, folder, entry, participants);
  return files;
}

Files SitePages::front_files(const Site& site, const treaty::Participants& participants) const {
  Files files = front_feeds(site, participants);
  files["style.css"] = set_->style;
  files["page.js"] = set_->script;
  files["icon.svg"] = set_->icon;
  files["index.html"] = set_->index.render(index_page_view(site, set_->words));
  files["feeds/index.html"] = set_->feeds.render(feeds_page_view(site, participants));
  files["calendar.ics"] = calendar_file(site);
  add_front_data(files, site, participants);
  return files;
}

std::size_t publish(const Files& files, const std::string& directory) {
  std::size_t written = 0;
  for (const bool pages : {false, true}) {
    for (const auto& [path, bytes] : files) {
      if (path.ends_with(".html") != pages) continue;
      written += lib::write_atomically(fs::path{directory} / path, bytes) ? 1U : 0U;
    }
  }
  return written;
}

}  // namespace notify
