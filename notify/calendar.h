#pragma once

#include <span>
#include <string>
#include <vector>

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

/// A meeting from the configuration.
struct Meeting {
  std::string id;  ///< stable: letters, digits, hyphen
  std::string name;
  std::string place;  ///< may be empty
  std::string url;    ///< may be empty
  treaty::Day first;
  treaty::Day last;
};

struct CalendarSettings {
  std::string name;        ///< "Treaties"
  std::string domain;      ///< right side of every UID
  std::string source_url;  ///< where the calendar is found; may be empty
};

/// Entry into force of each treaty and for each later participant, deadlines and meetings as
/// iCalendar (RFC 5545), all-day.
///
/// A computed or contested date is TENTATIVE, because people copy calendars as fact; a date that
/// the depositary printed, or that has come, is CONFIRMED. A date that was told and no longer
/// stands stays, CANCELLED. UIDs name treaty and kind, never the date, so that a moved date moves
/// its entry; SEQUENCE is the number of times that the date was told anew, taken from the events,
/// so that it never falls. Nothing is projected: without a date there is no entry.
std::string calendar_of(const CalendarSettings& settings, std::span<const CalendarTreaty> treaties,
                        std::span<const Meeting> meetings);

}  // namespace notify
