#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace lib {

enum class CalendarStatus { tentative, confirmed, cancelled };

/// An all-day entry (RFC 5545): calendar days, no time, no zone.
struct CalendarEntry {
  std::string uid;  ///< stable for ever
  int sequence = 0;
  std::chrono::sys_seconds stamp{};  ///< DTSTAMP and LAST-MODIFIED: when it last changed
  std::chrono::sys_days first{};
  std::chrono::sys_days last{};  ///< included; not before `first`
  CalendarStatus status = CalendarStatus::confirmed;
  std::string summary;
  std::string description;
  std::string location;  ///< may be empty
  std::string category;  ///< may be empty
  std::string url;       ///< may be empty
};

struct Calendar {
  std::string product;  ///< "-//treatyd//EN"
  std::string name;
  std::string description;
  std::string source;  ///< where it is found; may be empty
  std::chrono::hours refresh{12};
  std::vector<CalendarEntry> entries;
};

/// The calendar as bytes, by libical: CRLF, folded at 75 octets between characters, every text
/// escaped; METHOD:PUBLISH, entries transparent. Texts must be valid UTF-8 without control
/// characters but line feeds. The same calendar gives the same bytes.
std::string write_calendar(const Calendar& calendar);

}  // namespace lib
