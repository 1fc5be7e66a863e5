#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/holds.h"
#include "treaty/confirm.h"

namespace service {

/// A claim that waits, with what a person said about it since it was first seen.
struct WaitingClaim {
  store::Hold hold;
  treaty::Verdict verdict = treaty::Verdict::none;
  std::int64_t uid = 0;  ///< of that person
};

/// The claims of a treaty that wait, oldest first; `number` empty for all. A decision lasts for as
/// long as the claim is shown: once it is not, it is settled, and asked anew when it comes back.
std::vector<WaitingClaim> waiting_claims(store::Database& database, const std::string& number);

/// As the pure part takes them.
std::vector<treaty::Pending> pending_of(const std::vector<WaitingClaim>& waiting);
std::set<std::string> approved_claims(const std::vector<WaitingClaim>& waiting);

}  // namespace service
