#pragma once

#include "lib/mustache.h"
#include "notify/digest.h"
#include "notify/notice_view.h"
#include "notify/state_view.h"

namespace notify {

/// The events of one treaty, sorted for an issue.
struct DigestNews {
  std::vector<const treaty::Event*> milestones;   ///< weightiest first
  std::vector<const treaty::Event*> deposits;     ///< by legal date; successions among them
  std::vector<const treaty::Event*> signatures;   ///< by legal date
  std::vector<const treaty::Event*> others;       ///< as recorded
  std::vector<const treaty::Event*> corrections;  ///< of what an earlier issue printed
};
DigestNews digest_news(const std::vector<treaty::Event>& events);

/// The values that the templates of a digest see: title, since, until, unreviewed, treaties [{name,
/// number, the_treaty, quiet, milestones [{text}], deposits {number, one, acts}, signatures {…},
/// others
/// [{text}], corrections [{text}], state (see state_view), next [{date, and one of
/// entry_into_force (with computed), participant, deadline and meeting (with place and ends)}],
/// url, checked}].
lib::mustache::data digest_view(const Digest& digest, StateWords& words, const Wording& wording);

}  // namespace notify
