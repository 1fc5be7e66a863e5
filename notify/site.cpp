#include "notify/site.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "lib/atomic_file.h"
#include "lib/text.h"
#include "notify/badge.h"
#include "notify/chart.h"
#include "notify/index_view.h"
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
      data_package("treaty-" + lib::lower_ascii(assessment.number), assessment.name, {&table, 1});
}

void add_front_data(Files& files, const Site& site, const treaty::Participants& participants,
                    FrontParts parts) {
  std::vector<const SiteTreaty*> all;
  for (const SiteTreaty& entry : site.treaties)
    all.push_back(&entry);
  add_table(files, "data/", treaties_table(all));
  if (parts.participants) add_table(files, "data/", participants_table(all, participants));
  if (!parts.feeds) return;
  add_table(files, "data/", events_table(all));
  const std::vector<DataTable> described = {treaties_table({}), participants_table({}, {}),
                                            events_table({})};
  files["data/datapackage.json"] = data_package("treaties", site.title, described);
}

}  // namespace

struct SitePages::Set {
  Set(const fs::path& directory, const std::string& language)
      : words{directory / language},
        state_words{directory / language},
        event_words{directory / language, words.language()},
        index{directory / "site" / "index.html.mustache", lib::Template::Escape::html},
        treaty{directory / "site" / "treaty.html.mustache", lib::Template::Escape::html},
        feeds{directory / "site" / "feeds.html.mustache", lib::Template::Escape::html},
        style{read_whole(directory / "site" / "style.css")},
        script{read_whole(directory / "site" / "page.js")},
        icon{read_whole(directory / "site" / "icon.svg")} {}

  [[nodiscard]] bool is_english() const { return words.language().is_english(); }
  /// The files of this language, where they lie.
  [[nodiscard]] Files placed(Files files) const {
    if (is_english()) return files;
    Files below;
    for (auto& [path, bytes] : files)
      below[words.language().code() + '/' + path] = std::move(bytes);
    return below;
  }
  static std::string page(lib::Template& form, const lib::mustache::data& view) {
    return with_english_marked(form.render(view));
  }

  SiteWords words;
  StateWords state_words;
  EventWords event_words;
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

const SiteWords& SitePages::words() const {
  return set_->words;
}

SiteEdition SitePages::edition() const {
  return {set_->words.language().code(), set_->words.say("language")};
}

void SitePages::tell(SiteTreaty& entry) const {
  if (set_->is_english()) return;
  std::vector<Worded>& told = entry.told[set_->words.language().code()];
  const std::string& name = entry.context.assessment->name;
  for (std::size_t n = told.size(); n < entry.events.size(); ++n)
    told.push_back(set_->event_words.words(entry.events[n], name));
}

Files SitePages::treaty_files(const Site& site, const SiteTreaty& entry,
                              const treaty::Participants& participants) const {
  const auto& assessment = *entry.context.assessment;
  const std::string folder = assessment.number + '/';
  Files files = treaty_feeds(site, entry, set_->words);
  files[folder + "index.html"] = Set::page(
      set_->treaty, treaty_page_view(site, entry, participants, set_->words, set_->state_words));
  const Badge badge = badge_of(assessment, set_->words, entry.context.last_good_check, entry.stale);
  files[folder + "badge.svg"] = badge_svg(badge);
  files[folder + "counter.svg"] = counter_svg(badge);
  const std::string chart = progress_chart(assessment, set_->words, 760, 340);
  if (!chart.empty()) files[folder + "chart.svg"] = chart;
  if (set_->is_english()) add_treaty_data(files, folder, entry, participants);
  return set_->placed(std::move(files));
}

Files SitePages::front_files(const Site& site, const treaty::Participants& participants,
                             FrontParts parts) const {
  Files files;
  if (parts.feeds) {
    files = front_feeds(site, participants, set_->words);
    lib::mustache::data view = feeds_page_view(site, participants, set_->words);
    add_frame(view, site, set_->words, "feeds/index.html");
    files["feeds/index.html"] = Set::page(set_->feeds, view);
  }
  files["index.html"] =
      Set::page(set_->index, index_page_view(site, set_->words, set_->state_words));
  std::vector<CalendarTreaty> treaties;
  for (const SiteTreaty& entry : site.treaties) {
    treaties.push_back(
        {*entry.context.assessment, entry.events, entry.since, entry.context.register_url});
  }
  const std::string folder = set_->is_english() ? "" : set_->words.language().code() + '/';
  const std::string source =
      site.base_url.empty() ? std::string{} : site.base_url + '/' + folder + "calendar.ics";
  files["calendar.ics"] =
      calendar_of({site.title, site.domain, source, treaty::Instant{site.since.sys_days()}},
                  treaties, site.meetings, set_->words, set_->state_words);
  if (set_->is_english()) {
    files["style.css"] = set_->style;
    files["page.js"] = set_->script;
    files["icon.svg"] = set_->icon;
    add_front_data(files, site, participants, parts);
  }
  return set_->placed(std::move(files));
}

std::vector<std::string> publish(const Files& files, const std::string& directory) {
  std::vector<std::string> written;
  for (const bool pages : {false, true}) {
    for (const auto& [path, bytes] : files) {
      if (path.ends_with(".html") != pages) continue;
      if (lib::write_atomically(fs::path{directory} / path, bytes)) written.push_back(path);
    }
  }
  return written;
}

}  // namespace notify
