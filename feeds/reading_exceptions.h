#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "treaty/reading.h"

namespace feeds {

/// What must be known to read one treaty's table rightly, with the reason; data, never code.
struct ReadingException {
  std::vector<std::string>
      binding_columns;  ///< headings as printed, of columns that bind after all
  /// Totals that the source prints and that its own table does not bear out: no doubt is raised
  /// as long as exactly these are printed.
  std::optional<treaty::Totals> published;
  std::string reason;
};

/// By treaty number.
using ReadingExceptions = std::map<std::string, ReadingException, std::less<>>;

}  // namespace feeds
