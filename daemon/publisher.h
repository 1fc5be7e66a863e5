#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "notify/digest.h"
#include "notify/site.h"
#include "store/database.h"
#include "store/events.h"
#include "store/newsletters.h"

namespace service {

/// How an issue is to be written.
struct DigestForm {
  notify::DigestFormat format = notify::DigestFormat::text;
  std::string language = "en";
};

/// What leaves the service as files and texts rather than as notices: the public pages with their
/// feeds, calendar, badges and data, and issues of a newsletter.
class Publisher {
 public:
  struct World {
    Desk& desk;
    store::Database& database;
    Clock& clock;
    const Settings& settings;
    std::function<void(std::function<void()>)> later;  ///< runs a job soon, never inside this call
  };

  /// Loads the templates; throws std::runtime_error that names the file of a faulty one.
  Publisher(World world, const std::string& templates);

  // The public pages. Nothing happens without [publish]. A fault (a full disk) is logged: the pages
  // of before stay, dated.

  /// Writes the pages of one treaty. The front pages, which speak of all treaties, are then due.
  void publish(const std::string& number);

  /// Writes the pages that went stale without a look, and the front pages if they are due. While
  /// more looks are under way (`busy`), at most once a minute: hundreds of treaties may be tracked.
  void settle(bool busy);

  /// Writes everything anew, a treaty at a time so that nothing else waits for long.
  void publish_all();

  struct Printed {
    std::string text;
    bool stale = false;  ///< of some treaty the record was never read, or not for too long
  };

  /// An issue of what was recorded in (since, until]; nullopt for the first, or for now. Of a past
  /// `until` the state of play is that of its day, as known then.
  Printed digest(std::optional<treaty::Instant> since, std::optional<treaty::Instant> until,
                 const DigestForm& form);

  /// The next issue of a newsletter, were it made now: all that was recorded since the last one. A
  /// first issue begins `since` then, or with the first event.
  store::Issue next_issue(const std::string& newsletter, std::optional<treaty::Instant> since);

  /// An issue as it reads; one that was made long ago as it read then.
  Printed print(const store::Issue& issue, const DigestForm& form);

  /// The language that was asked for, or that of the configuration; nullopt when there are no words
  /// in it.
  [[nodiscard]] std::optional<std::string> language_or_default(const std::string* wanted) const;
  [[nodiscard]] std::string languages() const;  ///< "en, es, fr"
  /// The words of the images, in English.
  [[nodiscard]] const notify::SiteWords& words() const { return words_; }

 private:
  std::vector<store::StoredEvent> stored_events_of(const std::string& number);
  std::vector<treaty::Event> events_of(const std::string& number);
  /// Brings what the site holds of a treaty up to now; nullptr before its first reading.
  const notify::SiteTreaty* refresh(const std::string& number);
  void write(const std::map<std::string, std::string>& files);
  void publish_next();
  void publish_stale();
  Printed printed(const notify::Digest& digest, const DigestForm& form) const;
  void guarded(const std::function<void()>& job);

  World world_;
  std::vector<notify::SitePages> pages_;  // by language, English first; none without [publish]
  notify::SiteWords words_;               // of charts that somebody asks for
  std::optional<notify::Site> site_;      // in the order of `track`
  std::set<std::string> waiting_;         // to be written anew by publish_next
  bool front_due_ = false;
  notify::FrontParts due_;  // what of the front pages is no longer as it was written
  std::chrono::steady_clock::time_point front_written_;
  treaty::Instant freshness_checked_{};
  std::map<std::string, notify::Digests> digests_;  // by language
};

}  // namespace service
