#pragma once

#include <string>

#include "support/child.h"

namespace tests {

/// The text packed by gzip. Through python3, so that what unpacks it is not tested by its own kind.
inline std::string gzip(const std::string& text) {
  Child python{{"/usr/bin/python3", "-c",
                "import gzip, sys; print(gzip.compress(sys.argv[1].encode()).hex())", text}};
  const std::string hex = python.line();
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

}  // namespace tests
