#include "daemon/people.h"

#include <algorithm>

#include "daemon/telling.h"
#include "store/events.h"
#include "store/step.h"
#include "treaty/retraction.h"

namespace service {

std::vector<WaitingClaim> People::find(const std::string& claim_or_treaty) {
  std::vector<WaitingClaim> found = waiting_claims(database_, "");
  std::erase_if(found, [&](const WaitingClaim& claim) {
    return claim.hold.treaty != claim_or_treaty && std::to_string(claim.hold.id) != claim_or_treaty;
  });
  return found;
}

void People::decide(const std::vector<WaitingClaim>& claims, store::Verb verb,
                    const std::string& reason, std::int64_t uid) {
  store::StoreStep step{.at = clock_.now()};
  for (const WaitingClaim& claim : claims) {
    step.decisions.push_back({.verb = verb,
                              .treaty = claim.hold.treaty,
                              .subject = claim.hold.digest,
                              .reason = reason,
                              .uid = uid,
                              .at = step.at});
  }
  store::record(database_, step);
}

People::Retraction People::retract(const std::string& event_id, const std::string& reason,
                                   std::int64_t uid) {
  const auto told = store::find_event(database_, event_id);
  if (!told) return Retraction::unknown;
  if (store::find_event(database_, treaty::retraction_id(event_id))) return Retraction::already;
  const treaty::Event& event = told->event;
  if (treaty::is_for_operator(event.kind) || event.kind == treaty::EventKind::notice_retracted ||
      !desk_.tracks(event.treaty)) {
    return Retraction::not_told_to_readers;
  }
  store::StoreStep step{.treaty = event.treaty, .at = clock_.now()};
  step.decisions.push_back({.verb = store::Verb::retract,
                            .treaty = event.treaty,
                            .subject = event_id,
                            .reason = reason,
                            .uid = uid,
                            .at = step.at});
  step.give_up.push_back(event_id);
  address_events({treaty::retraction_of(event, reason, desk_.assess(event.treaty), step.at)},
                 settings_.subscribers, receipts_of(database_), step.at, step);
  store::record(database_, step);
  return Retraction::done;
}

}  // namespace service
