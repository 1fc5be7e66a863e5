#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "feeds/fetch.h"
#include "store/sources.h"
#include "treaty/confirm.h"
#include "treaty/event.h"

namespace service {

/// How one source did in one look.
struct SourceNews {
  store::SourceState state;  ///< as before the look; judge_source brings it up to date
  std::string fault;         ///< a sentence; empty when the document was believed or unchanged
  bool is_doubt = false;     ///< a document came and was not believed
  std::optional<std::chrono::seconds> retry_after;
};

/// Brings the state of a source up to date and returns what the operator is to be told. A document
/// that was not believed is told at once, a source that cannot be reached after three failures in a
/// row; both again each day while it lasts, and once more when it is over.
std::vector<treaty::Event> judge_source(SourceNews& news, const std::string& number,
                                        treaty::Instant at, const std::string& page_url);

/// Tells the operator of a claim that is held and of what it waits for.
treaty::Event held_event(const std::string& number, const treaty::Pending& claim,
                         const std::string& digest, treaty::Instant at,
                         const std::string& page_url);

/// Tells the operator of looks that could not be recorded (a full disk, a locked database), once
/// recording works again: before, the log alone can say it.
treaty::Event recorded_again_event(const std::string& number, const std::string& fault,
                                   treaty::Instant at, const std::string& page_url);

/// Tells the operator that the depositary's clock and ours are too far apart.
treaty::Event wrong_clock_event(const std::string& number, std::chrono::seconds skew,
                                treaty::Instant at, const std::string& page_url);

/// The validators of a believed document, to be sent with the next request; empty ones after a
/// document that was not believed, so that it is fetched whole again.
void keep_validators(store::SourceState& state, const feeds::Validators& validators);
feeds::Validators validators_of(const store::SourceState& state);

inline constexpr int kFailuresUntilBroken = 3;

}  // namespace service
