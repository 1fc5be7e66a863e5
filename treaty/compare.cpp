#include "treaty/compare.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace treaty {
namespace {

enum class Sort { signature, binding, other };

Sort sort_of(ActKind kind) {
  switch (kind) {
    case ActKind::signature:
    case ActKind::succession_to_signature:
    case ActKind::confirmation_of_signature: return Sort::signature;
    case ActKind::provisional_application:
    case ActKind::extension:
    case ActKind::notification: return Sort::other;
    default: return Sort::binding;
  }
}

bool same_act(const Act& a, const Act& b) {
  return a.kind == b.kind && a.date == b.date && a.candidates == b.candidates;
}

// The two sides of one participant, each act matched at most once.
struct Sides {
  std::string name;
  std::vector<const Fact*> held;
  std::vector<const Act*> shown;
};

Change make_change(ChangeKind kind, const ParticipantId& id, const std::string& name,
                   const Fact* before, const Act* after) {
  Change change{kind, id, name, std::nullopt, std::nullopt};
  if (before != nullptr) change.before = *before;
  if (after != nullptr) change.after = *after;
  return change;
}

// Pairs facts and acts for which `match` holds, takes both out, and tells `use` of each pair.
template <typename Match, typename Use>
void pair_off(Sides& sides, Match match, Use use) {
  for (auto act = sides.shown.begin(); act != sides.shown.end();) {
    const auto fact = std::find_if(sides.held.begin(), sides.held.end(),
                                   [&](const Fact* held) { return match(*held, **act); });
    if (fact == sides.held.end()) {
      ++act;
      continue;
    }
    use(**fact, **act);
    sides.held.erase(fact);
    act = sides.shown.erase(act);
  }
}

void compare_participant(const ParticipantId& id, Sides& sides, std::vector<Change>& changes) {
  pair_off(
      sides,
      [](const Fact& fact, const Act& act) {
        return same_act(fact.act, act) && fact.act.withdrawn == act.withdrawn;
      },
      [](const Fact&, const Act&) {});
  pair_off(
      sides, [](const Fact& fact, const Act& act) { return same_act(fact.act, act); },
      [&](const Fact& fact, const Act& act) {
        const auto kind = act.withdrawn ? ChangeKind::bracketed : ChangeKind::restored;
        changes.push_back(make_change(kind, id, sides.name, &fact, &act));
      });
  const auto is_sole = [&](Sort sort) {
    const auto of_sort = [&](ActKind kind) { return sort_of(kind) == sort; };
    return std::count_if(sides.held.begin(), sides.held.end(),
                         [&](const Fact* fact) { return of_sort(fact->act.kind); }) == 1 &&
           std::count_if(sides.shown.begin(), sides.shown.end(),
                         [&](const Act* act) { return of_sort(act->kind); }) == 1;
  };
  const std::array sole = {is_sole(Sort::signature), is_sole(Sort::binding), is_sole(Sort::other)};
  pair_off(
      sides,
      [&](const Fact& fact, const Act& act) {
        return sort_of(fact.act.kind) == sort_of(act.kind) &&
               sole.at(static_cast<std::size_t>(sort_of(act.kind)));
      },
      [&](const Fact& fact, const Act& act) {
        const bool anew = fact.act.withdrawn && !act.withdrawn && act.date > fact.act.date;
        const auto kind = anew ? ChangeKind::rejoined : ChangeKind::corrected;
        changes.push_back(make_change(kind, id, sides.name, &fact, &act));
      });
  for (const Fact* fact : sides.held) {
    changes.push_back(make_change(ChangeKind::vanished, id, sides.name, fact, nullptr));
  }
  for (const Act* act : sides.shown) {
    changes.push_back(make_change(ChangeKind::added, id, sides.name, nullptr, act));
  }
}

bool was_held(const Record& record, const Change& change) {
  return std::any_of(record.facts.begin(), record.facts.end(), [&](const Fact& fact) {
    return fact.superseded && fact.participant == change.participant &&
           same_act(fact.act, *change.after);
  });
}

std::string claim_of(const Act& act) {
  std::string words{name_of(act.kind)};
  words += ' ' + act.date.iso();
  if (act.withdrawn) words += " bracketed";
  return words;
}

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::added: return "added";
    case ChangeKind::corrected: return "corrected";
    case ChangeKind::bracketed: return "bracketed";
    case ChangeKind::restored: return "restored";
    case ChangeKind::rejoined: return "rejoined";
    case ChangeKind::vanished: return "vanished";
  }
  return "added";
}

}  // namespace

std::string Change::claim() const {
  std::string words{name_of(kind)};
  words += ' ' + participant.str();
  if (before) words += ' ' + claim_of(before->act);
  if (before && after) words += " to";
  if (after) words += ' ' + claim_of(*after);
  return words;
}

std::vector<Change> compare(const Record& record, const Reading& reading) {
  std::map<ParticipantId, Sides> by_participant;
  for (const Fact& fact : record.facts) {
    if (fact.superseded) continue;
    Sides& sides = by_participant[fact.participant];
    sides.name = fact.name;
    sides.held.push_back(&fact);
  }
  for (const ReadParticipant& row : reading.participants) {
    if (!row.id) continue;
    Sides& sides = by_participant[*row.id];
    sides.name = row.name;
    for (const Act& act : row.acts)
      sides.shown.push_back(&act);
  }
  std::vector<Change> changes;
  for (auto& [id, sides] : by_participant)
    compare_participant(id, sides, changes);
  for (Change& change : changes)
    change.again = change.kind == ChangeKind::added && was_held(record, change);
  return changes;
}

Record with_changes(Record record, const std::vector<Change>& changes, Instant seen,
                    const std::string& evidence) {
  for (const Change& change : changes) {
    if (change.before) {
      const auto touched =
          std::find_if(record.facts.begin(), record.facts.end(), [&](const Fact& fact) {
            return !fact.superseded && fact.participant == change.participant &&
                   fact.act == change.before->act;
          });
      if (touched != record.facts.end()) {
        touched->superseded = seen;
        if (change.after) touched->superseded_by = 0;  // by the fact below, not recorded yet
      }
    }
    if (change.after) {
      Fact fact{0, change.participant, change.name, *change.after, seen, seen, evidence, {}, {}};
      record.facts.push_back(std::move(fact));
    }
  }
  return record;
}

}  // namespace treaty
