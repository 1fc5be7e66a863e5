#include "daemon/source_health.h"

#include <utility>

#include "daemon/clock.h"
#include "lib/rfc3339.h"

namespace service {
namespace {

std::string form_name(treaty::Form form) {
  return form == treaty::Form::html ? "page" : "XML document";
}

// An event for operators; the id tells it once a day.
treaty::Event event_at(treaty::EventKind kind, const std::string& number, const std::string& what,
                       treaty::Instant at, const std::string& url) {
  treaty::Event event;
  event.id =
      number + '.' + std::string{treaty::name_of(kind)} + '.' + what + '.' + utc_day(at).iso();
  event.kind = kind;
  event.treaty = number;
  event.first_seen = at;
  event.url = url;
  return event;
}

treaty::Event event_of(treaty::EventKind kind, const SourceNews& news, const std::string& number,
                       treaty::Instant at) {
  return event_at(kind, number, news.state.form == treaty::Form::html ? "page" : "xml", at,
                  news.state.url);
}

std::string last_good(const store::SourceState& state) {
  return state.last_good ? "It was last read well on " + lib::rfc3339(*state.last_good) + '.'
                         : std::string{"It has never been read well."};
}

void recover(SourceNews& news, const std::string& number, treaty::Instant at,
             std::vector<treaty::Event>& events) {
  store::SourceState& state = news.state;
  if (state.told) {
    treaty::Event event = event_of(treaty::EventKind::source_recovered, news, number, at);
    event.headline = "Reading " + number + " again: the " + form_name(state.form) + " is back";
    event.text = "The " + form_name(state.form) + " of " + number +
                 " is read well again. What was wrong: " + state.fault + '.';
    events.push_back(std::move(event));
  }
  if (state.condition != store::Condition::good) state.since = at;
  state.condition = store::Condition::good;
  state.failures = 0;
  state.fault.clear();
  state.told = false;
  state.last_good = at;
}

}  // namespace

std::vector<treaty::Event> judge_source(SourceNews& news, const std::string& number,
                                        treaty::Instant at, const std::string& page_url) {
  std::vector<treaty::Event> events;
  store::SourceState& state = news.state;
  if (news.fault.empty()) {
    recover(news, number, at, events);
    return events;
  }
  if (state.condition == store::Condition::good) state.since = at;
  ++state.failures;
  state.fault = news.fault;
  state.condition =
      state.failures >= kFailuresUntilBroken ? store::Condition::broken : store::Condition::suspect;
  const bool broken = state.condition == store::Condition::broken;
  if (!broken && !news.is_doubt) return events;
  treaty::Event event =
      event_of(broken ? treaty::EventKind::source_broken : treaty::EventKind::source_suspect, news,
               number, at);
  event.headline = (news.is_doubt ? "Not believed: the " : "Not reached: the ") +
                   form_name(state.form) + " of " + number;
  event.text = "The " + form_name(state.form) + " of " + number + ": " + news.fault +
               ". Nothing was taken from it and no reader was told anything. " + last_good(state) +
               " It has failed " + std::to_string(state.failures) +
               (state.failures == 1 ? " time." : " times in a row.");
  if (event.url.empty()) event.url = page_url;
  events.push_back(std::move(event));
  state.told = true;
  return events;
}

treaty::Event held_event(const std::string& number, const treaty::Pending& claim,
                         const std::string& digest, treaty::Instant at,
                         const std::string& page_url) {
  treaty::Event event = event_at(treaty::EventKind::source_suspect, number,
                                 "held." + digest.substr(0, 12), at, page_url);
  event.evidence = claim.sightings.back().evidence;
  event.headline = "Held: a change to " + number + " waits for confirmation";
  event.text = "The record of " + number + " now claims: " + claim.claim +
               ". Nothing was taken from this and no reader was told, because " + claim.why + ". ";
  event.text += claim.ripe ? "It is settled by another look that shows it, not before " +
                                 lib::rfc3339(*claim.ripe) + ", or by a person: treatyctl holds."
                           : std::string{"It waits for a person: treatyctl holds."};
  return event;
}

treaty::Event recorded_again_event(const std::string& number, const std::string& fault,
                                   treaty::Instant at, const std::string& page_url) {
  treaty::Event event =
      event_at(treaty::EventKind::source_recovered, number, "record", at, page_url);
  event.headline = "Recording " + number + " again";
  event.text = "What was read of " + number + " could not be recorded for a while: " + fault +
               ". It can be recorded again; what changed meanwhile has been found now.";
  return event;
}

treaty::Event wrong_clock_event(const std::string& number, std::chrono::seconds skew,
                                treaty::Instant at, const std::string& page_url) {
  treaty::Event event = event_at(treaty::EventKind::source_suspect, number, "clock", at, page_url);
  event.headline = "The clock is wrong: days are not told";
  event.text = "The depositary's server and this machine differ by " +
               in_words(std::chrono::abs(skew)) + "; the server is " +
               (skew.count() > 0 ? "ahead" : "behind") +
               ". Until they agree, nothing that depends on the day is told. Check this machine's "
               "clock.";
  return event;
}

void keep_validators(store::SourceState& state, const feeds::Validators& validators) {
  const auto set = [](std::optional<std::string>& into, const std::string& value) {
    into = value.empty() ? std::nullopt : std::optional{value};
  };
  set(state.etag, validators.etag);
  set(state.last_modified, validators.last_modified);
  state.wire_sha256 = validators.wire_sha256;
}

feeds::Validators validators_of(const store::SourceState& state) {
  return {state.etag.value_or(""), state.last_modified.value_or(""), state.wire_sha256};
}

}  // namespace service
