#pragma once

#include <span>
#include <string>
#include <vector>

#include "notify/meeting.h"
#include "notify/site_words.h"
#include "notify/state_view.h"
#include "treaty/assessment.h"
#include "treaty/event.h"

namespace notify {

/// A treaty with all that was told of it, oldest first.
struct CalendarTreaty {
  treaty::Assessment assessment;
  std::vector<treaty::Event> events;
  treaty::Instant since{};   ///< when it was first read; the date of entries that never changed
  std::string register_url;  ///< the depositary's page
};

struct CalendarSettings {
  std::string name;         ///< "Treaties"
  std::string domain;       ///< right side of every UID
  std::string source_url;   ///< where the calendar is found; may be empty
  treaty::Instant since{};  ///< the date of meetings, which the configuration does not date
};

/// "meeting.XVIII-16.first-session.2027-01-25": the part of a meeting's UID before the domain. Two
/// meetings with one key would be one entry.
std::string key_of(const Meeting& meeting);

/// Entry into force of each treaty, and for each later participant unless that was more than a year
/// ago, deadlines and meetings as iCalendar (RFC 5545), all-day.
///
/// A computed or contested date is TENTATIVE, because people copy calendars as fact; a date that
/// the depositary printed, or that has come, is CONFIRMED. A date that was told and no longer
/// stands stays, CANCELLED. UIDs name treaty and kind, never the date, so that a moved date moves
/// its entry; SEQUENCE is the number of times that the date was told anew, taken from the events,
/// so that it never falls. Nothing is projected: without a date there is no entry.
///
/// A meeting's UID is made of its treaty, its name and its first day: one that is renamed or moved
/// is another entry, and the old one is gone from the file. What else is changed in it is taken
/// from the file as it is; its SEQUENCE stays 0, since nothing is kept of what it was before.
///
/// UIDs are the same in every language: whoever changes from one calendar to another keeps one
/// entry for one day.
std::string calendar_of(const CalendarSettings& settings, std::span<const CalendarTreaty> treaties,
                        std::span<const Meeting> meetings, const SiteWords& words,
                        StateWords& state_words);

}  // namespace notify
