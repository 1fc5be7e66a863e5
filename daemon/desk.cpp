#include "daemon/desk.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "store/decisions.h"
#include "store/records.h"
#include "store/sources.h"
#include "treaty/ledger.h"

namespace service {

Desk::Desk(store::Database& database, const Library& library, const Settings& settings,
           Clock& clock)
    : database_{database}, library_{library}, settings_{settings}, clock_{clock} {
  on_new_data();
}

void Desk::on_new_data() {
  participants_ = library_.participants;
  for (const store::Decision& decision : store::load_decisions(database_)) {
    if (decision.verb != store::Verb::alias) continue;
    // The library may have come to know the name since, be it as another's: the library is right.
    know_as(decision.subject, treaty::ParticipantId{decision.detail});
  }
}

bool Desk::know_as(const std::string& name, const treaty::ParticipantId& id) {
  auto known = participants_.with_alias(name, id);
  if (!known) return false;
  participants_ = *std::move(known);
  return true;
}

const treaty::Record& Desk::record(const std::string& number) {
  const auto found = records_.find(number);
  if (found != records_.end()) return found->second;
  return records_.emplace(number, store::load_record(database_, number)).first->second;
}

const treaty::Rule* Desk::rule(const std::string& number) const {
  const auto found = library_.rules.find(number);
  return found == library_.rules.end() ? nullptr : &found->second;
}

treaty::Totals Desk::printed_more(const std::string& number) const {
  const auto found = library_.exceptions.find(number);
  return found == library_.exceptions.end() ? treaty::Totals{} : found->second.printed_more;
}

bool Desk::tracks(const std::string& number) const {
  return std::find(settings_.track.begin(), settings_.track.end(), number) != settings_.track.end();
}

// Where the rule waits for another treaty that is tracked, that one's printed date serves.
treaty::AssessOptions Desk::options_for(const std::string& number, const AsOf& as_of) {
  treaty::AssessOptions options{.today = clock_.today(), .as_of = as_of.day};
  const treaty::Rule* own = rule(number);
  if (own == nullptr || !own->entry.not_before.treaty) return options;
  const std::string& parent = *own->entry.not_before.treaty;
  if (!tracks(parent)) return options;
  const auto date =
      as_of.known_on ? store::load_record(database_, parent, as_of.known_on).entry_into_force.date
                     : record(parent).entry_into_force.date;
  if (date) options.in_force.emplace(parent, *date);
  return options;
}

// What was known on a day includes the notes and the printed date of that day: the store keeps each
// accepted header, the record in memory only the last.
treaty::Assessment Desk::assess(const std::string& number, const AsOf& as_of) {
  const treaty::Ledger ledger =
      as_of.known_on
          ? treaty::ledger_of(store::load_record(database_, number, as_of.known_on), participants_)
          : treaty::ledger_of(record(number), participants_);
  return treaty::assess(rule(number), ledger, options_for(number, as_of));
}

treaty::Assessment Desk::assess(const treaty::Record& record) {
  const treaty::Ledger ledger = treaty::ledger_of(record, participants_);
  return treaty::assess(rule(record.number), ledger, options_for(record.number, {}));
}

std::variant<treaty::Assessment, std::string> Desk::what_if(
    const std::string& number, const std::vector<treaty::Supposition>& suppositions) {
  auto ledger = treaty::with_suppositions(treaty::ledger_of(record(number), participants_),
                                          suppositions, participants_);
  if (auto* why = std::get_if<std::string>(&ledger)) return std::move(*why);
  return treaty::assess(rule(number), std::get<treaty::Ledger>(ledger), options_for(number, {}));
}

Freshness Desk::freshness(const std::string& number) {
  Freshness freshness;
  freshness.last_good_check = record(number).last_good_check;
  for (const store::SourceState& source : store::load_sources(database_, number)) {
    if (source.last_good && source.last_good > freshness.last_good_check) {
      freshness.last_good_check = source.last_good;
    }
    if (source.form != treaty::Form::html) continue;
    freshness.next_check = source.next_due;
    if (source.condition != store::Condition::good) freshness.fault = source.fault;
  }
  const auto skew = store::load_meta(database_, kClockSkew);
  if (skew && !clock_.is_simulated()) {
    const std::chrono::seconds apart{std::stoll(*skew)};
    if (is_clock_wrong(apart)) {
      freshness.fault = "this machine's clock and the depositary's differ by " +
                        in_words(std::chrono::abs(apart)) +
                        ": nothing that depends on the day is told";
    }
  }
  freshness.stale = is_stale(freshness.last_good_check, clock_.now());
  return freshness;
}

bool Desk::is_stale(const std::optional<treaty::Instant>& checked, treaty::Instant at) const {
  const auto limit = 2 * settings_.source.interval + std::chrono::hours{1};
  return !checked || at - *checked > limit;
}

}  // namespace service
