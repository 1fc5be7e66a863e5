#include "daemon/look.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>
#include <variant>

#include "daemon/almanac.h"
#include "daemon/source_health.h"
#include "feeds/read_document.h"
#include "feeds/stamp.h"
#include "lib/sha256.h"
#include "store/records.h"
#include "treaty/check.h"
#include "treaty/compare.h"
#include "treaty/declarations.h"
#include "treaty/events.h"

namespace service {
namespace {

constexpr const char* kReader = "reader 2";

// One fetched document, read and checked.
struct Examined {
  std::optional<treaty::View> view;  // set when it passed its checks
  std::string fault;                 // a sentence; empty when it passed or was not modified
  std::vector<treaty::Doubt> doubts;
  std::vector<std::string> approved;    // doubts that a person has settled
  std::vector<treaty::Doubt> standing;  // approved too, and shown for as long as they stand
};

// Something came with status 200 and is no document: as much a reason for doubt as an error page.
bool is_no_document(const std::string& code) {
  return code == "empty" || code == "too-short" || code == "wrong-type";
}

std::string sentence_of(const std::vector<treaty::Doubt>& doubts) {
  std::string text = doubts.front().text;
  if (doubts.size() > 1) text += " (and " + std::to_string(doubts.size() - 1) + " more doubts)";
  return text;
}

std::size_t known_names(const treaty::Participants& participants) {
  std::size_t names = 0;
  for (const treaty::Participant& one : participants.all())
    names += 1 + one.aliases.size();
  return names;
}

EarlyReading read_form(const FetchedForm& form, const feeds::Document& document, Desk& desk) {
  const std::size_t names = known_names(desk.participants());
  if (form.early && form.early->known_names == names) return *form.early;
  return {feeds::read_document(document.bytes, desk.participants(), desk.exceptions()), names};
}

Examined examine(const Look& look, const FetchedForm& form, const feeds::Document& document,
                 Desk& desk, const std::set<std::string>& approved) {
  Examined examined;
  auto read = read_form(form, document, desk).read;
  if (const auto* fault = std::get_if<feeds::ReadFault>(&read)) {
    examined.fault = fault->text;
    return examined;
  }
  auto& reading = std::get<treaty::Reading>(read);
  // A kept body may be that of an earlier fetch which differed in the stamp alone, so the reading's
  // own does not serve.
  reading.as_at = feeds::iso_stamp(form.print->stamp.value_or(""));
  // The XML form has no table for a third of the treaties: that is no fault of it, but it then has
  // nothing to say about acts.
  const bool tableless_xml = form.form == treaty::Form::xml && reading.headings.empty();
  treaty::Record held = desk.record(look.number);
  if (tableless_xml) held.facts.clear();
  for (treaty::Doubt& doubt :
       treaty::check(reading, held, {look.number, look.today, desk.printed_more(look.number)},
                     desk.participants())) {
    // Who an unknown name is cannot be approved, only told: then there is no such doubt.
    if (approved.contains(doubt.claim) && !treaty::name_in_claim(doubt.claim)) {
      if (doubt.lasting) {
        examined.standing.push_back(std::move(doubt));
      } else {
        examined.approved.push_back(std::move(doubt.claim));
      }
    } else {
      examined.doubts.push_back(std::move(doubt));
    }
  }
  if (!examined.doubts.empty()) {
    examined.fault = sentence_of(examined.doubts);
    return examined;
  }
  // What lies ahead was approved: it is left out until its day has come.
  for (treaty::ReadParticipant& row : reading.participants)
    std::erase_if(row.acts, [&](const treaty::Act& act) { return act.date > look.today; });
  examined.view = treaty::View{std::move(reading), look.at, form.print->sha256};
  return examined;
}

// A doubt that a person may settle becomes a hold, as a claim does.
void hold_doubts(const std::vector<treaty::Doubt>& doubts, const Look& look, treaty::Form form,
                 const std::string& evidence, store::StoreStep& step) {
  for (const treaty::Doubt& doubt : doubts) {
    if (doubt.claim.empty()) continue;
    step.holds.push_back(
        {lib::sha256_hex(doubt.claim), doubt.claim, {doubt.text}, {form, evidence, look.at}});
  }
}

// Claims that are new, or seen again, become holds; those settled or no longer shown are resolved.
void record_pending(const treaty::Decision& decision, const std::set<std::string>& settled,
                    const LookContext& context, treaty::Instant at, store::StoreStep& step) {
  const auto still = [&](const std::string& claim) {
    return std::any_of(decision.pending.begin(), decision.pending.end(),
                       [&](const treaty::Pending& entry) { return entry.claim == claim; }) ||
           std::any_of(step.holds.begin(), step.holds.end(),
                       [&](const store::NewHold& doubt) { return doubt.claims == claim; });
  };
  for (const WaitingClaim& claim : context.waiting) {
    const store::Hold& hold = claim.hold;
    if (still(hold.claims)) continue;
    const bool approved = claim.verdict == treaty::Verdict::approved;
    const bool released = settled.contains(hold.claims);
    std::string by = released ? "second sighting" : "not shown again";
    if (released == approved && claim.verdict != treaty::Verdict::none) {
      by = "uid " + std::to_string(claim.uid);
    }
    step.resolved.push_back({hold.id,
                             released ? store::HoldState::released : store::HoldState::rejected,
                             std::move(by), at});
  }
  for (const treaty::Pending& claim : decision.pending) {
    for (const treaty::Sighting& sighting : claim.sightings) {
      if (sighting.when != at) continue;
      step.holds.push_back({lib::sha256_hex(claim.claim),
                            claim.claim,
                            {claim.why},
                            {sighting.form, sighting.evidence, sighting.when}});
    }
  }
}

void record_facts(const treaty::Decision& decision, treaty::Instant at, store::StoreStep& step) {
  for (const treaty::Change& change : decision.accepted) {
    std::optional<std::size_t> added;
    if (change.after) {
      added = step.add_facts.size();
      const auto fact = std::find_if(
          decision.after.facts.rbegin(), decision.after.facts.rend(), [&](const auto& candidate) {
            return candidate.id == 0 && candidate.participant == change.participant &&
                   candidate.act == *change.after;
          });
      step.add_facts.push_back(*fact);
    }
    if (change.before) step.supersede.push_back({change.before->id, added});
  }
  for (const treaty::Fact& fact : decision.after.facts) {
    if (fact.id != 0 && !fact.superseded) step.confirm.push_back(fact.id);
  }
  const treaty::Record& record = decision.after;
  step.header = store::RecordHeader{record.title, record.entry_into_force, record.published,
                                    record.headings, record.predecessors};
  step.at = at;
}

void record_declarations(const treaty::DeclarationDecision& decision, const std::string& evidence,
                         treaty::Instant at, store::StoreStep& step) {
  step.declarations_taken = decision.taken_in_silence;
  for (const treaty::DeclarationChange& change : decision.accepted) {
    std::optional<std::size_t> added;
    if (change.after) {
      added = step.add_declarations.size();
      step.add_declarations.push_back({0, *change.after, at, evidence, {}, {}});
    }
    if (change.before) step.supersede_declarations.push_back({change.before->id, added});
  }
}

}  // namespace

LookResult work_out(const Look& look, const LookContext& context) {
  LookResult result;
  result.step.treaty = look.number;
  result.step.at = look.at;
  result.step.journal = store::JournalEntry{.turn = store::Turn::look,
                                            .treaty = look.number,
                                            .at = look.at,
                                            .today = look.today,
                                            .url = context.page_url,
                                            .confirm_after = context.patience.confirm_after,
                                            .manual = context.patience.manual};

  std::vector<treaty::View> views;
  std::vector<SourceNews> news;
  bool page_unchanged = false;
  const std::set<std::string> approved = approved_claims(context.waiting);
  std::set<std::string> settled;
  for (const WaitingClaim& claim : context.waiting) {
    const auto name = treaty::name_in_claim(claim.hold.claims);
    if (name && context.desk.participants().find_by_name(*name)) settled.insert(claim.hold.claims);
  }
  for (const FetchedForm& form : look.forms) {
    store::Observation observation{
        .url = form.url, .treaty = look.number, .form = form.form, .at = look.at};
    SourceNews told{.state = form.source};
    if (const auto* fault = std::get_if<feeds::Fault>(&form.outcome)) {
      observation.outcome = store::FetchOutcome::fault;
      observation.fault = fault->sentence;
      told.fault = fault->sentence;
      told.retry_after = fault->retry_after;
      told.is_doubt = is_no_document(fault->code);
    } else if (const auto* same = std::get_if<feeds::NotModified>(&form.outcome)) {
      observation.outcome = store::FetchOutcome::not_modified;
      keep_validators(told.state, same->validators);
      page_unchanged |= form.form == treaty::Form::html;
    } else {
      const auto& document = std::get<feeds::Document>(form.outcome);
      Examined examined = examine(look, form, document, context.desk, approved);
      hold_doubts(examined.doubts, look, form.form, form.print->sha256, result.step);
      hold_doubts(examined.standing, look, form.form, form.print->sha256, result.step);
      settled.insert(examined.approved.begin(), examined.approved.end());
      observation.outcome = store::FetchOutcome::body;
      observation.evidence = form.print->sha256;
      observation.fault = examined.fault;
      told.fault = examined.fault;
      told.is_doubt = !examined.fault.empty();
      if (examined.view) {
        keep_validators(told.state, document.validators);
        told.state.normal_sha256 = form.print->normal_sha256;
        result.step.readings.push_back({form.form, look.at, form.print->sha256, kReader});
        views.push_back(std::move(*examined.view));
      } else {
        keep_validators(told.state, {});
      }
      result.step.evidence.push_back({*form.print, document.bytes});
    }
    result.step.observations.push_back(std::move(observation));
    news.push_back(std::move(told));
  }

  std::vector<treaty::Event> events;
  std::vector<treaty::Event> held;
  // The XML without a table says nothing about acts; a page without one is how some treaties are.
  const bool tells = std::any_of(views.begin(), views.end(), [](const treaty::View& view) {
    return !view.reading.headings.empty() || view.reading.form == treaty::Form::html;
  });
  if (tells) {
    treaty::Decision decision = treaty::decide(
        context.desk.record(look.number), views, pending_of(context.waiting), look.today,
        [&](const treaty::Record& record) { return context.desk.assess(record); },
        context.patience);
    if (decision.doubts.empty()) {
      result.believed = true;
      result.first_import = decision.first_import;
      result.changes = decision.accepted.size();
      result.pending = decision.pending.size();
      for (const treaty::Pending& claim : decision.pending) {
        if (claim.ripe && (!result.ripe || *claim.ripe < *result.ripe)) result.ripe = claim.ripe;
      }
      settled.insert(decision.believed.begin(), decision.believed.end());
      record_facts(decision, look.at, result.step);
      for (const treaty::View& view : views) {
        const auto& stamp = view.reading.as_at;
        // One that lies ahead is a slip, and would make every later page look old.
        if (!stamp || *stamp >= (look.today + treaty::Days{2}).iso()) continue;
        result.step.meta[store::stamp_key(look.number)] = *stamp;
      }
      if (decision.first_import) {
        // The calendar's events count from here: what lies before the first look is no news.
        result.step.meta[calendar_key(look.number)] = look.today.iso();
      }
      settled.insert(decision.declarations.settled.begin(), decision.declarations.settled.end());
      record_declarations(decision.declarations, views.front().evidence, look.at, result.step);
      record_pending(decision, settled, context, look.at, result.step);
      for (const treaty::Pending& claim : decision.pending) {
        if (claim.sightings.front().when != look.at) continue;  // told when it was first seen
        held.push_back(held_event(look.number, claim, lib::sha256_hex(claim.claim), look.at,
                                  context.page_url));
      }
      const treaty::EventContext told{look.at, views.front().evidence, context.page_url,
                                      context.is_told};
      if (!decision.first_import) {
        events = treaty::events_of_changes(decision.accepted, decision.assessment_before,
                                           decision.assessment_after, told);
      }
      if (!decision.declarations.taken_in_silence) {
        result.changes += decision.declarations.accepted.size();
        for (treaty::Event& event : treaty::events_of_declarations(
                 decision.declarations.accepted, decision.assessment_after, told)) {
          events.push_back(std::move(event));
        }
      }
    } else {
      for (SourceNews& told : news) {
        if (told.fault.empty()) {
          told.fault = sentence_of(decision.doubts);
          told.is_doubt = true;
          keep_validators(told.state, {});
        }
      }
      result.step.readings.clear();
      hold_doubts(decision.doubts, look, views.front().reading.form, views.front().evidence,
                  result.step);
    }
  } else if (page_unchanged) {
    result.believed = true;
  }

  std::move(held.begin(), held.end(), std::back_inserter(events));
  for (SourceNews& told : news) {
    // Page and XML fail alike when the site cannot be reached.
    const bool is_new =
        std::find(result.faults.begin(), result.faults.end(), told.fault) == result.faults.end();
    if (!told.fault.empty() && is_new) result.faults.push_back(told.fault);
    for (treaty::Event& event : judge_source(told, look.number, look.at, context.page_url)) {
      events.push_back(std::move(event));
    }
    result.step.sources.push_back(std::move(told.state));
  }
  address_events(std::move(events), context.subscribers, context.who_was_told, look.at,
                 result.step);
  return result;
}

bool needs_second_form(Look& look, Desk& desk, const std::vector<WaitingClaim>& waiting) {
  FetchedForm& page = look.forms.front();
  if (std::holds_alternative<feeds::NotModified>(page.outcome)) return false;
  const auto* document = std::get_if<feeds::Document>(&page.outcome);
  if (document == nullptr) return true;
  page.early = read_form(page, *document, desk);
  const Examined examined = examine(look, page, *document, desk, approved_claims(waiting));
  if (!examined.view) return true;
  const treaty::Record& record = desk.record(look.number);
  const treaty::Reading& reading = examined.view->reading;
  return !record.first_reading || !treaty::compare(record, reading).empty() ||
         !treaty::compare_declarations(record, reading).empty() ||
         reading.entry_into_force.date != record.entry_into_force.date;
}

}  // namespace service
