#include "treaty/confirm.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "treaty/declarations.h"
#include "treaty/events.h"

namespace treaty {
namespace {

constexpr Days kFresh{30};

// A claim about the treaty as a whole, or one about an act.
struct Claim {
  std::string text;
  std::optional<Change> change;  // nullopt: about the head of the record
  std::vector<Sighting> sightings;
  bool needs_two = false;
};

std::string head_claim(const Reading& reading) {
  std::string text =
      "entry into force " + (reading.entry_into_force.date ? reading.entry_into_force.date->iso()
                                                           : std::string{"not dated"});
  if (reading.entry_into_force.provisional) {
    text += ", provisional " + reading.entry_into_force.provisional->iso();
  }
  if (reading.entry_into_force.ended) text += ", ended " + *reading.entry_into_force.ended;
  return text;
}

std::string head_claim(const Record& record) {
  Reading held;
  held.entry_into_force = record.entry_into_force;
  return head_claim(held);
}

std::string predecessors_claim(const std::vector<Predecessor>& predecessors) {
  std::vector<std::string> lines;
  for (const Predecessor& predecessor : predecessors) {
    for (const Act& act : predecessor.acts) {
      lines.push_back((predecessor.id ? predecessor.id->str() : predecessor.name) + ' ' +
                      std::string{name_of(act.kind)} + ' ' + act.date.iso());
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text = "predecessors";
  for (const std::string& line : lines)
    text += "; " + line;
  return text;
}

bool has_table(const Reading& reading) {
  return !reading.headings.empty();
}

// Everything that a document claims against the record.
std::vector<Claim> claims_of(const Record& record, const Reading& reading, Day today) {
  std::vector<Claim> claims;
  if (head_claim(reading) != head_claim(record)) {
    claims.push_back({head_claim(reading), std::nullopt, {}, true});
  }
  if (!has_table(reading)) return claims;
  if (predecessors_claim(reading.predecessors) != predecessors_claim(record.predecessors)) {
    claims.push_back({predecessors_claim(reading.predecessors), std::nullopt, {}, true});
  }
  for (Change& change : compare(record, reading)) {
    const bool fresh = change.kind == ChangeKind::added && !change.after->withdrawn &&
                       today - change.after->date <= kFresh;
    std::string text = change.claim();
    claims.push_back({std::move(text), std::move(change), {}, !fresh});
  }
  return claims;
}

void collect_sightings(std::vector<Claim>& claims, const Record& record,
                       const std::vector<View>& views, const std::vector<Pending>& pending,
                       Day today) {
  for (Claim& claim : claims) {
    const auto known = std::find_if(pending.begin(), pending.end(), [&](const Pending& entry) {
      return entry.claim == claim.text;
    });
    if (known != pending.end()) claim.sightings = known->sightings;
  }
  for (const View& view : views) {
    std::set<std::string> shown;
    for (const Claim& claim : claims_of(record, view.reading, today))
      shown.insert(claim.text);
    for (Claim& claim : claims) {
      const Sighting sighting{view.reading.form, view.when, view.evidence};
      const bool told = std::find(claim.sightings.begin(), claim.sightings.end(), sighting) !=
                        claim.sightings.end();
      if (shown.contains(claim.text) && !told) claim.sightings.push_back(sighting);
    }
  }
}

bool confirmed(const Claim& claim) {
  return claim.sightings.size() >= 2;
}

Record applied(const Record& record, const std::vector<Claim>& claims, const View& view) {
  std::vector<Change> changes;
  Record after = record;
  for (const Claim& claim : claims) {
    if (claim.change) {
      changes.push_back(*claim.change);
    } else if (claim.text.starts_with("predecessors")) {
      after.predecessors = view.reading.predecessors;
    } else {
      after.entry_into_force = view.reading.entry_into_force;
    }
  }
  return with_changes(std::move(after), changes, view.when, view.evidence);
}

// What is told of the document itself once the reading is believed; none of it moves a count.
void take_head(Record& record, const View& view) {
  const Reading& reading = view.reading;
  if (!reading.title.empty()) record.title = reading.title;
  if (has_table(reading)) {
    record.headings = reading.headings;
    record.published = reading.published;
  }
  if (head_claim(record) == head_claim(reading)) record.entry_into_force = reading.entry_into_force;
  if (!record.first_reading) record.first_reading = view.when;
  record.last_good_check = view.when;
}

const View& primary_of(const std::vector<View>& views) {
  const auto with_table = std::find_if(views.begin(), views.end(),
                                       [](const View& view) { return has_table(view.reading); });
  return with_table == views.end() ? views.front() : *with_table;
}

// Nothing accepted, nothing pending: where every decision starts.
Decision unchanged(const Record& record, const Assessment& assessment) {
  return {.after = record, .assessment_before = assessment, .assessment_after = assessment};
}

// Declarations move no count, so they are decided by themselves.
Decision with_declarations_of(Decision decision, const std::vector<View>& views,
                              const std::vector<Pending>& pending) {
  DeclarationDecision said = decide_declarations(decision.after, views, pending);
  for (Pending& claim : std::exchange(said.pending, {}))
    decision.pending.push_back(std::move(claim));
  decision.after = with_declarations(std::move(decision.after), said, views);
  decision.declarations = std::move(said);
  return decision;
}

Decision first_import(const Record& record, const View& view, const Assessor& assess) {
  Decision decision = unchanged(record, assess(record));
  decision.first_import = true;
  decision.after.predecessors = view.reading.predecessors;
  decision.after.entry_into_force = view.reading.entry_into_force;
  decision.accepted = compare(record, view.reading);
  decision.after =
      with_changes(std::move(decision.after), decision.accepted, view.when, view.evidence);
  take_head(decision.after, view);
  decision.assessment_after = assess(decision.after);
  return decision;
}

std::optional<Doubt> mass_change(const std::vector<Claim>& claims) {
  std::vector<std::string> touched;
  for (const Claim& claim : claims) {
    if (claim.change && claim.change->kind != ChangeKind::added) touched.push_back(claim.text);
  }
  if (touched.size() <= kMassChange) return std::nullopt;
  return Doubt{"mass-change", std::to_string(touched.size()) +
                                  " acts already on record would change at once, such as \"" +
                                  touched.front() +
                                  "\"; that is damage until a person says "
                                  "otherwise"};
}

Pending pending_of(const Claim& claim, std::string why) {
  return {claim.text, std::move(why), claim.sightings};
}

}  // namespace

Decision decide(const Record& record, const std::vector<View>& views,
                const std::vector<Pending>& pending, Day today, const Assessor& assess) {
  const View& primary = primary_of(views);
  if (!record.first_reading) {
    return with_declarations_of(first_import(record, primary, assess), views, pending);
  }

  Decision decision = unchanged(record, assess(record));
  std::vector<Claim> claims = claims_of(record, primary.reading, today);
  if (auto doubt = mass_change(claims)) {
    decision.doubts.push_back(std::move(*doubt));
    decision.pending = pending;
    return decision;
  }
  collect_sightings(claims, record, views, pending, today);

  std::vector<Claim> sure;
  std::vector<Claim> single;
  for (const Claim& claim : claims) {
    if (confirmed(claim)) {
      sure.push_back(claim);
    } else if (claim.needs_two) {
      decision.pending.push_back(pending_of(
          claim, "it is not a new act of the last 30 days, and one document alone shows it"));
    } else {
      single.push_back(claim);
    }
  }

  std::vector<Claim> believed = sure;
  believed.insert(believed.end(), single.begin(), single.end());
  Record after = applied(record, believed, primary);
  if (top_milestone_differs(assess(applied(record, sure, primary)), assess(after))) {
    believed = sure;
    for (const Claim& claim : single) {
      if (is_plain_signature(claim.change->after->kind)) {
        believed.push_back(claim);
      } else {
        decision.pending.push_back(
            pending_of(claim, "it would change a headline, and one document alone shows it"));
      }
    }
    after = applied(record, believed, primary);
  }

  take_head(after, primary);
  for (const Claim& claim : believed) {
    if (claim.change) decision.accepted.push_back(*claim.change);
  }
  decision.after = std::move(after);
  decision.assessment_after = assess(decision.after);
  return with_declarations_of(std::move(decision), views, pending);
}

}  // namespace treaty
