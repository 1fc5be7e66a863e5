#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "treaty/event.h"

namespace store {

/// An event with its place in the one sequence of all events, from 1 upward without end.
struct StoredEvent {
  std::int64_t sequence = 0;
  treaty::Event event;
  std::string hash;  ///< its link of the chain, SHA-256 in hexadecimal
};

struct EventQuery {
  std::int64_t after = 0;  ///< only events with a greater sequence
  std::string treaty;      ///< only this treaty's; empty for all
  std::size_t limit = 100;
};

/// Oldest first, so that the last one's sequence is the cursor of the next call.
std::vector<StoredEvent> load_events(Database& db, const EventQuery& query);

/// Newest first; `treaty` empty for all.
std::vector<StoredEvent> latest_events(Database& db, std::string_view treaty, std::size_t limit);

std::optional<StoredEvent> find_event(Database& db, std::string_view id);

/// The corrections and retractions that point at an event, oldest first.
std::vector<StoredEvent> events_correcting(Database& db, std::string_view id);

/// 0 while there is no event.
std::int64_t last_sequence(Database& db);

/// Of the last event that was recorded up to then; 0 when there is none.
std::int64_t last_sequence_until(Database& db, treaty::Instant when);

/// The hash chain. A link is SHA-256 over the previous link (empty for the first), a line feed,
/// and canonical_text(). A row changed, removed or inserted afterwards breaks it from there on;
/// that the last rows were cut off shows only beside a head that was published before.
struct ChainCheck {
  std::int64_t events = 0;               ///< how many were checked
  std::string head;                      ///< the last link; publish it to prove the state later
  std::optional<std::string> broken_at;  ///< a sentence: which event, and how; nullopt when whole
};
ChainCheck verify_chain(Database& db);

/// An event and its sequence as one line of JSON with every field, always in this order: sequence,
/// id, kind, treaty, participant, participant_name, act, date, published, first_seen, count,
/// count_needed, entry_into_force, corrects, evidence, url, headline, text. Instants are seconds
/// since 1970, days ISO 8601, absent values null. Its particulars are kept beside it: they say the
/// same as headline and text, and are no part of the chain.
std::string canonical_text(std::int64_t sequence, const treaty::Event& event);

}  // namespace store
