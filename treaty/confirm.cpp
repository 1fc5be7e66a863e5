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
constexpr Days kUnsettled{30};

// A claim about the treaty as a whole, or one about an act.
struct Claim {
  std::string text;
  std::optional<Change> change;  // nullopt: about the head of the record
  bool fresh = false;            // a new act of the last days
  bool touches = false;          // something that is on record already
  bool unsettled = false;        // of a participant whose acts changed a short while ago
  bool contradicted = false;     // by the other form, in this look
  std::vector<Sighting> sightings;
  Verdict verdict = Verdict::none;
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

bool changed_lately(const Record& record, const ParticipantId& participant, Instant now) {
  return std::any_of(record.facts.begin(), record.facts.end(), [&](const Fact& fact) {
    return fact.participant == participant && fact.superseded &&
           now - *fact.superseded < kUnsettled;
  });
}

// Everything that a document claims against the record.
std::vector<Claim> claims_of(const Record& record, const Reading& reading, Day today) {
  std::vector<Claim> claims;
  if (head_claim(reading) != head_claim(record)) {
    const EntryIntoForceText& held = record.entry_into_force;
    claims.push_back(
        {.text = head_claim(reading), .touches = held.date || held.provisional || held.ended});
  }
  if (!has_table(reading)) return claims;
  if (predecessors_claim(reading.predecessors) != predecessors_claim(record.predecessors)) {
    claims.push_back({.text = predecessors_claim(reading.predecessors), .touches = true});
  }
  for (Change& change : compare(record, reading)) {
    Claim claim{.text = change.claim()};
    claim.touches = change.before.has_value();
    claim.fresh = change.kind == ChangeKind::added && !change.again && !change.after->withdrawn &&
                  today - change.after->date <= kFresh;
    claim.change = std::move(change);
    claims.push_back(std::move(claim));
  }
  return claims;
}

void collect_sightings(std::vector<Claim>& claims, const Record& record,
                       const std::vector<View>& views, const std::vector<Pending>& pending,
                       Day today, Instant now) {
  for (Claim& claim : claims) {
    const auto known = std::find_if(pending.begin(), pending.end(), [&](const Pending& entry) {
      return entry.claim == claim.text;
    });
    if (known != pending.end()) {
      claim.sightings = known->sightings;
      claim.verdict = known->verdict;
    }
    claim.unsettled =
        claim.touches && claim.change && changed_lately(record, claim.change->participant, now);
  }
  for (const View& view : views) {
    std::set<std::string> shown;
    for (const Claim& claim : claims_of(record, view.reading, today))
      shown.insert(claim.text);
    for (Claim& claim : claims) {
      const Sighting sighting{view.reading.form, view.when, view.evidence};
      const bool told = std::count(claim.sightings.begin(), claim.sightings.end(), sighting) > 0;
      if (!shown.contains(claim.text)) {
        const bool about_acts = claim.change || claim.text.starts_with("predecessors");
        claim.contradicted |= has_table(view.reading) || !about_acts;
      } else if (!told) {
        claim.sightings.push_back(sighting);
      }
    }
  }
  // The XML lags behind the page: by itself it takes nothing back.
  const bool page_seen = std::any_of(
      views.begin(), views.end(), [](const View& view) { return view.reading.form == Form::html; });
  for (Claim& claim : claims)
    claim.contradicted |= claim.touches && !page_seen;
}

bool in_both_forms(const Claim& claim) {
  const auto in = [&](Form form) {
    return std::any_of(claim.sightings.begin(), claim.sightings.end(),
                       [&](const Sighting& sighting) { return sighting.form == form; });
  };
  return in(Form::html) && in(Form::xml);
}

// When a look that shows the claim again settles it.
Instant ripe_at(const Claim& claim, const Patience& patience) {
  const bool doubtful = claim.touches && (claim.unsettled || claim.contradicted);
  return claim.sightings.front().when + (doubtful ? patience.debounce : patience.confirm_after);
}

bool confirmed(const Claim& claim, Instant now, const Patience& patience) {
  if (!claim.touches && in_both_forms(claim)) return true;
  return now >= ripe_at(claim, patience) && claim.sightings.front().when < now;
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
                              const std::vector<Pending>& pending, const Patience& patience) {
  DeclarationDecision said = decide_declarations(decision.after, views, pending, patience);
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

// The claims on acts already on record when there are too many of them, as one claim.
std::optional<Claim> mass_change(const std::vector<Claim>& claims) {
  std::vector<std::string> touched;
  for (const Claim& claim : claims) {
    if (claim.change && claim.touches) touched.push_back(claim.text);
  }
  if (touched.size() <= kMassChange) return std::nullopt;
  Claim all{.text = std::to_string(touched.size()) + " changes at once"};
  for (const std::string& text : touched)
    all.text += "; " + text;
  return all;
}

Doubt doubt_of_mass_change(const Claim& all) {
  const std::string text = all.text.substr(0, all.text.find(';'));
  const std::string first = all.text.substr(text.size() + 2);
  return {"mass-change",
          text + " to acts already on record, such as \"" + first.substr(0, first.find(';')) +
              "\"; that is damage until a person says otherwise",
          all.text};
}

// Splits the claims of one look into those that are believed and those that wait.
class Sorter {
 public:
  Sorter(const Record& record, const View& primary, const Assessor& assess,
         const Patience& patience)
      : record_{record}, primary_{primary}, assess_{assess}, patience_{patience} {}

  void sort(const std::vector<Claim>& claims, Decision& decision) {
    std::vector<Claim> unsure;
    for (const Claim& claim : claims) {
      if (claim.verdict == Verdict::rejected) {
        wait(claim, "a person rejected it", decision);
      } else if (claim.verdict == Verdict::approved) {
        believed_.push_back(claim);
      } else if (confirmed(claim, primary_.when, patience_)) {
        (patience_.manual ? unsure : believed_).push_back(claim);
      } else if (claim.fresh && claim.contradicted) {
        wait(claim, "the other form of the record does not show it, and one look alone does",
             decision);
      } else if (claim.fresh) {
        unsure.push_back(claim);
      } else {
        wait(claim,
             claim.touches ? "it touches what is on record, and one look alone shows it"
                           : "it is not a new act of the last 30 days, and one document alone "
                             "shows it",
             decision);
      }
    }
    for (const Claim& claim : unsure)
      take_unless_headline(claim, decision);
    if (!is_borne_out_by_the_whole(claims)) hold_what_is_new(decision);
  }

  [[nodiscard]] const std::vector<Claim>& believed() const { return believed_; }

 private:
  // What one document alone shows, or what a person must confirm, may change no headline.
  void take_unless_headline(const Claim& claim, Decision& decision) {
    std::vector<Claim> with = believed_;
    with.push_back(claim);
    if (!top_milestone_differs(assess_(applied(record_, believed_, primary_)),
                               assess_(applied(record_, with, primary_)))) {
      believed_ = std::move(with);
    } else if (patience_.manual) {
      wait(claim, "it would change a headline, and a person must approve it", decision);
    } else {
      wait(claim, "it would change a headline, and one document alone shows it", decision);
    }
  }

  // False when what is believed makes a headline, and would not if all that the document shows
  // were.
  bool is_borne_out_by_the_whole(const std::vector<Claim>& claims) const {
    if (believed_.empty() || believed_.size() == claims.size()) return true;
    const Assessment with = assess_(applied(record_, believed_, primary_));
    if (!top_milestone_differs(assess_(record_), with)) return true;
    std::vector<Claim> shown = claims;
    std::erase_if(shown, [](const Claim& claim) { return claim.verdict == Verdict::rejected; });
    return assess_(applied(record_, shown, primary_)).count >= with.count;
  }

  void hold_what_is_new(Decision& decision) {
    std::vector<Claim> kept;
    for (const Claim& claim : believed_) {
      if (claim.verdict == Verdict::approved || claim.touches) {
        kept.push_back(claim);
      } else {
        wait(claim, "it would change a headline, and the same document takes something back",
             decision);
      }
    }
    believed_ = std::move(kept);
  }

  void wait(const Claim& claim, std::string why, Decision& decision) const {
    Pending pending{claim.text, std::move(why), claim.sightings, claim.verdict, std::nullopt};
    const bool by_person = claim.verdict == Verdict::rejected ||
                           (patience_.manual && confirmed(claim, primary_.when, patience_));
    if (!by_person) pending.ripe = ripe_at(claim, patience_);
    decision.pending.push_back(std::move(pending));
  }

  const Record& record_;
  const View& primary_;
  const Assessor& assess_;
  const Patience& patience_;
  std::vector<Claim> believed_;
};

bool is_approved(const std::vector<Pending>& pending, const std::string& claim) {
  return std::any_of(pending.begin(), pending.end(), [&](const Pending& entry) {
    return entry.claim == claim && entry.verdict == Verdict::approved;
  });
}

// A date of entry into force that the rule does not give may be a slip of the record itself, which
// both forms would show.
void doubt_strange_date(std::vector<Claim>& claims, const Record& record, const View& primary,
                        const Assessor& assess) {
  if (claims.empty() || claims.front().change || !primary.reading.entry_into_force.date) return;
  const Assessment state = assess(applied(record, claims, primary));
  if (state.has_rule && state.agree != true) claims.front().touches = true;
}

// An act that vanishes under one name and comes up under another is one act; both forms would show
// a slip in its name.
void doubt_moved_acts(std::vector<Claim>& claims) {
  const auto vanished_elsewhere = [&](const Change& added) {
    return std::any_of(claims.begin(), claims.end(), [&](const Claim& claim) {
      return claim.change && claim.change->kind == ChangeKind::vanished &&
             claim.change->participant != added.participant &&
             claim.change->before->act.kind == added.after->kind &&
             claim.change->before->act.date == added.after->date;
    });
  };
  for (Claim& claim : claims) {
    if (!claim.change || claim.change->kind != ChangeKind::added) continue;
    if (!vanished_elsewhere(*claim.change)) continue;
    claim.touches = true;
    claim.fresh = false;
  }
}

}  // namespace

Decision decide(const Record& record, const std::vector<View>& views,
                const std::vector<Pending>& pending, Day today, const Assessor& assess,
                const Patience& patience) {
  const View& primary = primary_of(views);
  if (!record.first_reading) {
    return with_declarations_of(first_import(record, primary, assess), views, pending, patience);
  }

  Decision decision = unchanged(record, assess(record));
  std::vector<Claim> claims = claims_of(record, primary.reading, today);
  const auto mass = mass_change(claims);
  const bool mass_approved = mass && is_approved(pending, mass->text);
  if (mass && !mass_approved) {
    decision.doubts.push_back(doubt_of_mass_change(*mass));
    decision.pending = pending;
    return decision;
  }
  doubt_strange_date(claims, record, primary, assess);
  doubt_moved_acts(claims);
  collect_sightings(claims, record, views, pending, today, primary.when);
  if (mass_approved) {
    decision.believed.push_back(mass->text);
    for (Claim& claim : claims) {
      if (claim.touches) claim.verdict = Verdict::approved;
    }
  }

  Sorter sorter{record, primary, assess, patience};
  sorter.sort(claims, decision);
  decision.after = applied(record, sorter.believed(), primary);
  take_head(decision.after, primary);
  for (const Claim& claim : sorter.believed()) {
    decision.believed.push_back(claim.text);
    if (claim.change) decision.accepted.push_back(*claim.change);
  }
  decision.assessment_after = assess(decision.after);
  return with_declarations_of(std::move(decision), views, pending, patience);
}

}  // namespace treaty
