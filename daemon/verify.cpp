#include "daemon/verify.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "daemon/almanac.h"
#include "daemon/look.h"
#include "daemon/people.h"
#include "lib/rfc3339.h"
#include "store/evidence.h"
#include "store/journal.h"
#include "store/records.h"

namespace service {
namespace {

constexpr std::size_t kRowsAtOnce = 200;

bool is_compared(const treaty::Event& event) {
  return !treaty::is_for_operator(event.kind) && event.kind != treaty::EventKind::heartbeat;
}

// The world of the steps that are done again.
class Replay {
 public:
  Replay(store::Database& kept, store::Database& scratch, const Library& library)
      : kept_{kept}, scratch_{scratch}, desk_{scratch, library, settings_, clock_} {
    settings_.track = store::recorded_treaties(kept);
  }

  void run(Verification& result) {
    std::int64_t last = 0;
    for (;;) {
      const auto rows = store::load_journal(kept_, last, kRowsAtOnce);
      if (rows.empty()) return;
      last = rows.back().id;
      for (const store::JournalRow& row : rows) {
        clock_.tell(row.entry.at, row.entry.today);
        try {
          again(row, result);
        } catch (const std::exception& fault) {
          result.differences.push_back(place_of(row) + " cannot be done again: " + fault.what());
        }
      }
    }
  }

 private:
  static std::string place_of(const store::JournalRow& row) {
    return "the " + std::string{store::name_of(row.entry.turn)} +
           (row.entry.treaty.empty() ? "" : " at " + row.entry.treaty) + " of " +
           lib::rfc3339(row.entry.at);
  }

  void again(const store::JournalRow& row, Verification& result) {
    switch (row.entry.turn) {
      case store::Turn::look: ++result.looks; return look(row, result);
      case store::Turn::calendar:
        if (auto step = calendar_step(desk_, scratch_, row.entry, {})) record(*std::move(step));
        return;
      case store::Turn::decision:
        result.decisions += row.decisions.size();
        return decide(row, result);
    }
  }

  void look(const store::JournalRow& row, Verification& result) {
    const store::JournalEntry& entry = row.entry;
    Look look{entry.treaty, entry.at, entry.today, {}};
    for (const store::Observation& seen : row.observations) {
      FetchedForm form{.form = seen.form, .url = seen.url, .source = {}, .outcome = {}};
      form.source = {.url = seen.url, .treaty = seen.treaty, .form = seen.form};
      fill(form, seen, place_of(row), result);
      look.forms.push_back(std::move(form));
    }
    const treaty::Patience patience{.confirm_after = entry.confirm_after, .manual = entry.manual};
    record(work_out(look, {desk_,
                           waiting_claims(scratch_, entry.treaty),
                           patience,
                           {},
                           [](const treaty::Event&) { return std::set<std::string>{}; },
                           [this](const std::string& id) {
                             return store::find_event(scratch_, id).has_value();
                           },
                           entry.url})
               .step);
  }

  // What the fetch brought, as it was kept.
  void fill(FetchedForm& form, const store::Observation& seen, const std::string& place,
            Verification& result) {
    if (seen.outcome == store::FetchOutcome::not_modified) {
      form.outcome = feeds::NotModified{};
      return;
    }
    feeds::Fault fault{.code = "recorded", .sentence = seen.fault};
    if (seen.outcome == store::FetchOutcome::body) {
      try {
        if (auto kept = store::load_evidence(kept_, seen.evidence)) {
          form.outcome = feeds::Document{.bytes = std::move(kept->body), .url = seen.url};
          form.print = {kept->sha256, kept->normal_sha256, kept->stamp};
          return;
        }
        fault.sentence = "the document " + seen.evidence + " is missing";
      } catch (const std::exception& damage) {
        fault.sentence = damage.what();
      }
      result.differences.push_back(place + ": " + fault.sentence);
    }
    form.outcome = std::move(fault);
  }

  void decide(const store::JournalRow& row, Verification& result) {
    store::StoreStep step{.treaty = row.entry.treaty, .at = row.entry.at};
    for (const store::Decision& decision : row.decisions) {
      if (decision.verb == store::Verb::alias) {
        desk_.know_as(decision.subject, treaty::ParticipantId{decision.detail});
      }
      if (decision.verb != store::Verb::retract) {
        step.decisions.push_back(decision);
        continue;
      }
      const auto told = store::find_event(scratch_, decision.subject);
      if (!told) {
        result.differences.push_back(place_of(row) + " retracts " + decision.subject +
                                     ", which does not follow from the evidence");
        continue;
      }
      record(retraction_step(desk_, told->event, decision, {},
                             [](const treaty::Event&) { return std::set<std::string>{}; }));
    }
    record(std::move(step));
  }

  void record(store::StoreStep step) {
    step.journal.reset();
    step.evidence.clear();  // the documents stay where they are
    step.sources.clear();
    std::erase_if(step.events, [](const auto& added) { return !is_compared(added.event); });
    store::record(scratch_, step);
    desk_.forget(step.treaty);
  }

  store::Database& kept_;
  store::Database& scratch_;
  Settings settings_;
  Clock clock_ = Clock::told({}, treaty::Day::from_sys_days({}));
  Desk desk_;
};

// Every compared event by its id; the text has every field but the place in the log.
std::map<std::string, std::string> events_of(store::Database& database) {
  std::map<std::string, std::string> found;
  std::int64_t last = 0;
  for (;;) {
    const auto page = store::load_events(database, {.after = last, .limit = kRowsAtOnce});
    if (page.empty()) return found;
    last = page.back().sequence;
    for (const store::StoredEvent& stored : page) {
      if (is_compared(stored.event)) {
        found.emplace(stored.event.id, store::canonical_text(0, stored.event));
      }
    }
  }
}

std::string span_of(treaty::Instant first, const std::optional<treaty::Instant>& superseded) {
  return ", first seen " + lib::rfc3339(first) +
         (superseded ? ", superseded " + lib::rfc3339(*superseded) : "");
}

// Every row of the record as a line; equal rows are equal lines.
std::vector<std::string> rows_of(store::Database& database) {
  std::vector<std::string> lines;
  for (const std::string& number : store::recorded_treaties(database)) {
    const treaty::Record record = store::load_record(database, number);
    for (const treaty::Fact& fact : record.facts) {
      lines.push_back(number + ": " + fact.name + " (" + fact.participant.str() + ") " +
                      std::string{treaty::name_of(fact.act.kind)} + ' ' + fact.act.date.iso() +
                      (fact.act.withdrawn ? " in brackets" : "") + ", \"" + fact.act.raw + '"' +
                      span_of(fact.first_seen, fact.superseded) + ", last confirmed " +
                      lib::rfc3339(fact.last_confirmed) + ", document " + fact.evidence);
    }
    for (const treaty::HeldDeclaration& held : record.declarations) {
      lines.push_back(number + ": declaration of " + held.declaration.participant + ", \"" +
                      held.declaration.text + '"' + span_of(held.first_seen, held.superseded) +
                      ", document " + held.evidence);
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

void compare_events(const std::map<std::string, std::string>& recorded,
                    const std::map<std::string, std::string>& following, Verification& result) {
  for (const auto& [id, text] : recorded) {
    const auto found = following.find(id);
    if (found == following.end()) {
      result.differences.push_back("event " + id + " was recorded and does not follow now");
    } else if (found->second != text) {
      result.differences.push_back("event " + id + " was recorded as " + text + " and now reads " +
                                   found->second);
    } else {
      ++result.events;
    }
  }
  for (const auto& [id, text] : following) {
    if (!recorded.contains(id)) {
      result.differences.push_back("event " + id + " follows now and was not recorded: " + text);
    }
  }
}

void compare_rows(const std::vector<std::string>& recorded,
                  const std::vector<std::string>& following, Verification& result) {
  std::vector<std::string> lost;
  std::vector<std::string> gained;
  std::set_difference(recorded.begin(), recorded.end(), following.begin(), following.end(),
                      std::back_inserter(lost));
  std::set_difference(following.begin(), following.end(), recorded.begin(), recorded.end(),
                      std::back_inserter(gained));
  result.rows = recorded.size() - lost.size();
  for (const std::string& line : lost)
    result.differences.push_back("recorded, and does not follow now: " + line);
  for (const std::string& line : gained)
    result.differences.push_back("follows now, and was not recorded: " + line);
}

}  // namespace

Verification verify(store::Database& kept, store::Database& scratch, const Library& library) {
  Verification result;
  result.chain = store::verify_chain(kept);
  if (result.chain.broken_at) result.differences.push_back(*result.chain.broken_at);
  Replay{kept, scratch, library}.run(result);
  compare_events(events_of(kept), events_of(scratch), result);
  compare_rows(rows_of(kept), rows_of(scratch), result);
  return result;
}

}  // namespace service
