#include "daemon/claims.h"

#include <utility>

#include "store/decisions.h"
#include "treaty/check.h"

namespace service {

std::vector<WaitingClaim> waiting_claims(store::Database& database, const std::string& number) {
  const std::vector<store::Decision> decisions = store::load_decisions(database);
  std::vector<WaitingClaim> waiting;
  for (store::Hold& hold : store::waiting_holds(database, number)) {
    WaitingClaim claim{std::move(hold)};
    for (const store::Decision& decision : decisions) {
      const bool names = decision.verb == store::Verb::alias &&
                         treaty::name_claim(decision.subject) == claim.hold.claims;
      const bool judges =
          decision.treaty == claim.hold.treaty && decision.subject == claim.hold.digest;
      if ((!names && !judges) || decision.at < claim.hold.first_seen) continue;
      claim.uid = decision.uid;
      claim.verdict = decision.verb == store::Verb::reject ? treaty::Verdict::rejected
                                                           : treaty::Verdict::approved;
    }
    waiting.push_back(std::move(claim));
  }
  return waiting;
}

std::vector<treaty::Pending> pending_of(const std::vector<WaitingClaim>& waiting) {
  std::vector<treaty::Pending> pending;
  for (const WaitingClaim& claim : waiting) {
    const store::Hold& hold = claim.hold;
    treaty::Pending entry{hold.claims, hold.reasons.empty() ? "" : hold.reasons.front(), {}};
    for (const store::Agreement& agreement : hold.agreements) {
      entry.sightings.push_back({agreement.form, agreement.at, agreement.evidence});
    }
    entry.verdict = claim.verdict;
    pending.push_back(std::move(entry));
  }
  return pending;
}

std::set<std::string> approved_claims(const std::vector<WaitingClaim>& waiting) {
  std::set<std::string> approved;
  for (const WaitingClaim& claim : waiting) {
    if (claim.verdict == treaty::Verdict::approved) approved.insert(claim.hold.claims);
  }
  return approved;
}

}  // namespace service
