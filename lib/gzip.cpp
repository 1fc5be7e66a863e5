#include "lib/gzip.h"

#include <algorithm>
#include <memory>
#include <new>

#include <libdeflate.h>

namespace lib {
namespace {

struct Free {
  void operator()(libdeflate_decompressor* it) const { libdeflate_free_decompressor(it); }
};

/// The length that the trailer claims, modulo 2^32: a hint, for it may lie.
std::size_t claimed_size(std::string_view packed) {
  if (packed.size() < 18) return 0;
  std::size_t size = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    size |= std::size_t{static_cast<unsigned char>(packed[packed.size() - 4 + i])} << (8 * i);
  }
  return size;
}

}  // namespace

expected<std::string, GzipFault> gunzip(std::string_view packed, std::size_t max_bytes) {
  const std::unique_ptr<libdeflate_decompressor, Free> decompressor{
      libdeflate_alloc_decompressor()};
  if (!decompressor) throw std::bad_alloc{};

  std::string out;
  std::size_t used = 0;
  out.resize(
      std::clamp<std::size_t>(claimed_size(packed), 1024, std::max<std::size_t>(max_bytes, 1024)));
  do {
    std::size_t taken = 0;
    std::size_t made = 0;
    const auto result =
        libdeflate_gzip_decompress_ex(decompressor.get(), packed.data(), packed.size(),
                                      out.data() + used, out.size() - used, &taken, &made);
    if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (out.size() >= max_bytes) return make_unexpected(GzipFault::too_large);
      out.resize(std::min(max_bytes, out.size() * 2));
      continue;
    }
    if (result != LIBDEFLATE_SUCCESS) return make_unexpected(GzipFault::damaged);
    used += made;
    packed.remove_prefix(taken);
  } while (!packed.empty());
  if (used > max_bytes) return make_unexpected(GzipFault::too_large);
  out.resize(used);
  return out;
}

}  // namespace lib
