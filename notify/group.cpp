#include "notify/group.h"

#include <algorithm>

namespace notify {

bool Group::contains(const treaty::ParticipantId& id, treaty::Day day) const {
  const auto found = members.find(id);
  return found != members.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [&](const treaty::Period& period) { return period.contains(day); });
}

}  // namespace notify
