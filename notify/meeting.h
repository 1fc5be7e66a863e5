#pragma once

#include <string>

#include "treaty/day.h"

namespace notify {

/// A meeting on a treaty, from the configuration.
struct Meeting {
  std::string treaty;  ///< number
  std::string name;
  std::string place;  ///< may be empty
  std::string url;    ///< may be empty
  treaty::Day first;
  treaty::Day last;  ///< included; not before `first`
};

}  // namespace notify
