#pragma once

#include <span>
#include <string>
#include <vector>

#include "notify/language.h"
#include "notify/meeting.h"
#include "treaty/assessment.h"

namespace notify {

/// A day that lies ahead, or is today, and what it brings: one of the four.
struct Ahead {
  treaty::Day day;
  bool entry_into_force = false;
  std::string participant;           ///< for whom the treaty enters into force
  std::string deadline;              ///< in the language's words
  const Meeting* meeting = nullptr;  ///< lives as long as the meetings that were given
};

/// What comes next for a treaty, soonest first, at most twelve: further participants' dates would
/// fill a page. A contested date is not among them. Meetings of other treaties are left out.
std::vector<Ahead> dates_ahead(const treaty::Assessment& assessment,
                               std::span<const Meeting> meetings, const Language& language);

}  // namespace notify
