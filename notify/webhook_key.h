#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "lib/expected.h"

namespace notify {

/// A signing key of the Standard Webhooks specification 1.0.0, in its written form: "whsec_" and 24
/// to 64 bytes as base64 (HMAC-SHA256, known to both sides), or "whsk_" and an Ed25519 private key
/// as base64 (32 bytes, or 64 with the public key behind), of which the receiver needs no more than
/// the public half.
class WebhookKey {
 public:
  /// The error is a sentence that never repeats the key.
  static lib::expected<WebhookKey, std::string> parse(std::string_view text);

  /// "v1,…" or "v1a,…": the signature over id, time of the attempt (Unix seconds) and body.
  [[nodiscard]] std::string sign(std::string_view id, long long seconds,
                                 std::string_view body) const;

  /// What a receiver verifies with: "whpk_…"; empty for a shared key.
  [[nodiscard]] std::string public_key() const;

 private:
  WebhookKey(bool shared, std::string bytes) : shared_{shared}, bytes_{std::move(bytes)} {}

  bool shared_;
  std::string bytes_;  ///< the shared secret, or the Ed25519 seed
};

}  // namespace notify
