#include "notify/calendar.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "lib/icalendar.h"
#include "lib/plain_text.h"
#include "lib/text.h"

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
/// A participant's day is no longer in the calendar when it lies so far back: of hundreds of
/// treaties there would be a hundred thousand.
constexpr treaty::Days kPast{366};

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
  Writer(const CalendarSettings& settings, const SiteWords& words, StateWords& state_words)
      : settings_{settings}, words_{words}, state_words_{state_words} {
    calendar_.product = "-//treatyd//treaty calendar//EN";
    calendar_.name = line(settings.name);
    calendar_.description = words.say("source");
    calendar_.source = lib::web_address(settings.source_url);
  }

  void add(const CalendarTreaty& tracked) {
    names_.emplace(tracked.assessment.number, name_of(tracked.assessment));
    add_entry_into_force(tracked);
    for (const auto& standing : tracked.assessment.participants)
      add_participant(tracked, standing);
    for (const auto& deadline : tracked.assessment.deadlines)
      add_deadline(tracked, deadline);
  }

  void add(const Meeting& meeting) {
    CalendarEntry entry =
        entry_for(key_of(meeting), {.count = 0, .last = settings_.since}, "category_meeting");
    entry.first = meeting.first.sys_days();
    entry.last = std::max(meeting.first, meeting.last).sys_days();
    // In somebody's calendar the entry stands among others: it says which treaty's it is.
    const auto name = names_.find(meeting.treaty);
    entry.summary =
        words_.say("calendar_deadline",
                   {{"treaty", name == names_.end() ? line(meeting.treaty) : name->second},
                    {"deadline", line(meeting.name)}});
    entry.location = line(meeting.place);
    entry.url = lib::web_address(meeting.url);
    calendar_.entries.push_back(std::move(entry));
  }

  [[nodiscard]] std::string write() const { return lib::write_calendar(calendar_); }

 private:
  static std::string line(const std::string& text, std::size_t limit = kSummary) {
    return lib::one_line(unmarked(text), limit);
  }

  [[nodiscard]] std::string name_of(const Assessment& assessment) const {
    return line(words_.treaty(assessment.number, assessment.name));
  }

  [[nodiscard]] CalendarEntry entry_for(const std::string& what, const Changes& changes,
                                        const char* category) const {
    CalendarEntry entry;
    entry.uid = what + '@' + settings_.domain;
    entry.sequence = changes.count;
    entry.stamp = changes.last;
    entry.category = words_.say(category);
    return entry;
  }

  static void set_day(CalendarEntry& entry, treaty::Day day) {
    entry.first = day.sys_days();
    entry.last = day.sys_days();
  }

  // The date and the count, as the pages say them.
  [[nodiscard]] std::string state_of(const Assessment& assessment) const {
    lib::mustache::data state = state_view(assessment, words_.language());
    state_words_.add_to(state);
    std::string text;
    for (const char* name : {"date_sentence", "count_sentence"}) {
      const lib::mustache::data* sentence = state.get(name);
      if (sentence == nullptr) continue;
      text += (text.empty() ? "" : " ") + capitalized(sentence->string_value());
    }
    return line(text, kText);
  }

  void add_entry_into_force(const CalendarTreaty& tracked) {
    const Assessment& assessment = tracked.assessment;
    const auto date = assessment.entry_into_force();
    const auto shown = date ? date : last_told_date(tracked);
    if (!shown) return;
    CalendarEntry entry = entry_for("entry-into-force." + assessment.number,
                                    changes_of_date(tracked), "category_force");
    set_day(entry, *shown);
    entry.status = date ? status_of(assessment.state) : CalendarStatus::cancelled;
    entry.summary = words_.say("calendar_force", {{"treaty", name_of(assessment)}});
    if (assessment.state == EifState::computed) entry.summary += words_.say("calendar_computed");
    if (assessment.state == EifState::contested) entry.summary += words_.say("calendar_contested");
    entry.description = date ? state_of(assessment) : words_.say("calendar_gone");
    entry.url = lib::web_address(tracked.register_url);
    calendar_.entries.push_back(std::move(entry));
  }

  void add_participant(const CalendarTreaty& tracked, const treaty::Standing& standing) {
    const auto date = tracked.assessment.entry_into_force();
    const bool later = date && standing.in_force && *standing.in_force > *date;
    if (!later || !standing.id || standing.withdrawn) return;
    const Assessment& assessment = tracked.assessment;
    if (*standing.in_force + kPast < assessment.today) return;
    CalendarEntry entry = entry_for("in-force." + assessment.number + '.' + standing.id->str(),
                                    changes_for(tracked, *standing.id), "category_participant");
    set_day(entry, *standing.in_force);
    const bool come = *standing.in_force <= assessment.today;
    entry.status = come ? CalendarStatus::confirmed : CalendarStatus::tentative;
    const Language& language = words_.language();
    entry.summary =
        words_.say("calendar_participant",
                   {{"participant", line(language.participant(standing.id, standing.name))},
                    {"treaty", name_of(assessment)}});
    if (standing.deposited) {
      entry.description =
          words_.say("calendar_deposited", {{"day", language.day(*standing.deposited)}});
    }
    entry.url = lib::web_address(tracked.register_url);
    calendar_.entries.push_back(std::move(entry));
  }

  void add_deadline(const CalendarTreaty& tracked, const treaty::DeadlineStatus& deadline) {
    const Assessment& assessment = tracked.assessment;
    CalendarEntry entry = entry_for("deadline." + assessment.number + '.' + slug(deadline.name),
                                    changes_of_date(tracked), "category_deadline");
    set_day(entry, deadline.date);
    entry.summary = words_.say("calendar_deadline",
                               {{"treaty", name_of(assessment)},
                                {"deadline", line(words_.language().phrase(deadline.name))}});
    entry.url = lib::web_address(tracked.register_url);
    calendar_.entries.push_back(std::move(entry));
  }

  const CalendarSettings& settings_;
  const SiteWords& words_;
  StateWords& state_words_;
  lib::Calendar calendar_;
  std::map<std::string, std::string> names_;  // of the treaties, by number
};

}  // namespace

std::string key_of(const Meeting& meeting) {
  return "meeting." + meeting.treaty + '.' + slug(meeting.name) + '.' + meeting.first.iso();
}

std::string calendar_of(const CalendarSettings& settings, std::span<const CalendarTreaty> treaties,
                        std::span<const Meeting> meetings, const SiteWords& words,
                        StateWords& state_words) {
  Writer writer{settings, words, state_words};
  for (const CalendarTreaty& tracked : treaties)
    writer.add(tracked);
  for (const Meeting& meeting : meetings)
    writer.add(meeting);
  return writer.write();
}

}  // namespace notify
