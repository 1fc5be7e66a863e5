#include "lib/signing.h"

#include "support/catch.h"

namespace {

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

std::string bytes(std::string_view hex_digits) {
  std::string plain;
  for (std::size_t i = 0; i + 1 < hex_digits.size(); i += 2) {
    plain += static_cast<char>(std::stoi(std::string{hex_digits.substr(i, 2)}, nullptr, 16));
  }
  return plain;
}

}  // namespace

TEST_CASE("Base64 for addresses has no character that an address would have to escape") {
  CHECK(lib::base64url(bytes("fbff")) == "-_8");
  CHECK(lib::base64url("") == "");
  const std::string one = lib::random_bytes(32);
  CHECK(one.size() == 32);
  CHECK(one != lib::random_bytes(32));
  CHECK(lib::base64url(one).size() == 43);
}

TEST_CASE("HMAC with SHA-256 gives the values of RFC 4231") {
  CHECK(hex(lib::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(lib::hmac_sha256(std::string(131, '\xaa'),
                             "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("Ed25519 gives the values of RFC 8032") {
  const std::string seed =
      bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  CHECK(hex(lib::ed25519_public_key(seed)) ==
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  CHECK(hex(lib::ed25519_sign(seed, "")) ==
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
        "f9b46bd25bf5f0595bbe24655141438e7a100b");
  CHECK_THROWS_AS(lib::ed25519_sign("short", ""), std::invalid_argument);
}

TEST_CASE("Base64 goes there and back, and nothing that is not base64 is taken") {
  for (const char* plain : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
    CHECK(lib::from_base64(lib::base64(plain)) == plain);
  }
  CHECK(lib::base64("foob") == "Zm9vYg==");
  for (const char* bad : {"Zm9vYg", "Zm9vYg=", "Zm9v Yg=", " m9vYg==", "Zm9v\n", "Zm9vYh==", "Zm=v",
                          "====", "=", "Zm9$"}) {
    CAPTURE(bad);
    CHECK_FALSE(lib::from_base64(bad));
  }
}
