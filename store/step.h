#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/catalogue.h"
#include "store/database.h"
#include "store/decisions.h"
#include "store/events.h"
#include "store/evidence.h"
#include "store/holds.h"
#include "store/journal.h"
#include "store/normal_form.h"
#include "store/outbox.h"
#include "store/records.h"
#include "store/sources.h"
#include "treaty/event.h"
#include "treaty/record.h"

namespace store {

/// A body to keep. `print` is fingerprint(bytes), made once by the caller, who needs the hashes
/// for facts and events.
struct NewEvidence {
  Fingerprint print;
  std::string bytes;
};

/// A fact, or a declaration, that the record no longer shows as it was.
struct Supersession {
  std::int64_t fact = 0;          ///< or the declaration's row
  std::optional<std::size_t> by;  ///< index into what the step adds; nullopt: nothing replaced it
};

struct NewEvent {
  treaty::Event event;
  std::vector<NewDelivery> deliveries;  ///< empty: told to nobody
};

/// Everything that follows from one fetch, one tick of the clock or one person's decision. All
/// parts are optional; those that are set are recorded together or not at all.
struct StoreStep {
  std::string treaty;                   ///< number; empty for a step about the service
  treaty::Instant at{};                 ///< now
  std::optional<JournalEntry> journal;  ///< when the step moves the record of a treaty
  std::vector<NewEvidence> evidence;    ///< one look may bring the page and the XML
  std::vector<Observation> observations;
  std::vector<SourceState> sources;  ///< each replaces the state of its url
  std::vector<AcceptedReading> readings;
  std::optional<RecordHeader> header;
  std::vector<treaty::Fact> add_facts;  ///< `id`, `superseded` and `superseded_by` are not read
  std::vector<Supersession> supersede;
  std::vector<std::int64_t> confirm;  ///< facts whose last_confirmed becomes `at`
  std::vector<treaty::HeldDeclaration> add_declarations;  ///< as add_facts
  std::vector<Supersession> supersede_declarations;
  bool declarations_taken = false;  ///< a page's declarations were taken, be it none
  std::vector<NewEvent> events;     ///< in the order in which they are to be told
  /// Ids of events whose deliveries that wait are given up, because they were retracted.
  std::vector<std::string> give_up;
  std::vector<NewHold> holds;
  std::vector<HoldResolution> resolved;
  std::vector<Decision> decisions;
  std::optional<CatalogueLook> catalogue;
  std::map<std::string, std::string> meta;
};

struct RecordedEvent {
  std::int64_t sequence = 0;
  /// False: an event with this id was there; it and its deliveries stay as they were, so that no
  /// fact is told twice. What was retracted is told anew, under the id with ".again".
  bool is_new = false;
};

struct StepResult {
  std::vector<std::int64_t> facts;  ///< ids, in the order of add_facts
  std::vector<RecordedEvent> events;
  std::vector<std::int64_t> holds;  ///< ids, in the order of StoreStep::holds
  std::vector<bool> body_kept;      ///< for each evidence; false: its normal form was known
};

/// Records a step in one transaction. When it throws (lib::SqliteError: disk full, busy …;
/// std::logic_error: the step contradicts the database), nothing of it was recorded and the
/// database stays usable.
StepResult record(Database& db, const StoreStep& step);

}  // namespace store
