#include "notify/webhook_key.h"

#include "lib/signing.h"

namespace notify {
namespace {

constexpr std::string_view kShared = "whsec_";
constexpr std::string_view kPrivate = "whsk_";

constexpr std::size_t kLeastShared = 24;
constexpr std::size_t kMostShared = 64;

using Parsed = lib::expected<WebhookKey, std::string>;

Parsed wrong(std::string why) {
  return lib::make_unexpected(std::move(why));
}

}  // namespace

Parsed WebhookKey::parse(std::string_view text) {
  const bool shared = text.starts_with(kShared);
  if (!shared && !text.starts_with(kPrivate)) {
    return wrong("a signing key begins with whsec_ (shared) or whsk_ (Ed25519)");
  }
  auto bytes = lib::from_base64(text.substr((shared ? kShared : kPrivate).size()));
  if (!bytes) return wrong("what follows the key's prefix is not base64");
  const std::string size = std::to_string(bytes->size());
  if (shared) {
    if (bytes->size() < kLeastShared || bytes->size() > kMostShared) {
      return wrong("a whsec_ key has 24 to 64 bytes, not " + size);
    }
    return WebhookKey{true, *std::move(bytes)};
  }
  std::string seed = bytes->substr(0, lib::kEd25519SeedBytes);
  const bool with_public = bytes->size() == 2 * lib::kEd25519SeedBytes;
  if (bytes->size() != lib::kEd25519SeedBytes && !with_public) {
    return wrong("a whsk_ key has 32 bytes, or 64 with its public key, not " + size);
  }
  if (with_public && lib::ed25519_public_key(seed) != bytes->substr(lib::kEd25519SeedBytes)) {
    return wrong("the two halves of the whsk_ key do not belong together");
  }
  return WebhookKey{false, std::move(seed)};
}

std::string WebhookKey::sign(std::string_view id, long long seconds, std::string_view body) const {
  std::string content{id};
  content += '.' + std::to_string(seconds) + '.';
  content += body;
  if (shared_) return "v1," + lib::base64(lib::hmac_sha256(bytes_, content));
  return "v1a," + lib::base64(lib::ed25519_sign(bytes_, content));
}

std::string WebhookKey::public_key() const {
  return shared_ ? std::string{} : "whpk_" + lib::base64(lib::ed25519_public_key(bytes_));
}

}  // namespace notify
