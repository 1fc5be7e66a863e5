#include "treaty/event.h"

#include <array>
#include <utility>

namespace treaty {
namespace {

constexpr std::array<std::pair<EventKind, std::string_view>, 26> kNames = {{
    {EventKind::signature, "signature"},
    {EventKind::deposit, "deposit"},
    {EventKind::succession, "succession"},
    {EventKind::provisional, "provisional"},
    {EventKind::withdrawal_notified, "withdrawal.notified"},
    {EventKind::withdrawal_effective, "withdrawal.effective"},
    {EventKind::fact_corrected, "fact.corrected"},
    {EventKind::declaration, "declaration"},
    {EventKind::objection, "objection"},
    {EventKind::milestone_count, "milestone.count"},
    {EventKind::milestone_threshold, "milestone.threshold"},
    {EventKind::eif_computed, "eif.computed"},
    {EventKind::eif_moved, "eif.moved"},
    {EventKind::eif_contested, "eif.contested"},
    {EventKind::eif_official, "eif.official"},
    {EventKind::eif_disputed, "eif.disputed"},
    {EventKind::eif_approaching, "eif.approaching"},
    {EventKind::eif_today, "eif.today"},
    {EventKind::eif_participant, "eif.participant"},
    {EventKind::deadline_approaching, "deadline.approaching"},
    {EventKind::deadline_passed, "deadline.passed"},
    {EventKind::notice_retracted, "notice.retracted"},
    {EventKind::source_suspect, "source.suspect"},
    {EventKind::source_broken, "source.broken"},
    {EventKind::source_recovered, "source.recovered"},
    {EventKind::heartbeat, "heartbeat"},
}};

}  // namespace

std::string_view name_of(EventKind kind) {
  return kNames.at(static_cast<std::size_t>(kind)).second;
}

std::optional<EventKind> event_kind_from_name(std::string_view name) {
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

bool is_for_operator(EventKind kind) {
  return kind == EventKind::source_suspect || kind == EventKind::source_broken ||
         kind == EventKind::source_recovered;
}

bool is_urgent(EventKind kind) {
  switch (kind) {
    case EventKind::milestone_threshold:
    case EventKind::eif_computed:
    case EventKind::eif_moved:
    case EventKind::eif_contested:
    case EventKind::eif_official:
    case EventKind::eif_disputed:
    case EventKind::eif_today:
    case EventKind::notice_retracted: return true;
    default: return false;
  }
}

}  // namespace treaty
