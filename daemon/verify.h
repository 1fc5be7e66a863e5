#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "daemon/desk.h"
#include "store/database.h"
#include "store/events.h"

namespace service {

/// What doing everything again came to.
struct Verification {
  store::ChainCheck chain;  ///< of the event log
  std::size_t looks = 0;
  std::size_t decisions = 0;
  std::size_t events = 0;                ///< that follow from the evidence, byte for byte
  std::size_t rows = 0;                  ///< facts and declarations that do
  std::vector<std::string> differences;  ///< sentences; empty when all is as it was recorded
};

/// Does every recorded look, turn of the calendar and decision of a person again, from the kept
/// documents and in the order of the journal, into `scratch`, an empty database; then compares the
/// events that readers were told, the facts and the declarations with those of `kept`. Nobody is
/// told anything. With the reader and the rules that were in use, all is equal byte for byte; with
/// others the differences say what they would have done differently.
///
/// Not compared: what only operators are told, and the weekly "still watching": these depend on the
/// network and on deliveries, which leave no document.
Verification verify(store::Database& kept, store::Database& scratch, const Library& library);

}  // namespace service
