#include "lib/signing.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <vector>

#include "lib/openssl.h"

namespace lib {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Key key_of(std::string_view seed) {
  if (seed.size() != kEd25519SeedBytes) {
    throw std::invalid_argument("an Ed25519 seed has 32 bytes, not " + std::to_string(seed.size()));
  }
  Key key{
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, bytes_of(seed), kEd25519SeedBytes)};
  if (!key) throw std::runtime_error("Ed25519 is not available from OpenSSL");
  return key;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(),
           digest.data(), &size) == nullptr) {
    throw std::runtime_error("HMAC with SHA-256 is not available from OpenSSL");
  }
  return text_of(digest.data(), size);
}

std::string ed25519_sign(std::string_view seed, std::string_view text) {
  const Key key = key_of(seed);
  const Context context{EVP_MD_CTX_new()};
  std::array<unsigned char, 64> signature{};
  std::size_t size = signature.size();
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(text), text.size()) != 1) {
    throw std::runtime_error("OpenSSL cannot sign with Ed25519");
  }
  return text_of(signature.data(), size);
}

std::string ed25519_public_key(std::string_view seed) {
  const Key key = key_of(seed);
  std::array<unsigned char, 32> raw{};
  std::size_t size = raw.size();
  if (EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &size) != 1) {
    throw std::runtime_error("OpenSSL cannot tell an Ed25519 public key");
  }
  return text_of(raw.data(), size);
}

std::string base64(std::string_view bytes) {
  std::vector<unsigned char> text((bytes.size() + 2) / 3 * 4 + 1);  // EVP_EncodeBlock ends with NUL
  const int size = EVP_EncodeBlock(text.data(), bytes_of(bytes), static_cast<int>(bytes.size()));
  return text_of(text.data(), static_cast<std::size_t>(size));
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::vector<unsigned char> bytes(text.size() / 4 * 3 + 1);
  const int size = EVP_DecodeBlock(bytes.data(), bytes_of(text), static_cast<int>(text.size()));
  const std::size_t padding = text.ends_with("==") ? 2U : text.ends_with('=') ? 1U : 0U;
  if (size < static_cast<int>(padding)) return std::nullopt;
  std::string plain = text_of(bytes.data(), static_cast<std::size_t>(size) - padding);
  // OpenSSL trims white space and takes stray bits; the way back shows both.
  if (base64(plain) != text) return std::nullopt;
  return plain;
}

std::string random_bytes(std::size_t count) {
  std::vector<unsigned char> bytes(count);
  if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) {
    throw std::runtime_error("the system gives no random bytes");
  }
  return text_of(bytes.data(), count);
}

std::string base64url(std::string_view bytes) {
  std::string text = base64(bytes);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.ends_with('='))
    text.pop_back();
  return text;
}

}  // namespace lib
