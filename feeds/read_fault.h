#pragma once

#include <string>

namespace feeds {

/// Why a document could not be read at all.
struct ReadFault {
  std::string code;   ///< "empty", "too-large", "unknown-form", "not-a-treaty", "unreadable"
  std::string where;  ///< "byte 8388608"; "the whole file"
  std::string text;   ///< a sentence
};

}  // namespace feeds
