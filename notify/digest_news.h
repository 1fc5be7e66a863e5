#pragma once

#include <optional>
#include <vector>

#include "treaty/assessment.h"
#include "treaty/event.h"

namespace notify {

/// The events of one treaty as an issue tells them: without what was overtaken inside of it (a
/// count once the number is reached, a computed date once it is printed or told with the
/// threshold), taken back or not meant for readers; told as of the past (see
/// treaty::in_retrospect). Where overtaken counts are all that there is, the last of them stays.
struct DigestNews {
  std::vector<treaty::Event> milestones;   ///< weightiest first
  std::vector<treaty::Event> deposits;     ///< by legal date; successions among them
  std::vector<treaty::Event> signatures;   ///< by legal date
  std::vector<treaty::Event> others;       ///< as recorded
  std::vector<treaty::Event> corrections;  ///< of what an earlier issue printed

  /// All of it, section by section.
  [[nodiscard]] std::vector<treaty::Event> all() const;
};

/// `events` as recorded, oldest first; `state` is the state of play that the issue prints.
DigestNews digest_news(const std::vector<treaty::Event>& events,
                       const std::optional<treaty::Assessment>& state);

}  // namespace notify
