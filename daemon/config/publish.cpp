#include "daemon/config/publish.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <utility>

#include "daemon/config/nearest.h"
#include "daemon/config/subscribers.h"
#include "daemon/places.h"
#include "lib/plain_text.h"
#include "lib/text.h"
#include "lib/url.h"
#include "notify/calendar.h"
#include "notify/site_words.h"

namespace service {
namespace {

// English lies on top, whatever the order it is named in.
std::vector<std::string> read_languages(StrictTable& table) {
  const std::vector<std::string> known = notify::site_languages_in(data_directory() + "/templates");
  std::vector<std::string> languages = {"en"};
  for (const std::string& wanted : table.has("languages") ? table.strings("languages") : known) {
    if (std::find(known.begin(), known.end(), wanted) == known.end()) {
      const auto nearest = nearest_of(wanted, known);
      std::string all;
      for (const std::string& code : known)
        all += (all.empty() ? "" : ", ") + code;
      table.error("languages", "there are no pages in \"" + wanted + "\"; " +
                                   (nearest ? "did you mean \"" + *nearest + "\"? " : "") +
                                   "There are: " + all);
    } else if (std::find(languages.begin(), languages.end(), wanted) == languages.end()) {
      languages.push_back(wanted);
    }
  }
  return languages;
}

std::string read_treaty(StrictTable& table, const Settings& settings) {
  std::string number = table.required_string("treaty");
  if (number.empty()) return number;
  check_tracked(table, "treaty", {number}, settings);
  return number;
}

// The links of readers are made of it: a page, a token and nothing between them.
void check_base_url(StrictTable& table, const std::string& address) {
  const auto url = lib::parse_url(address);
  if (!url || lib::web_address(address).empty()) {
    table.error("base_url",
                "base_url must be the web address of the pages, such as "
                "\"https://treaties.example.org\", not \"" +
                    address + '"');
  } else if (address.find_first_of("?#") != std::string::npos) {
    table.error("base_url",
                "base_url must have neither \"?\" nor \"#\": addresses are made by "
                "adding to it");
  }
}

void check_domain(StrictTable& table, const std::string& domain) {
  const bool is_name = std::all_of(domain.begin(), domain.end(), [](char c) {
    return lib::is_ascii_letter(c) || lib::is_digit(c) || c == '.' || c == '-';
  });
  if (is_name && !domain.starts_with('.') && !domain.ends_with('.')) return;
  table.error("domain",
              "domain must be a domain name alone, such as \"treaties.example.org\", not "
              "\"" +
                  domain + '"');
}

std::optional<notify::Meeting> read_meeting(StrictTable table, const Settings& settings) {
  const std::string number = read_treaty(table, settings);
  const std::string name = table.required_string("name");
  const auto from = table.day("from");
  const auto until = table.day("until");
  if (!table.has("from")) table.error("a meeting needs from = its first day, such as 2027-01-25");
  if (from && until && *until < *from) {
    table.error("until",
                "the last day, " + until->iso() + ", lies before the first, " + from->iso());
  }
  const std::string url = table.string("url").value_or("");
  if (!url.empty() && lib::web_address(url).empty()) {
    table.error("url", '"' + url + "\" is no web address: it must begin with https:// or http://");
  }
  std::string place = table.string("place").value_or("");
  table.done();
  if (!from) return std::nullopt;
  return notify::Meeting{.treaty = number,
                         .name = name,
                         .place = std::move(place),
                         .url = url,
                         .first = *from,
                         .last = until.value_or(*from)};
}

std::optional<notify::WorldMap> read_map(StrictTable& table, std::vector<std::string>& warnings) {
  const auto file = table.string("map");
  if (!file) return std::nullopt;
  if (!std::filesystem::exists(*file)) {
    warnings.push_back("publish.map: there is no " + *file +
                       ", and the pages do without a map; config/map/make FILE writes one");
    return std::nullopt;
  }
  try {
    return notify::load_world_map(*file);
  } catch (const std::runtime_error& fault) {
    table.error("map", fault.what());
    return std::nullopt;
  }
}

}  // namespace

PublishSettings read_publish(StrictTable table, std::vector<std::string>& warnings) {
  const auto since = table.day("since");
  if (!table.has("since")) {
    table.error(
        "publish.since is missing: a day on which the domain was yours, such as 2026-01-01; "
        "it goes into every feed's ids and must never change");
  }
  PublishSettings publish{.directory = table.required_string("directory"),
                          .base_url = table.string("base_url").value_or(""),
                          .domain = table.required_string("domain"),
                          .since = since.value_or(treaty::Day::from_ymd(1970, 1, 1).value()),
                          .languages = read_languages(table)};
  if (const auto title = table.string("title")) publish.title = *title;
  if (!publish.base_url.empty()) check_base_url(table, publish.base_url);
  if (!publish.domain.empty()) check_domain(table, publish.domain);
  if (!publish.directory.empty() && !std::filesystem::path{publish.directory}.is_absolute()) {
    table.error("directory",
                "directory must be a path from the root, such as \"/srv/treaties\": the service "
                "runs in a folder of its own");
  }
  publish.map = read_map(table, warnings);
  table.done();
  return publish;
}

std::vector<notify::Meeting> read_meetings(std::vector<StrictTable> tables,
                                           const Settings& settings) {
  std::vector<notify::Meeting> meetings;
  std::set<std::string> keys;
  for (StrictTable& table : tables) {
    StrictTable kept = table;
    auto meeting = read_meeting(std::move(table), settings);
    if (!meeting) continue;
    if (!keys.insert(notify::key_of(*meeting)).second) {
      kept.error("name", "another meeting on " + meeting->treaty +
                             " begins on that day under that name, or one that calendars could "
                             "not tell from it: they know a meeting by treaty, name and first day");
    }
    meetings.push_back(*std::move(meeting));
  }
  return meetings;
}

}  // namespace service
