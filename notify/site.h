#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "notify/calendar.h"
#include "notify/event_words.h"
#include "notify/message.h"
#include "notify/site_words.h"
#include "notify/world_map.h"
#include "treaty/assessment.h"
#include "treaty/event.h"
#include "treaty/participant.h"

namespace notify {

/// A treaty with all that was told of it.
struct SiteTreaty {
  Context context;                    ///< with an assessment
  std::vector<treaty::Event> events;  ///< oldest first
  /// The same events by language, see SitePages::told; English needs none.
  std::map<std::string, std::vector<Worded>> told;
  treaty::Instant since{};  ///< when it was first read
  bool stale = false;       ///< the last good check is too long ago
};

/// The site in one language.
struct SiteEdition {
  std::string code;  ///< "fr": also its folder, but for English, which lies on top
  std::string name;  ///< "Français"
};

struct Site {
  std::string title;   ///< "Treaty watch"
  std::string author;  ///< of the feeds; the title when empty
  std::string domain;  ///< of every id; see Feed
  treaty::Day since;   ///< see Feed
  std::string
      base_url;  ///< "https://treatyd.example.org"; may be empty: feeds then name no address
  std::vector<SiteEdition> editions;  ///< as readers choose among them
  std::vector<SiteTreaty> treaties;
  std::vector<Meeting> meetings;
  std::optional<WorldMap> map;  ///< shown on a treaty's page
};

/// What of the front pages is due; the index and the calendar always are.
struct FrontParts {
  bool feeds = true;         ///< and the events as data
  bool participants = true;  ///< as data
};

/// The public pages in a language, as files to be put behind any web server:
///
///   index.html, calendar.ics
///   events, milestones, kinds/KIND, participants/ID      .atom and .json: see notify/site_feeds.h
///   feeds/index.html                                     the list of all of these
///   XVIII-16/index.html, badge.svg, counter.svg, chart.svg
///   XVIII-16/events, milestones                          .atom and .json
///
/// in the folder of the language, but for English, which lies on top. There, for all languages:
///
///   style.css, page.js, icon.svg
///   data/treaties, data/participants, data/events        .csv and .json, with a datapackage.json
///   XVIII-16/participants                                .csv and .json, with a datapackage.json
///
/// The front pages are those that belong to no treaty; a treaty's lie in its folder.
///
/// Pages ask nobody but their own host for anything, work without script, follow the reader's light
/// or dark, and are dated; a stale one says so on top.
class SitePages {
 public:
  /// Reads `DIR/<language>/site.toml`, what EventWords reads there, and `DIR/site/*`; throws
  /// std::runtime_error that names the file when one is missing or faulty.
  SitePages(const std::string& directory, const std::string& language);
  ~SitePages();
  SitePages(SitePages&&) noexcept;
  SitePages& operator=(SitePages&&) noexcept;

  [[nodiscard]] const SiteWords& words() const;
  [[nodiscard]] SiteEdition edition() const;
  /// Puts the words for those of the treaty's events that have none yet in this language.
  void tell(SiteTreaty& entry) const;

  /// Path to bytes. The same arguments give the same bytes. `participants` gives the regions.
  using Files = std::map<std::string, std::string>;
  [[nodiscard]] Files treaty_files(const Site& site, const SiteTreaty& entry,
                                   const treaty::Participants& participants) const;
  [[nodiscard]] Files front_files(const Site& site, const treaty::Participants& participants,
                                  FrontParts parts = {}) const;

 private:
  struct Set;
  std::unique_ptr<Set> set_;
};

/// Writes the files below `directory`, each at once under its name, so that no reader ever meets a
/// half one, and pages after what they show and link to. A file that has not changed is left alone
/// with its date. What else lies there stays. Throws std::runtime_error that names the file.
/// Returns the paths of those that were written.
std::vector<std::string> publish(const std::map<std::string, std::string>& files,
                                 const std::string& directory);

}  // namespace notify
