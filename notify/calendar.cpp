#include "notify/calendar.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/icalendar.h"
#include "lib/plain_text.h"
#include "lib/text.h"
#include "treaty/wording.h"

namespace notify {
namespace {

using lib::CalendarEntry;
using lib::CalendarStatus;
using treaty::Assessment;
using treaty::EifState;
using treaty::Event;
using treaty::EventKind;

constexpr std::size_t kSummary = 200;
constexpr std::size_t kText = 2000;

std::string name_of_treaty(const Assessment& assessment) {
  return lib::one_line(assessment.name.empty() ? "treaty " + assessment.number : assessment.name,
                       kSummary);
}

bool is_about_date(EventKind kind) {
  switch (kind) {
    case EventKind::eif_computed:
    case EventKind::eif_moved:
    case EventKind::eif_contested:
    case EventKind::eif_official:
    case EventKind::eif_disputed:
    case EventKind::notice_retracted: return true;
    default: return false;
  }
}

/// How often something was told anew, and when last.
struct Changes {
  int count = 0;
  treaty::Instant last{};
};

Changes changes_of_date(const CalendarTreaty& tracked) {
  Changes changes{0, tracked.since};
  for (const Event& event : tracked.events) {
    if (!is_about_date(event.kind)) continue;
    ++changes.count;
    changes.last = std::max(changes.last, event.first_seen);
  }
  return changes;
}

// A participant's date moves with the treaty's and with its own acts.
Changes changes_for(const CalendarTreaty& tracked, const treaty::ParticipantId& id) {
  Changes changes = changes_of_date(tracked);
  for (const Event& event : tracked.events) {
    if (event.participant != id || event.kind == EventKind::eif_participant) continue;
    ++changes.count;
    changes.last = std::max(changes.last, event.first_seen);
  }
  return changes;
}

// The last date that was told, when none stands any more.
std::optional<treaty::Day> last_told_date(const CalendarTreaty& tracked) {
  std::optional<treaty::Day> date;
  for (const Event& event : tracked.events) {
    const bool dated = event.kind == EventKind::eif_computed ||
                       event.kind == EventKind::eif_moved || event.kind == EventKind::eif_official;
    if (dated && event.date) date = event.date;
  }
  return date;
}

CalendarStatus status_of(EifState state) {
  switch (state) {
    case EifState::official:
    case EifState::provisional:
    case EifState::in_force:
    case EifState::ended: return CalendarStatus::confirmed;
    default: return CalendarStatus::tentative;
  }
}

const char* label_of(EifState state) {
  if (state == EifState::computed) return " (computed)";
  if (state == EifState::contested) return " (contested)";
  return "";
}

// Letters, digits and single hyphens: part of a UID.
std::string slug(const std::string& text) {
  std::string out;
  for (const char c : lib::lower_ascii(text)) {
    if (lib::is_ascii_letter(c) || lib::is_digit(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-'))
    out.pop_back();
  return out.substr(0, 60);
}

class Writer {
 public:
  explicit Writer(const CalendarSettings& settings) : settings_{settings} {
    calendar_.product = "-//treatyd//treaty calendar//EN";
    calendar_.name = lib::one_line(settings.name, kSummary);
    calendar_.description =
        "Computed from the United Nations Treaty Collection. Only the depositary's record is "
        "authoritative.";
    calendar_.source = lib::web_address(settings.source_url);
  }

  void add(const CalendarTreaty& tracked) {
    add_entry_into_force(tracked);
    for (const auto& standing : tracked.assessment.participants)
      add_participant(tracked, standing);
    for (const auto& deadline : tracked.assessment.deadlines)
      add_deadline(tracked, deadline);
  }

  void add(const Meeting& meeting) {
    CalendarEntry entry = entry_for("meeting." + slug(meeting.id), Changes{}, "Meeting");
    entry.first = meeting.first.sys_days();
    entry.last = std::max(meeting.first, meeting.last).sys_days();
    entry.summary = lib::one_line(meeting.name, kSummary);
    entry.location = lib::one_line(meeting.place, kSummary);
    entry.url = lib::web_address(meeting.url);
    calendar_.entries.push_back(std::move(entry));
  }

  [[nodiscard]] std::string write() const { return lib::write_calendar(calendar_); }

 private:
  [[nodiscard]] CalendarEntry entry_for(const std::string& what, const Changes& changes,
                                        const char* category) const {
    CalendarEntry entry;
    entry.uid = what + '@' + settings_.domain;
    entry.sequence = changes.count;
    entry.stamp = changes.last;
    entry.category = category;
    return entry;
  }

  static void set_day(CalendarEntry& entry, treaty::Day day) {
    entry.first = day.sys_days();
    entry.last = day.sys_days();
  }

  void add_entry_into_force(const CalendarTreaty& tracked) {
    const Assessment& assessment = tracked.assessment;
    const auto date = assessment.entry_into_force();
    const auto shown = date ? date : last_told_date(tracked);
    if (!shown) return;
    CalendarEntry entry = entry_for("entry-into-force." + assessment.number,
                                    changes_of_date(tracked), "Entry into force");
    set_day(entry, *shown);
    entry.status = date ? status_of(assessment.state) : CalendarStatus::cancelled;
    entry.summary = "Entry into force: " + name_of_treaty(assessment) +
                    (date ? label_of(assessment.state) : "");
    entry.description = date ? lib::one_line(treaty::eif_sentence(assessment) + ' ' +
                                                 treaty::count_sentence(assessment),
                                             kText)
                             : "This date was told and no longer stands.";
    entry.url = lib::web_address(tracked.register_url);
    calendar_.entries.push_back(std::move(entry));
  }

  void add_participant(const CalendarTreaty& tracked, const treaty::Standing& standing) {
    const auto date = tracked.assessment.entry_into_force();
    const bool later = date && standing.in_force && *standing.in_force > *date;
    if (!later || !standing.id || standing.withdrawn) return;
    const Assessment& assessment = tracked.assessment;
    CalendarEntry entry =
        entry_for("in-force." + assessment.number + '.' + standing.id->str(),
                  changes_for(tracked, *standing.id), "In force for a participant");
    set_day(entry, *standing.in_force);
    const bool come = *standing.in_force <= assessment.today;
    entry.status = come ? CalendarStatus::confirmed : CalendarStatus::tentative;
    entry.summary = "In force for " + lib::one_line(standing.name, kSummary) + ": " +
                    name_of_treaty(assessment);
    if (standing.deposited) {
      entry.description = "Deposited on " + standing.deposited->words() + '.';
    }
    entry.url = lib::web_address(tracked.register_url);
    calendar_.entries.push_back(std::move(entry));
  }

  void add_deadline(const CalendarTreaty& tracked, const treaty::DeadlineStatus& deadline) {
    const Assessment& assessment = tracked.assessment;
    CalendarEntry entry = entry_for("deadline." + assessment.number + '.' + slug(deadline.name),
                                    changes_of_date(tracked), "Deadline");
    set_day(entry, deadline.date);
    entry.summary = name_of_treaty(assessment) + ": " + lib::one_line(deadline.name, kSummary);
    entry.url = lib::web_address(tracked.register_url);
    calendar_.entries.push_back(std::move(entry));
  }

  const CalendarSettings& settings_;
  lib::Calendar calendar_;
};

}  // namespace

std::string calendar_of(const CalendarSettings& settings, std::span<const CalendarTreaty> treaties,
                        std::span<const Meeting> meetings) {
  Writer writer{settings};
  for (const CalendarTreaty& tracked : treaties)
    writer.add(tracked);
  for (const Meeting& meeting : meetings)
    writer.add(meeting);
  return writer.write();
}

}  // namespace notify
