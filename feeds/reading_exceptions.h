#pragma once

#include <map>
#include <string>
#include <vector>

#include "treaty/reading.h"

namespace feeds {

/// What must be known to read one treaty's table rightly, with the reason; data, never code.
struct ReadingException {
  std::vector<std::string>
      binding_columns;  ///< headings as printed, of columns that bind after all
  /// By how many the totals that the source prints are known to exceed what its own table shows
  /// (below 0: fall short of it). No doubt is raised as long as they differ by just that.
  treaty::Totals printed_more;
  std::string reason;
};

/// By treaty number.
using ReadingExceptions = std::map<std::string, ReadingException, std::less<>>;

}  // namespace feeds
