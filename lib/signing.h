#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lib {

/// HMAC with SHA-256 (RFC 2104), by OpenSSL: 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);

inline constexpr std::size_t kEd25519SeedBytes = 32;

/// Ed25519 (RFC 8032), by OpenSSL. `seed` is the private key in its short form and must have
/// kEd25519SeedBytes bytes, else std::invalid_argument.
std::string ed25519_sign(std::string_view seed, std::string_view text);  ///< 64 bytes
std::string ed25519_public_key(std::string_view seed);                   ///< 32 bytes

/// From the system's source of chance, fit for secrets.
std::string random_bytes(std::size_t count);

/// Base64 with padding (RFC 4648, section 4), without line breaks.
std::string base64(std::string_view bytes);

/// Base64 for addresses (RFC 4648, section 5), without padding.
std::string base64url(std::string_view bytes);

/// nullopt for anything but whole, padded, canonical base64; white space is not allowed.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace lib
