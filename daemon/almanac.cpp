#include "daemon/almanac.h"

#include <utility>

#include "daemon/telling.h"
#include "feeds/address.h"
#include "store/decisions.h"
#include "store/step.h"
#include "treaty/events.h"

namespace service {

Almanac::Almanac(Desk& desk, store::Database& database, Clock& clock, const Settings& settings)
    : desk_{desk}, database_{database}, clock_{clock}, settings_{settings} {}

std::size_t Almanac::turn(const std::string& number) {
  const std::string key = "calendar." + number;
  const auto told = store::load_meta(database_, key);
  if (!told) return 0;
  const auto skew = store::load_meta(database_, kClockSkew);
  if (skew && !clock_.is_simulated() && is_clock_wrong(std::chrono::seconds{std::stoll(*skew)})) {
    return 0;
  }
  const auto since = treaty::Day::from_iso(*told);
  const treaty::Day today = clock_.today();
  if (!since || today <= *since) return 0;

  store::StoreStep step{.treaty = number, .at = clock_.now()};
  const std::string url =
      feeds::page_address(settings_.source.base_url, feeds::TreatyNumber::parse(number).value());
  address_events(treaty::events_of_calendar(desk_.assess(number), *since, today,
                                            {.now = step.at, .evidence = {}, .url = url}),
                 settings_.subscribers, receipts_of(database_), step.at, step);
  step.meta[key] = today.iso();
  const store::StepResult recorded = store::record(database_, step);
  std::size_t events = 0;
  for (const store::RecordedEvent& event : recorded.events)
    events += event.is_new ? 1 : 0;
  return events;
}

}  // namespace service
