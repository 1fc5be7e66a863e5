#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "daemon/ctl/online.h"

namespace ctl {

/// `treatyctl subscribers [export|erase|resume NAME]`: who is told, or one of them.
int subscribers(const OnlineOptions& options, const std::string& action, const std::string& name,
                std::ostream& out, std::ostream& err);

/// What somebody wants to be told; empty: as the service has it.
struct FilterOptions {
  std::string mail;
  std::vector<std::string> treaties;
  std::vector<std::string> participants;
  std::vector<std::string> groups;
  std::vector<std::string> kinds;
  bool milestones_only = false;
  std::string when;
  std::optional<int> hour;
  std::string zone;
  bool no_weekends = false;
  std::string language;
  std::string why;
};
/// `treatyctl subscribe ADDRESS`: sends the mail that asks to confirm.
int subscribe(const OnlineOptions& options, const FilterOptions& filter, std::ostream& out,
              std::ostream& err);
/// `treatyctl preview`: what a filter would have sent in the last 90 days.
int preview(const OnlineOptions& options, const FilterOptions& filter, std::ostream& out,
            std::ostream& err);

/// `treatyctl inbox`: acts on a mail that came in, read from `in`, by its subject.
int inbox(const OnlineOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

}  // namespace ctl
