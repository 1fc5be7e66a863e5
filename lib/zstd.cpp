#include "lib/zstd.h"

#include <stdexcept>

#include <zstd.h>

namespace lib {
namespace {

constexpr int kLevel = 3;

}  // namespace

std::string zstd_compress(std::string_view bytes) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress(frame.data(), frame.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));
  frame.resize(size);
  return frame;
}

std::string zstd_decompress(std::string_view frame, std::size_t most) {
  const unsigned long long stated = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (stated == ZSTD_CONTENTSIZE_ERROR || stated == ZSTD_CONTENTSIZE_UNKNOWN || stated > most) {
    throw std::runtime_error("a compressed document is damaged: it states no size within bounds");
  }
  std::string bytes(static_cast<std::size_t>(stated), '\0');
  const std::size_t size = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) != 0 || size != bytes.size()) {
    throw std::runtime_error("a compressed document is damaged");
  }
  return bytes;
}

}  // namespace lib
