#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace lib {

/// An IPv4 or IPv6 address. An IPv4 address that comes in IPv6 clothes (::ffff:10.0.0.1, NAT64,
/// 6to4) is judged as the IPv4 address it leads to.
class IpAddress {
 public:
  static std::optional<IpAddress> parse(std::string_view text);   ///< no brackets, no zone
  static std::optional<IpAddress> from(const sockaddr& address);  ///< nullopt: not an IP address

  [[nodiscard]] bool is_loopback() const;  ///< 127.0.0.0/8 and ::1

  /// False for everything that IANA's special-purpose registries keep from the open Internet:
  /// loopback, private, shared, link-local, unique local, documentation, multicast, reserved.
  [[nodiscard]] bool is_public() const;

 private:
  // Network order. IPv4 is kept as ::ffff:a.b.c.d.
  std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace lib
