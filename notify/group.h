#pragma once

#include <map>
#include <string>
#include <vector>

#include "treaty/participant.h"

namespace notify {

/// A group of States that a reader may follow, with the times in which each belonged to it.
struct Group {
  std::string name;  ///< as it is written in a filter: "EU", "western-europe"
  std::map<treaty::ParticipantId, std::vector<treaty::Period>> members;

  [[nodiscard]] bool contains(const treaty::ParticipantId& id, treaty::Day day) const;
};

}  // namespace notify
