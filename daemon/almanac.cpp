#include "daemon/almanac.h"

#include <utility>

#include "daemon/telling.h"
#include "feeds/address.h"
#include "store/decisions.h"
#include "treaty/events.h"

namespace service {

std::string calendar_key(const std::string& number) {
  return "calendar." + number;
}

std::optional<store::StoreStep> calendar_step(Desk& desk, store::Database& database,
                                              const store::JournalEntry& entry,
                                              std::span<const notify::Subscriber> subscribers) {
  const std::string key = calendar_key(entry.treaty);
  const auto told = store::load_meta(database, key);
  const auto since = told ? treaty::Day::from_iso(*told) : std::nullopt;
  if (!since || entry.today <= *since) return std::nullopt;
  store::StoreStep step{.treaty = entry.treaty, .at = entry.at, .journal = entry};
  address_events(treaty::events_of_calendar(desk.assess(entry.treaty), *since, entry.today,
                                            {.now = entry.at, .evidence = {}, .url = entry.url}),
                 subscribers, receipts_of(database), entry.at, step);
  step.meta[key] = entry.today.iso();
  return step;
}

Almanac::Almanac(Desk& desk, store::Database& database, Clock& clock, const Settings& settings)
    : desk_{desk}, database_{database}, clock_{clock}, settings_{settings} {}

std::size_t Almanac::turn(const std::string& number) {
  const auto skew = store::load_meta(database_, kClockSkew);
  if (skew && !clock_.is_simulated() && is_clock_wrong(std::chrono::seconds{std::stoll(*skew)})) {
    return 0;
  }
  const store::JournalEntry entry{
      .turn = store::Turn::calendar,
      .treaty = number,
      .at = clock_.now(),
      .today = clock_.today(),
      .url = feeds::page_address(settings_.source.base_url,
                                 feeds::TreatyNumber::parse(number).value())};
  const auto step = calendar_step(desk_, database_, entry, settings_.subscribers);
  if (!step) return 0;
  const store::StepResult recorded = store::record(database_, *step);
  std::size_t events = 0;
  for (const store::RecordedEvent& event : recorded.events)
    events += event.is_new ? 1 : 0;
  return events;
}

}  // namespace service
