#pragma once

#include <map>
#include <string>
#include <vector>

namespace feeds {

/// What must be known to read one treaty's table rightly, with the reason; data, never code.
struct ReadingException {
  std::vector<std::string>
      binding_columns;  ///< headings as printed, of columns that bind after all
  std::string reason;
};

/// By treaty number.
using ReadingExceptions = std::map<std::string, ReadingException, std::less<>>;

}  // namespace feeds
