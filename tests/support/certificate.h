#pragma once

#include <string>

#include "support/temp_folder.h"

namespace tests {

/// A self-signed certificate made for one test, in a folder of its own that goes with it.
class Certificate {
 public:
  /// `alt_name` is what it vouches for: "IP:127.0.0.1" or "DNS:elsewhere.example".
  explicit Certificate(const std::string& alt_name);

  [[nodiscard]] std::string certificate() const { return folder_.file("cert.pem"); }
  [[nodiscard]] std::string key() const { return folder_.file("key.pem"); }

 private:
  TempFolder folder_;
};

}  // namespace tests
