#pragma once

#include <functional>
#include <string>
#include <vector>

#include "daemon/clock.h"
#include "daemon/settings.h"
#include "feeds/catalogue.h"
#include "feeds/fetch.h"
#include "store/database.h"

namespace service {

/// Keeps the collection's lists of treaties: each that is wanted is looked at once a week, one
/// after the other, and a day after a fault. Loop thread only; what it is given must outlive it.
///
/// The shape of a list page is not backed by a recording (see feeds/catalogue.h); a list that
/// cannot be read is a fault in the log and in the answers, and takes nothing away.
class CatalogueKeeper {
 public:
  struct World {
    store::Database& database;
    feeds::Fetcher& fetcher;
    Clock& clock;
    const Settings& settings;
    std::function<double()> random;  ///< uniform in [0, 1)
    std::function<void()> changed;   ///< after a list was read and recorded
  };
  explicit CatalogueKeeper(World world) : world_{std::move(world)} {}
  CatalogueKeeper(const CatalogueKeeper&) = delete;
  CatalogueKeeper& operator=(const CatalogueKeeper&) = delete;

  /// Begins to look at the first list that is due, unless a look is under way.
  void turn();

 private:
  void take(const feeds::CatalogueList& list, const std::string& url,
            const feeds::FetchOutcome& outcome);

  World world_;
  bool looking_ = false;
};

/// The lists that the settings ask for: all with `source.catalogue = true`, none with false, and
/// those of the patterns' chapters when it is not set.
std::vector<feeds::CatalogueList> wanted_lists(const Settings& settings);

}  // namespace service
