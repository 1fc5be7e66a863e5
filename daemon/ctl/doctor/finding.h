#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ctl::doctor {

enum class Level {
  ok,
  warning,  ///< it works, and something should be seen to
  fault,    ///< something is not watched, or nobody is told
};

constexpr std::string_view name_of(Level level) {
  switch (level) {
    case Level::ok: return "ok";
    case Level::warning: return "warning";
    case Level::fault: return "fault";
  }
  return "fault";
}

/// What one check came to. No secret and no target's address stands in it: reports are mailed
/// about.
struct Finding {
  std::string check;  ///< one word, stable: "database"
  Level level = Level::ok;
  std::string text;    ///< a sentence
  std::string todo{};  ///< what to do; empty when there is nothing
};
using Findings = std::vector<Finding>;

}  // namespace ctl::doctor
