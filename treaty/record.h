#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "treaty/act.h"
#include "treaty/participant.h"
#include "treaty/reading.h"

namespace treaty {

/// An act that we hold as true, with where it was seen. Append-only: a fact that the record no
/// longer shows stays, marked with when it ceased to be shown and what replaced it.
struct Fact {
  std::int64_t id = 0;  ///< the store's row; 0 before it is recorded
  ParticipantId participant;
  std::string name;  ///< the depositary's form when it was first seen
  Act act;
  Instant first_seen{};
  Instant last_confirmed{};
  std::string evidence;                       ///< SHA-256 (hex) of the body it was first read from
  std::optional<Instant> superseded;          ///< when the record stopped showing it as it is here
  std::optional<std::int64_t> superseded_by;  ///< the fact that took its place, if one did
};

/// A declaration, reservation, objection or notification that we hold, with where it was seen.
/// Append-only, like a fact.
struct HeldDeclaration {
  std::int64_t id = 0;  ///< the store's row; 0 before it is recorded
  Declaration declaration;
  Instant first_seen{};
  std::string evidence;                       ///< SHA-256 (hex) of the page it was first read from
  std::optional<Instant> superseded;          ///< when the page stopped showing it as it is here
  std::optional<std::int64_t> superseded_by;  ///< the text that took its place, if one did
};

/// All that we hold about one treaty. Values only; the store fills it, the pure part reads it.
struct Record {
  std::string number;
  std::vector<Fact> facts;                ///< every fact ever held, by id
  std::vector<Predecessor> predecessors;  ///< as last read
  EntryIntoForceText entry_into_force;    ///< as last accepted
  Totals published;                       ///< as last accepted
  std::vector<std::string> headings;      ///< as last accepted
  std::string title;
  std::vector<HeldDeclaration> declarations;  ///< every one ever held, by id
  std::optional<Instant> declarations_taken;  ///< the first page whose declarations were taken
  std::optional<std::string> as_at;           ///< the newest stamp of a page that was believed
  std::optional<Instant> first_reading;       ///< nullopt: nothing was ever accepted
  std::optional<Instant> last_good_check;     ///< the last accepted reading, changed or not

  /// The facts shown by the record now: those not superseded.
  [[nodiscard]] std::vector<Fact> current() const;
};

}  // namespace treaty
