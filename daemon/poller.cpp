#include "daemon/poller.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>
#include <variant>

#include "daemon/source_health.h"
#include "feeds/address.h"
#include "feeds/backoff.h"
#include "lib/format.h"
#include "lib/log.h"
#include "store/holds.h"
#include "store/step.h"

namespace service {
namespace {

constexpr double kPollJitter = 0.1;
constexpr std::chrono::minutes kAfterUnrecorded{10};
constexpr std::chrono::minutes kLongestLook{15};

// The server's clock minus ours, by the answer that tells it last.
std::optional<std::chrono::seconds> skew_of(const Look& look) {
  std::optional<std::chrono::seconds> skew;
  for (const FetchedForm& form : look.forms) {
    if (const auto* same = std::get_if<feeds::NotModified>(&form.outcome)) {
      if (same->receipt.clock_skew) skew = same->receipt.clock_skew;
    } else if (const auto* document = std::get_if<feeds::Document>(&form.outcome)) {
      if (document->receipt.clock_skew) skew = document->receipt.clock_skew;
    }
  }
  return skew;
}

treaty::Patience patience_of(const Settings& settings, const std::string& number) {
  const auto& manual = settings.watch.confirm_manually;
  return {.confirm_after = settings.source.confirm_after,
          .manual = settings.watch.all_manually ||
                    std::find(manual.begin(), manual.end(), number) != manual.end()};
}

std::string address_of(const Settings& settings, const std::string& number, treaty::Form form) {
  const auto parsed = feeds::TreatyNumber::parse(number).value();
  return form == treaty::Form::html ? feeds::page_address(settings.source.base_url, parsed)
                                    : feeds::xml_address(settings.source.base_url, parsed);
}

store::SourceState source_of(store::Database& database, const std::string& url,
                             const std::string& number, treaty::Form form) {
  if (auto known = store::load_source(database, url)) return *std::move(known);
  return {.url = url, .treaty = number, .form = form};
}

}  // namespace

std::optional<treaty::Instant> Poller::next_due(const std::string& number) const {
  const auto page =
      store::load_source(world_.database, address_of(world_.settings, number, treaty::Form::html));
  std::optional<treaty::Instant> due;
  if (page) due = page->next_due;
  const auto lost = unrecorded_.find(number);
  if (lost != unrecorded_.end()) due = std::max(due.value_or(lost->second.next), lost->second.next);
  return due;
}

void Poller::poll(const std::string& number, Done done) {
  if (running_.contains(number)) {
    queued_[number].push_back(std::move(done));
    return;
  }
  running_[number].push_back(std::move(done));
  begin(number);
}

bool Poller::makes_progress() const {
  const auto now = std::chrono::steady_clock::now();
  return std::none_of(began_.begin(), began_.end(),
                      [&](const auto& look) { return now - look.second > kLongestLook; });
}

void Poller::begin(const std::string& number) {
  began_[number] = std::chrono::steady_clock::now();
  guarded(number, [&] {
    auto look = std::make_shared<Look>(Look{number, world_.clock.now(), world_.clock.today(), {}});
    fetch(look, treaty::Form::html);
  });
}

void Poller::fetch(const std::shared_ptr<Look>& look, treaty::Form form) {
  FetchedForm fetched_form{.form = form, .url = address_of(world_.settings, look->number, form)};
  fetched_form.source = source_of(world_.database, fetched_form.url, look->number, form);
  feeds::FetchRequest request{.url = fetched_form.url, .form = form};
  // A claim that waits needs the document itself: "not modified" would confirm nothing for ever.
  const bool whole = form == treaty::Form::xml ||
                     !store::waiting_holds(world_.database, look->number).empty() ||
                     fetched_form.source.condition != store::Condition::good;
  if (!whole) request.validators = validators_of(fetched_form.source);
  look->forms.push_back(std::move(fetched_form));
  world_.fetcher.fetch(std::move(request), [this, look](feeds::FetchOutcome outcome) {
    fetched(look, std::move(outcome));
  });
}

void Poller::fetched(const std::shared_ptr<Look>& look, feeds::FetchOutcome outcome) {
  guarded(look->number, [&] {
    FetchedForm& form = look->forms.back();
    form.outcome = std::move(outcome);
    if (const auto* document = std::get_if<feeds::Document>(&form.outcome)) {
      form.print = store::fingerprint(document->bytes);
    }
    if (look->forms.size() == 1 &&
        needs_second_form(*look, world_.desk, waiting_claims(world_.database, look->number))) {
      fetch(look, treaty::Form::xml);
    } else {
      end(record(*look));
    }
  });
}

void Poller::guarded(const std::string& number, const std::function<void()>& step) {
  try {
    step();
  } catch (const std::exception& fault) {
    // Nothing of the look was recorded, so the next one finds the same again.
    PollOutcome outcome{.number = number};
    outcome.faults.emplace_back(std::string{"cannot record what was read: "} + fault.what());
    lib::log_error(fmt::format("{}: {}", number, outcome.faults.back()));
    unrecorded_[number] = {outcome.faults.back(), world_.clock.now() + kAfterUnrecorded};
    end(outcome);
  }
}

void Poller::end(const PollOutcome& outcome) {
  auto running = running_.extract(outcome.number);
  if (running.empty()) return;  // told already, and one of those who were told threw
  const std::vector<Done> told = std::move(running.mapped());
  began_.erase(outcome.number);
  world_.ended(outcome);
  if (auto waiting = queued_.extract(outcome.number); !waiting.empty()) {
    running_[outcome.number] = std::move(waiting.mapped());
    begin(outcome.number);
  }
  for (const Done& done : told)
    done(outcome);
}

std::chrono::seconds Poller::wait_after(const LookResult& result, treaty::Instant at,
                                        const store::SourceState& page,
                                        std::optional<std::chrono::seconds> retry_after) const {
  if (page.failures > 0) {
    feeds::BackoffPolicy policy;
    policy.cap = std::min(policy.cap, world_.settings.source.interval);
    policy.first = std::min(policy.first, policy.cap);
    return feeds::wait_after_failures(policy, static_cast<unsigned>(page.failures), retry_after,
                                      world_.random());
  }
  const auto interval = world_.settings.source.interval;
  if (result.ripe) {
    // Not before the claim is ripe, else that look would settle nothing.
    const auto wait = std::max<std::chrono::seconds>(*result.ripe - at, std::chrono::seconds{1});
    if (wait < interval) return wait;
  }
  return feeds::wait_for_next_poll(interval, kPollJitter, world_.random());
}

PollOutcome Poller::record(const Look& look) {
  const FetchedForm& page = look.forms.front();
  LookResult result = work_out(look, {world_.desk, waiting_claims(world_.database, look.number),
                                      patience_of(world_.settings, look.number),
                                      world_.settings.subscribers, told_or_due(world_.database),
                                      [this](const std::string& id) {
                                        return store::find_event(world_.database, id).has_value();
                                      },
                                      page.url});

  std::optional<std::chrono::seconds> retry_after;
  if (const auto* fault = std::get_if<feeds::Fault>(&page.outcome)) {
    retry_after = fault->retry_after;
  }
  store::SourceState& state = result.step.sources.front();
  const auto wait = wait_after(result, look.at, state, retry_after);
  for (store::SourceState& source : result.step.sources)
    source.next_due = look.at + wait;

  if (const auto skew = skew_of(look); skew && !world_.clock.is_simulated()) {
    result.step.meta[kClockSkew] = std::to_string(skew->count());
    if (is_clock_wrong(*skew)) {
      address_events({wrong_clock_event(look.number, *skew, look.at, page.url)},
                     world_.settings.subscribers, {}, look.at, result.step);
    }
  }
  if (const auto lost = unrecorded_.find(look.number); lost != unrecorded_.end()) {
    address_events({recorded_again_event(look.number, lost->second.fault, look.at, page.url)},
                   world_.settings.subscribers, {}, look.at, result.step);
  }
  const store::StepResult recorded = store::record(world_.database, result.step);
  unrecorded_.erase(look.number);
  world_.desk.forget(look.number);

  PollOutcome outcome{look.number,    result.believed, result.faults,
                      result.changes, result.pending,  0};
  for (const store::RecordedEvent& event : recorded.events)
    outcome.events += event.is_new ? 1 : 0;
  for (const std::string& fault : outcome.faults) {
    lib::log_warning(fmt::format("{}: {}; next try in {} s", look.number, fault, wait.count()));
  }
  if (result.first_import) {
    lib::log_info(fmt::format("{}: first reading recorded, {} acts; nobody is told of these",
                              look.number, result.changes));
  } else if (result.believed) {
    lib::log_info(fmt::format("{}: read well; {} changes, {} waiting for confirmation, {} events",
                              look.number, outcome.changes, outcome.pending, outcome.events));
  }
  world_.recorded(look.number);
  return outcome;
}

}  // namespace service
