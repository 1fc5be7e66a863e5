#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "notify/digest.h"
#include "notify/site.h"
#include "store/database.h"

namespace service {

/// What leaves the service as files and texts rather than as notices: the public pages with their
/// feeds, calendar, badges and data, and issues of a newsletter.
class Publisher {
 public:
  struct World {
    Desk& desk;
    store::Database& database;
    Clock& clock;
    const Settings& settings;
  };

  /// Loads the templates; throws std::runtime_error that names the file of a faulty one.
  Publisher(World world, const std::string& templates);

  /// Writes the public pages where the configuration wants them; nothing happens without
  /// [publish]. A fault (a full disk) is logged: the pages of before stay, dated.
  void publish();

  /// An issue of what was recorded in (since, until]; nullopt for the first, or for now.
  std::string digest(std::optional<treaty::Instant> since, std::optional<treaty::Instant> until,
                     notify::DigestFormat format);

 private:
  std::vector<treaty::Event> events_of(const std::string& number);

  World world_;
  notify::SitePages pages_;
  notify::Digests digests_;
};

}  // namespace service
