#include "daemon/almanac.h"

#include <algorithm>
#include <utility>

#include "daemon/claims.h"
#include "daemon/telling.h"
#include "feeds/address.h"
#include "store/decisions.h"
#include "store/sources.h"
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
                 subscribers, told_or_due(database), entry.at, step);
  step.meta[key] = entry.today.iso();
  return step;
}

Almanac::Almanac(Desk& desk, store::Database& database, Clock& clock, const Settings& settings)
    : desk_{desk}, database_{database}, clock_{clock}, settings_{settings} {}

bool Almanac::is_look_overdue(const std::string& number) {
  constexpr std::chrono::hours kGrace{1};
  const auto url =
      feeds::page_address(settings_.source.base_url, feeds::TreatyNumber::parse(number).value());
  const auto page = store::load_source(database_, url);
  return page && page->next_due + kGrace < clock_.now();
}

// True when days have passed untold, because nothing could be read or nobody looked.
bool Almanac::is_behind(const std::string& number) {
  const auto told = store::load_meta(database_, calendar_key(number));
  const auto since = told ? treaty::Day::from_iso(*told) : std::nullopt;
  return since && clock_.today() - *since > treaty::Days{1};
}

// True while the record claims something that the next looks may still settle.
bool Almanac::waits_for_more(const std::string& number) {
  const auto waiting = waiting_claims(database_, number);
  return std::any_of(waiting.begin(), waiting.end(), [](const WaitingClaim& claim) {
    return claim.verdict == treaty::Verdict::none;
  });
}

std::size_t Almanac::turn(const std::string& number) {
  const auto skew = store::load_meta(database_, kClockSkew);
  if (skew && !clock_.is_simulated() && is_clock_wrong(std::chrono::seconds{std::stoll(*skew)})) {
    return 0;
  }
  // A look that is overdue comes first: the record may have changed while nobody looked, and it is
  // the look that tells whether our clock is right. One that fails is a look too.
  if (is_look_overdue(number)) return 0;
  if (is_behind(number) && waits_for_more(number)) return 0;
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
