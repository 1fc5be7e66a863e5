#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <variant>

#include "feeds/read_document.h"
#include "treaty/participant.h"

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// A property that must hold for every input; a crash is what libFuzzer keeps.
inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "does not hold: " << what << '\n';
  std::abort();
}

inline const treaty::Participants& participants() {
  using treaty::Nature;
  using treaty::Participant;
  using treaty::ParticipantId;
  static const treaty::Participants few{{
      Participant{ParticipantId{"FRA"}, "France", Nature::state, "", {}, {}},
      Participant{ParticipantId{"ITA"}, "Italy", Nature::state, "", {}, {}},
      Participant{ParticipantId{"CSHH"}, "Czechoslovakia", Nature::former_state, "", {}, {}},
      Participant{ParticipantId{"ROC"}, "Republic of China", Nature::former_state, "", {}, {}},
  }};
  return few;
}

// What every reading promises, whatever the bytes.
inline void check_reading(std::string_view bytes) {
  const auto result = feeds::read_document(bytes, participants());
  if (const auto* fault = std::get_if<feeds::ReadFault>(&result)) {
    demand(!fault->code.empty() && !fault->where.empty() && !fault->text.empty(),
           "a fault has a code, a place and a sentence");
    return;
  }
  const auto& reading = std::get<treaty::Reading>(result);
  int with_acts = 0;
  for (const auto& participant : reading.participants) {
    demand(!participant.name.empty(), "a participant has a name");
    for (const auto& act : participant.acts) {
      demand(act.column >= 1 && static_cast<std::size_t>(act.column) < reading.headings.size(),
             "an act stands under a heading");
      demand((act.kind == treaty::ActKind::undetermined) || act.candidates.empty(),
             "only undetermined acts have candidates");
    }
    with_acts += participant.acts.empty() ? 0 : 1;
  }
  demand(reading.counted.parties.value_or(0) <= with_acts, "Parties have acts");
  for (const auto& problem : reading.problems) {
    demand(!problem.code.empty() && !problem.where.empty() && !problem.text.empty(),
           "a problem has a code, a place and a sentence");
  }
}

}  // namespace fuzz
