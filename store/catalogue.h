#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/database.h"
#include "treaty/day.h"

namespace store {

/// The state of one page that lists treaties.
struct CatalogueListState {
  std::string url;
  unsigned chapter = 0;
  std::string fault;  ///< of the last look, a sentence; empty when it was good
  treaty::Instant next_due{};
  std::optional<treaty::Instant> last_good;
};

struct ListedTreaty {
  std::string number;
  std::string title;
  std::string url;  ///< of the list that shows it
  treaty::Instant first_seen{};
  treaty::Instant last_seen{};
};

std::vector<CatalogueListState> load_catalogue_lists(Database& db);

/// Every treaty that was ever listed, in the order in which they were first seen.
std::vector<ListedTreaty> load_catalogue(Database& db);

/// What one look at a list came to; for StoreStep. `entries` are numbers and titles, empty after a
/// fault. A treaty that is no longer listed stays, with the day on which it was last seen.
struct CatalogueLook {
  CatalogueListState list;
  std::vector<std::pair<std::string, std::string>> entries;
};

/// Records a look inside of a step's transaction. For step.cpp.
void record_catalogue(Database& db, const CatalogueLook& look, treaty::Instant at);

}  // namespace store
