#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "notify/site.h"
#include "notify/site_words.h"
#include "notify/state_view.h"
#include "store/database.h"

namespace service {

/// The feeds and the calendar on the socket, below /feeds/: the bytes that [publish] writes as
/// files in English, by the same writers, and there without [publish] too. Their ids then name the
/// authority "treatyd.invalid", since no domain is known: whoever hands such feeds on should
/// configure one first, because ids must never change.
///
///   NUMBER.atom, NUMBER/events.atom, NUMBER/milestones.atom, events.atom, milestones.atom,
///   kinds/KIND.atom, participants/ID.atom, each as .json too; calendar.ics
class FeedShelf {
 public:
  struct World {
    Desk& desk;
    store::Database& database;
    Clock& clock;
    const Settings& settings;
    const notify::SiteWords& words;  ///< in English
    std::filesystem::path templates;
  };
  explicit FeedShelf(World world)
      : world_{std::move(world)}, state_words_{world_.templates / "en"} {}

  struct File {
    std::string content_type;
    std::string bytes;
  };
  /// `path` below /feeds/; nullopt when there is none of that name.
  std::optional<File> find(const std::string& path);

 private:
  notify::Site empty_site() const;
  std::optional<notify::SiteTreaty> entry_of(const std::string& number);
  notify::Site whole_site();
  std::optional<std::string> of_treaty(const std::string& path);
  std::optional<std::string> across_treaties(const std::string& path);
  std::string calendar();

  World world_;
  notify::StateWords state_words_;
  /// The feeds across treaties follow from the events of what is tracked.
  std::map<std::string, std::string> across_;
  std::vector<std::string> across_track_;
  std::int64_t across_until_ = -1;  ///< sequence of the last event in them
};

}  // namespace service
