#include "notify/ahead.h"

#include <algorithm>

namespace notify {
namespace {

constexpr std::size_t kNext = 12;

}  // namespace

std::vector<Ahead> dates_ahead(const treaty::Assessment& assessment,
                               std::span<const Meeting> meetings, const Language& language) {
  std::vector<Ahead> dates;
  const auto date = assessment.entry_into_force();
  if (date && *date > assessment.today && assessment.state != treaty::EifState::contested) {
    dates.push_back({.day = *date, .entry_into_force = true});
  }
  for (const auto& standing : assessment.participants) {
    const bool later = date && standing.in_force && *standing.in_force > *date;
    if (!later || standing.withdrawn || *standing.in_force <= assessment.today) continue;
    dates.push_back({.day = *standing.in_force,
                     .participant = language.participant(standing.id, standing.name)});
  }
  for (const auto& deadline : assessment.deadlines) {
    if (deadline.date < assessment.today) continue;
    dates.push_back({.day = deadline.date, .deadline = language.phrase(deadline.name)});
  }
  for (const Meeting& meeting : meetings) {
    if (meeting.treaty != assessment.number || meeting.last < assessment.today) continue;
    dates.push_back({.day = meeting.first, .meeting = &meeting});
  }
  std::stable_sort(dates.begin(), dates.end(),
                   [](const Ahead& a, const Ahead& b) { return a.day < b.day; });
  if (dates.size() > kNext) dates.resize(kNext, dates.back());
  return dates;
}

}  // namespace notify
