#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "treaty/act.h"
#include "treaty/day.h"
#include "treaty/participant.h"
#include "treaty/particulars.h"

namespace treaty {

/// What a reader or the operator may be told. Names are dotted and fixed for ever.
enum class EventKind {
  signature,
  deposit,
  succession,
  provisional,
  withdrawal_notified,
  withdrawal_effective,
  fact_corrected,
  declaration,
  objection,
  milestone_count,      ///< the first, every tenth, five to go, one to go
  milestone_threshold,  ///< a count that the treaty names: entry into force, or 60 States Parties
  eif_computed,
  eif_moved,
  eif_contested,
  eif_official,
  eif_disputed,
  eif_approaching,
  eif_today,
  eif_participant,
  deadline_approaching,
  deadline_passed,
  notice_retracted,
  source_suspect,
  source_broken,
  source_recovered,
  heartbeat,
};

std::string_view name_of(EventKind kind);
std::optional<EventKind> event_kind_from_name(std::string_view name);

/// True for kinds that only the operator is told (`source.*`): they never reach a reader.
bool is_for_operator(EventKind kind);

/// True for kinds that wait for no digest, hour or weekend: threshold, entry into force,
/// retraction.
bool is_urgent(EventKind kind);

/// One thing that happened, worded in English and dated. Append-only: a correction is a new event
/// that points at the one it corrects.
struct Event {
  /// Derived from the fact, never from a counter or a clock, so that the same fact can be told only
  /// once and a replay makes the same ids: "XVIII-16.deposit.FRA.ratification.2026-11-02".
  /// Letters, digits, dot and hyphen only: it serves as Message-ID, webhook-id and Atom id.
  std::string id;
  EventKind kind = EventKind::heartbeat;
  std::string treaty;  ///< number; empty for an event about the service
  std::optional<ParticipantId> participant;
  std::string participant_name;  ///< empty without a participant
  std::optional<ActKind> act;
  std::optional<Day> date;           ///< the legal date it is about
  std::optional<Instant> published;  ///< staged publication time, where the source says
  Instant first_seen{};
  std::optional<int> count;             ///< by the rule, after this event
  std::optional<int> count_needed;      ///< the rule's number; "3 of 40"
  std::optional<Day> entry_into_force;  ///< as known after this event
  std::optional<std::string> corrects;  ///< id of the event that this one corrects or retracts
  std::string evidence;                 ///< SHA-256 (hex) of the body; empty when none
  std::string url;                      ///< the depositary's page
  std::string headline;                 ///< short, the fact first: a subject line
  std::string text;                     ///< one or more sentences, ready to be forwarded
  Particulars particulars;              ///< the same for other languages; see there
};

}  // namespace treaty
