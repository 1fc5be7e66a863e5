#include "lib/ip_address.h"

#include <algorithm>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace lib {
namespace {

struct Block {
  const char* first;
  unsigned bits;
};

// RFC 6890 and its registries, as of 2024; plus multicast (RFC 5771) and what is reserved above it.
constexpr Block kNotPublicV4[] = {
    {"0.0.0.0", 8},      {"10.0.0.0", 8},     {"100.64.0.0", 10}, {"127.0.0.0", 8},
    {"169.254.0.0", 16}, {"172.16.0.0", 12},  {"192.0.0.0", 24},  {"192.0.2.0", 24},
    {"192.88.99.0", 24}, {"192.168.0.0", 16}, {"198.18.0.0", 15}, {"198.51.100.0", 24},
    {"203.0.113.0", 24}, {"224.0.0.0", 4},    {"240.0.0.0", 4},
};

// Global unicast is 2000::/3 alone; within it these are not.
constexpr Block kNotPublicV6[] = {
    {"2001::", 23},
    {"2001:db8::", 32},
    {"3fff::", 20},
};

bool in_block(const std::uint8_t* address, const std::uint8_t* first, unsigned bits) {
  const unsigned whole = bits / 8;
  if (!std::equal(address, address + whole, first)) return false;
  const unsigned rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - rest));
  return (address[whole] & mask) == (first[whole] & mask);
}

template <int family, std::size_t size, std::size_t count>
bool in_any(const Block (&blocks)[count], const std::uint8_t* address) {
  return std::any_of(std::begin(blocks), std::end(blocks), [&](const Block& block) {
    std::array<std::uint8_t, size> first{};
    return inet_pton(family, block.first, first.data()) == 1 &&
           in_block(address, first.data(), block.bits);
  });
}

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::array<std::uint8_t, 12> kNat64 = {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
constexpr std::array<std::uint8_t, 2> k6to4 = {0x20, 0x02};

/// The IPv4 address inside, or nullptr.
const std::uint8_t* v4_inside(const std::array<std::uint8_t, 16>& bytes) {
  const auto starts_with = [&](const auto& prefix) {
    return std::equal(prefix.begin(), prefix.end(), bytes.begin());
  };
  if (starts_with(kMapped) || starts_with(kNat64)) return bytes.data() + 12;
  if (starts_with(k6to4)) return bytes.data() + 2;
  return nullptr;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  const std::string copy{text};
  IpAddress address;
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes_.data()) == 1) return address;
  std::copy(kMapped.begin(), kMapped.end(), address.bytes_.begin());
  if (inet_pton(AF_INET, copy.c_str(), address.bytes_.data() + 12) == 1) return address;
  return std::nullopt;
}

std::optional<IpAddress> IpAddress::from(const sockaddr& address) {
  IpAddress result;
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    std::memcpy(result.bytes_.data(), &v6.sin6_addr, 16);
    return result;
  }
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    std::copy(kMapped.begin(), kMapped.end(), result.bytes_.begin());
    std::memcpy(result.bytes_.data() + 12, &v4.sin_addr, 4);
    return result;
  }
  return std::nullopt;
}

bool IpAddress::is_loopback() const {
  const std::uint8_t* v4 = v4_inside(bytes_);
  if (v4 != nullptr) return v4[0] == 127;
  return IN6_IS_ADDR_LOOPBACK(reinterpret_cast<const in6_addr*>(bytes_.data()));
}

bool IpAddress::is_public() const {
  const std::uint8_t* v4 = v4_inside(bytes_);
  if (v4 != nullptr) return !in_any<AF_INET, 4>(kNotPublicV4, v4);
  const bool global_unicast = (bytes_[0] & 0xE0U) == 0x20U;
  return global_unicast && !in_any<AF_INET6, 16>(kNotPublicV6, bytes_.data());
}

}  // namespace lib
