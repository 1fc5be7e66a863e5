#include "daemon/people.h"

#include <algorithm>

#include "store/events.h"
#include "treaty/check.h"
#include "treaty/retraction.h"

namespace service {

store::StoreStep retraction_step(Desk& desk, const treaty::Event& event,
                                 const store::Decision& decision,
                                 std::span<const notify::Subscriber> subscribers,
                                 const WhoWasTold& who_was_told) {
  store::StoreStep step{.treaty = event.treaty, .at = decision.at};
  step.decisions.push_back(decision);
  step.give_up.push_back(event.id);
  address_events(
      {treaty::retraction_of(event, decision.reason, desk.assess(event.treaty), decision.at)},
      subscribers, who_was_told, decision.at, step);
  return step;
}

std::vector<WaitingClaim> People::find(const std::string& claim_or_treaty) {
  std::vector<WaitingClaim> found = waiting_claims(database_, "");
  std::erase_if(found, [&](const WaitingClaim& claim) {
    return claim.hold.treaty != claim_or_treaty && std::to_string(claim.hold.id) != claim_or_treaty;
  });
  return found;
}

store::JournalEntry People::entry_at(treaty::Instant at, const std::string& number) {
  return {.turn = store::Turn::decision, .treaty = number, .at = at, .today = clock_.today()};
}

void People::decide(const std::vector<WaitingClaim>& claims, store::Verb verb,
                    const std::string& reason, std::int64_t uid) {
  store::StoreStep step{.at = clock_.now()};
  step.journal = entry_at(step.at, {});
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

std::optional<std::string> People::tell_name(const WaitingClaim& claim,
                                             const std::string& participant,
                                             const std::string& reason, std::int64_t uid) {
  const auto name = treaty::name_in_claim(claim.hold.claims);
  if (!name) return "claim " + std::to_string(claim.hold.id) + " is not about a name";
  const treaty::Participants& known = desk_.participants();
  const treaty::Participant* meant = known.find(treaty::ParticipantId{participant});
  if (meant == nullptr) meant = known.find_by_name(participant);
  if (meant == nullptr) {
    std::string sentence = "nobody knows a participant \"" + participant + "\"; the nearest are";
    const char* comma = " ";
    for (const std::string& nearest : known.nearest_names(participant, 3)) {
      sentence += comma + nearest;
      comma = ", ";
    }
    return sentence;
  }
  const treaty::ParticipantId id = meant->id;
  store::StoreStep step{.at = clock_.now()};
  step.journal = entry_at(step.at, claim.hold.treaty);
  step.decisions.push_back({.verb = store::Verb::alias,
                            .treaty = claim.hold.treaty,
                            .subject = *name,
                            .detail = id.str(),
                            .reason = reason,
                            .uid = uid,
                            .at = step.at});
  store::record(database_, step);
  desk_.know_as(*name, id);
  return std::nullopt;
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
  const store::Decision decision{.verb = store::Verb::retract,
                                 .treaty = event.treaty,
                                 .subject = event_id,
                                 .reason = reason,
                                 .uid = uid,
                                 .at = clock_.now()};
  store::StoreStep step =
      retraction_step(desk_, event, decision, settings_.subscribers, receipts_of(database_));
  step.journal = entry_at(step.at, event.treaty);
  store::record(database_, step);
  return Retraction::done;
}

}  // namespace service
