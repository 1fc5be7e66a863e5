#pragma once

#include <string>

namespace support {

/// A self-signed certificate made for one test, in a folder of its own that goes with it.
class Certificate {
 public:
  /// `alt_name` is what it vouches for: "IP:127.0.0.1" or "DNS:elsewhere.example".
  explicit Certificate(const std::string& alt_name);
  ~Certificate();
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  [[nodiscard]] std::string certificate() const { return folder_ + "/cert.pem"; }
  [[nodiscard]] std::string key() const { return folder_ + "/key.pem"; }

 private:
  std::string folder_;
};

}  // namespace support
