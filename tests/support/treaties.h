#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/compare.h"
#include "treaty/reading.h"
#include "treaty/record.h"

// Short ways to write readings and records in tests. Names and dates are facts or plainly made up.
namespace tests {

inline treaty::Day day(const char* iso) {
  return treaty::Day::from_iso(iso).value();
}

inline treaty::Act act(treaty::ActKind kind, const char* iso, bool withdrawn = false) {
  const int column = treaty::is_plain_signature(kind) ? 1 : 2;
  return {kind, {}, day(iso), withdrawn, column, std::string{}};
}

inline treaty::Participant state(const char* id, const char* name) {
  return {treaty::ParticipantId{id}, name, treaty::Nature::state, "", {}, {}};
}

inline treaty::Participants world() {
  treaty::Participant union_{treaty::ParticipantId{"EU"},
                             "European Union",
                             treaty::Nature::regional_economic_integration_organization,
                             "",
                             {},
                             {}};
  return treaty::Participants{{state("FRA", "France"), state("ALB", "Albania"),
                               state("QAT", "Qatar"), state("USA", "United States of America"),
                               state("YEM", "Yemen"), union_}};
}

inline treaty::ReadParticipant row(const char* id, const char* name,
                                   std::vector<treaty::Act> acts) {
  return {name, treaty::ParticipantId{id}, {}, std::move(acts)};
}

// XVIII-16 on its way to 40 instruments; what follows from reaching them is the test's to say.
inline treaty::Assessment counted_at(int count, const char* today) {
  return {.number = "XVIII-16",
          .name = "UN Convention against Cybercrime",
          .today = day(today),
          .has_rule = true,
          .instruments = 40,
          .wait = "90 days",
          .count = count,
          .remaining = std::max(0, 40 - count)};
}

// A reading of XVIII-16 whose totals agree with its rows.
inline treaty::Reading reading(std::vector<treaty::ReadParticipant> rows) {
  treaty::Reading reading;
  reading.number = "XVIII-16";
  reading.title = "United Nations Convention against Cybercrime";
  reading.headings = {"Participant", "Signature", "Ratification, Accession(a)"};
  int signatories = 0;
  int parties = 0;
  for (const auto& participant : rows) {
    for (const auto& cell : participant.acts) {
      if (cell.withdrawn) continue;
      (treaty::is_plain_signature(cell.kind) ? signatories : parties) += 1;
    }
  }
  reading.participants = std::move(rows);
  reading.counted = {signatories, parties};
  reading.published = {signatories, parties == 0 ? std::nullopt : std::optional{parties}};
  return reading;
}

inline treaty::Record record_of(const treaty::Reading& reading) {
  treaty::Record record;
  record.number = reading.number;
  record.title = reading.title;
  record.headings = reading.headings;
  record.published = reading.published;
  record.entry_into_force = reading.entry_into_force;
  record.first_reading = treaty::Instant{};
  return treaty::with_changes(std::move(record), treaty::compare(record, reading),
                              treaty::Instant{}, "00");
}

}  // namespace tests
