#include "store/step.h"

#include <stdexcept>

#include "lib/sha256.h"
#include "lib/zstd.h"
#include "store/columns.h"
#include "store/declarations.h"
#include "store/header_json.h"
#include "store/particulars_json.h"
#include "treaty/retraction.h"

namespace store {
namespace {

bool keep_evidence(Database& db, const NewEvidence& evidence, treaty::Instant at) {
  const Fingerprint& print = evidence.print;
  const bool known_form =
      db.sql()
          .value<std::int64_t>("SELECT 1 FROM body WHERE normal_sha256 = ?", print.normal_sha256)
          .has_value();
  if (!known_form) {
    const std::string packed = lib::zstd_compress(evidence.bytes);
    db.sql().run("INSERT INTO body (normal_sha256, sha256, zstd) VALUES (?, ?, ?)",
                 print.normal_sha256, print.sha256, lib::Blob{packed});
  }
  db.sql().run(
      "INSERT INTO evidence (sha256, normal_sha256, stamp, first_seen, size) "
      "VALUES (?, ?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
      print.sha256, print.normal_sha256, print.stamp, seconds(at), evidence.bytes.size());
  return !known_form;
}

std::int64_t add_journal(Database& db, const JournalEntry& entry) {
  db.sql().run(
      "INSERT INTO journal (turn, treaty, at, today, url, confirm_after, manual) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      name_of(entry.turn), entry.treaty, seconds(entry.at), entry.today.iso(), entry.url,
      entry.confirm_after.count(), entry.manual);
  return db.sql().last_insert_id();
}

void add_observation(Database& db, const Observation& seen, std::optional<std::int64_t> journal) {
  db.sql().run(
      "INSERT INTO observation (url, treaty, form, at, outcome, http_status, evidence, fault, "
      "journal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      seen.url, seen.treaty, form_text(seen.form), seconds(seen.at), name_of(seen.outcome),
      seen.http_status, seen.evidence, seen.fault, journal);
}

void put_source(Database& db, const SourceState& source) {
  db.sql().run(
      "INSERT INTO source (url, treaty, form, condition, failures, since, fault, told, etag, "
      "last_modified, wire_sha256, normal_sha256, next_due, last_good) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT (url) DO UPDATE SET treaty = excluded.treaty, form = excluded.form, "
      "condition = excluded.condition, failures = excluded.failures, since = excluded.since, "
      "fault = excluded.fault, told = excluded.told, etag = excluded.etag, "
      "last_modified = excluded.last_modified, wire_sha256 = excluded.wire_sha256, "
      "normal_sha256 = excluded.normal_sha256, next_due = excluded.next_due, "
      "last_good = excluded.last_good",
      source.url, source.treaty, form_text(source.form), name_of(source.condition), source.failures,
      seconds(source.since), source.fault, source.told, source.etag, source.last_modified,
      source.wire_sha256, source.normal_sha256, seconds(source.next_due),
      seconds(source.last_good));
}

void put_header(Database& db, const StoreStep& step) {
  const std::string content = header_text(*step.header);
  const auto last = db.sql().value<std::string>(
      "SELECT content FROM header WHERE treaty = ? ORDER BY id DESC LIMIT 1", step.treaty);
  if (last == content) return;
  db.sql().run("INSERT INTO header (treaty, at, content) VALUES (?, ?, ?)", step.treaty,
               seconds(step.at), content);
}

std::int64_t add_fact(Database& db, const std::string& treaty, const treaty::Fact& fact) {
  std::string candidates;
  for (const treaty::ActKind kind : fact.act.candidates) {
    if (!candidates.empty()) candidates += ' ';
    candidates += treaty::name_of(kind);
  }
  db.sql().run(
      "INSERT INTO fact (treaty, participant, name, kind, candidates, date, withdrawn, place, raw, "
      "first_seen, last_confirmed, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      treaty, fact.participant.str(), fact.name, treaty::name_of(fact.act.kind), candidates,
      fact.act.date.iso(), fact.act.withdrawn, fact.act.column, fact.act.raw,
      seconds(fact.first_seen), seconds(fact.last_confirmed), fact.evidence);
  return db.sql().last_insert_id();
}

void supersede(Database& db, const StoreStep& step, const Supersession& what,
               const std::vector<std::int64_t>& added) {
  std::optional<std::int64_t> by;
  if (what.by) by = added.at(*what.by);
  const auto changed = db.sql().run(
      "UPDATE fact SET superseded = ?, superseded_by = ? "
      "WHERE id = ? AND treaty = ? AND superseded IS NULL",
      seconds(step.at), by, what.fact, step.treaty);
  if (changed != 1) {
    throw std::logic_error("fact " + std::to_string(what.fact) + " cannot be superseded: it is " +
                           "not held for " + step.treaty);
  }
}

RecordedEvent add_event(Database& db, const NewEvent& added, treaty::Instant at) {
  treaty::Event event = added.event;
  while (const auto known =
             db.sql().value<std::int64_t>("SELECT sequence FROM event WHERE id = ?", event.id)) {
    if (!find_event(db, treaty::retraction_id(event.id))) return {*known, false};
    event.id += ".again";
  }
  const std::int64_t sequence = last_sequence(db) + 1;
  const std::string head =
      db.sql()
          .value<std::string>("SELECT hash FROM event ORDER BY sequence DESC LIMIT 1")
          .value_or("");
  const std::string content = canonical_text(sequence, event);
  db.sql().run(
      "INSERT INTO event (sequence, id, treaty, corrects, content, hash) VALUES (?, ?, ?, ?, ?, ?)",
      sequence, event.id, event.treaty, event.corrects, content,
      lib::sha256_hex(head + '\n' + content));
  if (!event.particulars.empty()) {
    db.sql().run("INSERT INTO particulars (event, content) VALUES (?, ?)", sequence,
                 particulars_text(event.particulars));
  }
  for (const NewDelivery& delivery : added.deliveries) {
    db.sql().run(
        "INSERT INTO delivery (event, subscriber, channel, state, attempts, created, due, issue, "
        "receipt, error, run) VALUES (?, ?, ?, 'pending', 0, ?, ?, ?, '', '', '')",
        sequence, delivery.subscriber, delivery.channel, seconds(at), seconds(delivery.due),
        delivery.issue);
  }
  return {sequence, true};
}

void give_up(Database& db, const std::string& event, treaty::Instant at) {
  db.sql().run(
      "UPDATE delivery SET state = 'dead', settled = ?, error = 'retracted before it was sent' "
      "WHERE state = 'pending' AND event = (SELECT sequence FROM event WHERE id = ?)",
      seconds(at), event);
}

std::int64_t add_hold(Database& db, const StoreStep& step, const NewHold& hold) {
  auto id = db.sql().value<std::int64_t>(
      "SELECT id FROM hold WHERE treaty = ? AND digest = ? AND state = 'waiting'", step.treaty,
      hold.digest);
  if (!id) {
    std::string reasons;
    for (const std::string& reason : hold.reasons)
      reasons += reason + '\n';
    db.sql().run(
        "INSERT INTO hold (treaty, digest, claims, reasons, first_seen, state, decided_by) "
        "VALUES (?, ?, ?, ?, ?, 'waiting', '')",
        step.treaty, hold.digest, hold.claims, reasons, seconds(step.at));
    id = db.sql().last_insert_id();
  }
  db.sql().run("INSERT INTO agreement (hold, form, evidence, at) VALUES (?, ?, ?, ?)", *id,
               form_text(hold.reading.form), hold.reading.evidence, seconds(hold.reading.at));
  return *id;
}

void resolve(Database& db, const HoldResolution& resolution) {
  const auto changed = db.sql().run(
      "UPDATE hold SET state = ?, decided_by = ?, decided = ? WHERE id = ? AND state = 'waiting'",
      name_of(resolution.state), resolution.by, seconds(resolution.at), resolution.hold);
  if (changed != 1) {
    throw std::logic_error("hold " + std::to_string(resolution.hold) + " does not wait");
  }
}

void add_decision(Database& db, const Decision& decision, std::optional<std::int64_t> journal) {
  db.sql().run(
      "INSERT INTO decision (verb, treaty, subject, detail, reason, uid, at, journal) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      name_of(decision.verb), decision.treaty, decision.subject, decision.detail, decision.reason,
      decision.uid, seconds(decision.at), journal);
}

}  // namespace

StepResult record(Database& db, const StoreStep& step) {
  StepResult result;
  lib::Transaction transaction{db.sql()};
  std::optional<std::int64_t> journal;
  if (step.journal) journal = add_journal(db, *step.journal);
  for (const NewEvidence& evidence : step.evidence) {
    result.body_kept.push_back(keep_evidence(db, evidence, step.at));
  }
  for (const Observation& seen : step.observations)
    add_observation(db, seen, journal);
  for (const SourceState& source : step.sources)
    put_source(db, source);
  for (const AcceptedReading& reading : step.readings) {
    db.sql().run("INSERT INTO reading (treaty, form, at, evidence, reader) VALUES (?, ?, ?, ?, ?)",
                 step.treaty, form_text(reading.form), seconds(reading.at), reading.evidence,
                 reading.reader);
  }
  if (step.header) put_header(db, step);
  for (const treaty::Fact& fact : step.add_facts) {
    result.facts.push_back(add_fact(db, step.treaty, fact));
  }
  for (const Supersession& what : step.supersede)
    supersede(db, step, what, result.facts);
  for (const std::int64_t id : step.confirm) {
    db.sql().run("UPDATE fact SET last_confirmed = ? WHERE id = ?", seconds(step.at), id);
  }
  record_declarations(db, step);
  for (const std::string& event : step.give_up)
    give_up(db, event, step.at);
  for (const NewEvent& event : step.events) {
    result.events.push_back(add_event(db, event, step.at));
  }
  for (const NewHold& hold : step.holds)
    result.holds.push_back(add_hold(db, step, hold));
  for (const HoldResolution& resolution : step.resolved)
    resolve(db, resolution);
  for (const Decision& decision : step.decisions)
    add_decision(db, decision, journal);
  if (step.catalogue) record_catalogue(db, *step.catalogue, step.at);
  for (const auto& [key, value] : step.meta)
    save_meta(db, key, value);
  transaction.commit();
  return result;
}

}  // namespace store
