#pragma once

#include "lib/json.h"
#include "treaty/event.h"

namespace notify {

/// An event as every receiver gets it (command, webhook, socket), with exactly the contract's keys
/// in its order: id, kind, treaty, participant, act, date, published, first_seen, count,
/// entry_into_force, corrects, evidence, url, text. Days are "YYYY-MM-DD", instants RFC 3339 in
/// UTC, what is absent is null; `participant` is {"id","name"} or null. The object keeps its order
/// when it is serialized.
lib::json::object event_json(const treaty::Event& event);

}  // namespace notify
