#include "treaty/ledger.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace treaty {
namespace {

Day day_of(Instant instant) {
  return Day::from_sys_days(std::chrono::floor<Days>(instant));
}

std::string table_source(const Act& act) {
  return "the participant table, column " + std::to_string(act.column);
}

std::optional<Union> union_of(const ParticipantId& id, const Participants& participants) {
  for (const Participant& former : participants.all()) {
    const auto& parts = former.successors;
    if (!former.began || std::find(parts.begin(), parts.end(), id) == parts.end()) continue;
    return Union{former.id.str(), former.name, {former.began, former.ceased}};
  }
  return std::nullopt;
}

// Fills what the table of participants knows. `id` may be absent: the name is then all we have.
Entry entry_of(std::string name, std::optional<ParticipantId> id, Act act,
               const Participants& participants) {
  Entry entry{.name = std::move(name), .id = std::move(id), .act = std::move(act)};
  const Participant* known = entry.id ? participants.find(*entry.id) : nullptr;
  if (known == nullptr) known = participants.find_by_name(entry.name);
  if (known != nullptr) {
    entry.id = known->id;
    entry.nature = known->nature;
    entry.ceased = known->ceased;
    entry.joined = union_of(known->id, participants);
  }
  return entry;
}

// The act of a former State that the row of its successor shows already: one deposit, told twice.
bool is_in_table(const Act& act, const Participant* former, const Ledger& ledger) {
  if (former == nullptr) return false;
  return std::any_of(ledger.entries.begin(), ledger.entries.end(), [&](const Entry& entry) {
    const bool successor =
        entry.id && std::find(former->successors.begin(), former->successors.end(), *entry.id) !=
                        former->successors.end();
    return successor && !entry.predecessor && entry.act.kind == act.kind &&
           entry.act.date == act.date;
  });
}

// The last day on which the instrument of a former State counts. It is not cut off on the day the
// State ended when a successor takes its place with an instrument of its own later: the depositary
// counted the German Democratic Republic's toward article 8(1) of the Second Optional Protocol to
// the Covenant (IV-12) half a year after the State had ended.
std::optional<Day> last_day_of(const Participant* former, const Ledger& ledger) {
  if (former == nullptr || !former->ceased) return std::nullopt;
  std::optional<Day> replaced;
  for (const Entry& entry : ledger.entries) {
    if (entry.predecessor || is_plain_signature(entry.act.kind) || !entry.id) continue;
    const auto& successors = former->successors;
    if (std::find(successors.begin(), successors.end(), *entry.id) == successors.end()) continue;
    if (!replaced || entry.act.date < *replaced) replaced = entry.act.date;
  }
  return replaced ? std::max(*former->ceased, *replaced - Days{1}) : *former->ceased;
}

void add_predecessors(const std::vector<Predecessor>& predecessors,
                      const Participants& participants, Ledger& ledger) {
  for (const Predecessor& predecessor : predecessors) {
    const Participant* former = predecessor.id ? participants.find(*predecessor.id)
                                               : participants.find_by_name(predecessor.name);
    for (const Act& act : predecessor.acts) {
      if (is_in_table(act, former, ledger)) continue;
      Entry entry = entry_of(predecessor.name, predecessor.id, act, participants);
      entry.predecessor = true;
      entry.ceased = last_day_of(former, ledger);
      entry.source = "a note to the table: \"" + predecessor.sentence + '"';
      ledger.entries.push_back(std::move(entry));
    }
  }
}

// The facts by which others were replaced.
std::map<std::int64_t, const Fact*> facts_by_id(const std::vector<Fact>& facts) {
  std::map<std::int64_t, const Fact*> by_id;
  for (const Fact& fact : facts) {
    if (fact.id != 0) by_id.emplace(fact.id, &fact);
  }
  return by_id;
}

// A bracketed act that a later act of the same participant overwrote: it counted when it was made.
const Fact* overwriting(const Fact& fact, const std::vector<Fact>& facts,
                        const std::map<std::int64_t, const Fact*>& by_id) {
  if (!fact.act.withdrawn || !fact.superseded_by) return nullptr;
  const Fact* by = nullptr;
  if (const auto found = by_id.find(*fact.superseded_by); found != by_id.end()) by = found->second;
  if (*fact.superseded_by == 0) {
    // In a record that is not stored yet the new facts have no ids.
    const auto fresh = std::find_if(facts.begin(), facts.end(), [&](const Fact& other) {
      return other.id == 0 && other.participant == fact.participant &&
             is_plain_signature(other.act.kind) == is_plain_signature(fact.act.kind);
    });
    if (fresh != facts.end()) by = &*fresh;
  }
  if (by == nullptr) return nullptr;
  const Fact& later = *by;
  return !later.act.withdrawn && later.act.date > fact.act.date ? &later : nullptr;
}

}  // namespace

std::string Entry::key() const {
  return id ? id->str() : folded_name(name);
}

Ledger ledger_of(const Reading& reading, const Participants& participants) {
  Ledger ledger;
  ledger.number = reading.number;
  ledger.title = reading.title;
  ledger.has_table = !reading.headings.empty();
  ledger.entry_into_force = reading.entry_into_force;
  ledger.counted = reading.counted;
  ledger.published = reading.published;
  for (const ReadParticipant& participant : reading.participants) {
    for (const Act& act : participant.acts) {
      Entry entry = entry_of(participant.name, participant.id, act, participants);
      entry.source = table_source(act);
      ledger.entries.push_back(std::move(entry));
    }
  }
  add_predecessors(reading.predecessors, participants, ledger);
  return ledger;
}

Ledger ledger_of(const Record& record, const Participants& participants) {
  Ledger ledger;
  ledger.number = record.number;
  ledger.title = record.title;
  ledger.has_table = !record.headings.empty();
  ledger.entry_into_force = record.entry_into_force;
  ledger.published = record.published;
  const auto by_id = facts_by_id(record.facts);
  for (const Fact& fact : record.facts) {
    const bool shown = !fact.superseded;
    const Fact* later = shown ? nullptr : overwriting(fact, record.facts, by_id);
    if (!shown && later == nullptr) continue;
    Entry entry = entry_of(fact.name, fact.participant, fact.act, participants);
    entry.source = table_source(fact.act);
    if (!fact.evidence.empty()) entry.source += ", evidence " + fact.evidence.substr(0, 12);
    entry.known_since = fact.first_seen;
    if (fact.act.withdrawn) {
      entry.withdrawn_by = day_of(fact.first_seen);
      if (later != nullptr) entry.withdrawn_by = std::min(*entry.withdrawn_by, later->act.date);
    }
    ledger.entries.push_back(std::move(entry));
  }
  add_predecessors(record.predecessors, participants, ledger);
  return ledger;
}

}  // namespace treaty
