#include "daemon/catalogue.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <set>
#include <utility>
#include <variant>

#include "daemon/track.h"
#include "feeds/backoff.h"
#include "lib/format.h"
#include "lib/log.h"
#include "store/catalogue.h"
#include "store/step.h"

namespace service {
namespace {

constexpr std::chrono::seconds kInterval = std::chrono::days{7};
constexpr std::chrono::seconds kAfterFault = std::chrono::days{1};
constexpr double kJitter = 0.1;

}  // namespace

std::vector<feeds::CatalogueList> wanted_lists(const Settings& settings) {
  std::vector<feeds::CatalogueList> lists = feeds::catalogue_lists();
  const auto asked = settings.source.catalogue;
  if (asked) return *asked ? lists : std::vector<feeds::CatalogueList>{};
  const std::set<unsigned> chapters = chapters_of(settings.track_patterns);
  std::erase_if(lists, [&](const auto& list) { return !chapters.contains(list.chapter); });
  return lists;
}

void CatalogueKeeper::turn() {
  if (looking_) return;
  const auto states = store::load_catalogue_lists(world_.database);
  for (const feeds::CatalogueList& list : wanted_lists(world_.settings)) {
    const std::string url = feeds::list_address(world_.settings.source.base_url, list);
    const auto known = std::find_if(states.begin(), states.end(),
                                    [&](const auto& state) { return state.url == url; });
    if (known != states.end() && known->next_due > world_.clock.now()) continue;
    looking_ = true;
    world_.fetcher.fetch({.url = url}, [this, list, url](const feeds::FetchOutcome& outcome) {
      looking_ = false;
      try {
        take(list, url, outcome);
      } catch (const std::exception& fault) {
        // Nothing was recorded, so the next turn looks again.
        lib::log_error(fmt::format("{}: cannot record the list: {}", url, fault.what()));
      }
    });
    return;
  }
}

void CatalogueKeeper::take(const feeds::CatalogueList& list, const std::string& url,
                           const feeds::FetchOutcome& outcome) {
  const treaty::Instant now = world_.clock.now();
  store::StoreStep step{.at = now};
  store::CatalogueLook look{{.url = url, .chapter = list.chapter}, {}};
  for (const auto& state : store::load_catalogue_lists(world_.database)) {
    if (state.url == url) look.list.last_good = state.last_good;
  }
  auto wait = feeds::wait_for_next_poll(kInterval, kJitter, world_.random());
  auto after_fault = kAfterFault;
  if (const auto* document = std::get_if<feeds::Document>(&outcome)) {
    step.evidence.push_back({store::fingerprint(document->bytes), document->bytes});
    const auto read = feeds::read_catalogue(document->bytes, list.chapter);
    if (const auto* fault = std::get_if<feeds::ReadFault>(&read)) {
      look.list.fault = fault->text;
    } else {
      const auto& page = std::get<feeds::CataloguePage>(read);
      for (const feeds::CatalogueEntry& entry : page.entries)
        look.entries.emplace_back(entry.number, entry.title);
      for (const std::string& number : page.unread) {
        lib::log_warning(fmt::format("{}: \"{}\" is no treaty number", url, number));
      }
    }
  } else if (const auto* fault = std::get_if<feeds::Fault>(&outcome)) {
    look.list.fault = fault->sentence;
    after_fault = std::clamp(fault->retry_after.value_or(kAfterFault), kAfterFault, kInterval);
  }
  if (look.list.fault.empty()) {
    look.list.last_good = now;
    lib::log_info(fmt::format("{}: {} treaties listed", url, look.entries.size()));
  } else {
    wait = after_fault;
    lib::log_warning(fmt::format("{}: {}; next try in {} s", url, look.list.fault, wait.count()));
  }
  look.list.next_due = now + wait;
  step.catalogue = std::move(look);
  store::record(world_.database, step);
  world_.changed();
}

}  // namespace service
