#include "daemon/ctl/doctor.h"

#include <algorithm>
#include <ostream>
#include <string>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/page.h"
#include "lib/json.h"

namespace ctl {
namespace {

using doctor::Finding;
using doctor::Findings;
using doctor::Level;

constexpr std::size_t kLevelWidth = 9;
constexpr std::size_t kCheckWidth = 15;
constexpr std::size_t kIndent = kLevelWidth + kCheckWidth;

void print(const Finding& finding, std::ostream& out) {
  std::string head =
      padded(name_of(finding.level), kLevelWidth) + padded(finding.check, kCheckWidth);
  for (const std::string& line : wrapped(finding.text, kColumns - kIndent)) {
    out << head << line << '\n';
    head.assign(kIndent, ' ');
  }
  head = std::string(kIndent, ' ') + "-> ";
  for (const std::string& line : wrapped(finding.todo, kColumns - kIndent - 3)) {
    out << head << line << '\n';
    head.assign(kIndent + 3, ' ');
  }
}

lib::json::object as_json(const Findings& found, bool healthy) {
  lib::json::array checks;
  for (const Finding& finding : found) {
    checks.push_back({{"check", finding.check},
                      {"level", name_of(finding.level)},
                      {"text", finding.text},
                      {"todo", finding.todo.empty() ? lib::json::value(nullptr)
                                                    : lib::json::value(finding.todo)}});
  }
  return {{"schema", 1}, {"healthy", healthy}, {"checks", std::move(checks)}};
}

long long count_of(const Findings& found, Level level) {
  return std::count_if(found.begin(), found.end(),
                       [&](const Finding& finding) { return finding.level == level; });
}

}  // namespace

int examine(const doctor::Subject& subject, bool json, std::ostream& out) {
  doctor::Seen seen;
  Findings found;
  check_settings(subject, seen, found);
  check_files(subject, seen, found);
  check_service(subject, seen, found);
  check_source(subject, seen, found);
  check_telling(subject, seen, found);
  const long long faults = count_of(found, Level::fault);
  if (json) {
    out << lib::json::serialize(as_json(found, faults == 0)) << '\n';
  } else {
    for (const Finding& finding : found)
      print(finding, out);
    out << amount(faults, "fault") << ", " << amount(count_of(found, Level::warning), "warning")
        << '\n';
  }
  return faults == 0 ? kFine : kFailure;
}

}  // namespace ctl
