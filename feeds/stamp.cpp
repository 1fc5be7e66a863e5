#include "feeds/stamp.h"

#include "lib/text.h"
#include "treaty/day.h"

namespace feeds {

std::optional<std::string> iso_stamp(std::string_view text) {
  const std::size_t from = text.find_first_of("0123456789");
  if (from == std::string_view::npos || text.size() < from + 19) return std::nullopt;
  text = text.substr(from, 19);
  constexpr std::string_view kShape = "00-00-0000 00:00:00";
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool fits = kShape[i] == '0' ? lib::is_digit(text[i]) : text[i] == kShape[i];
    if (!fits) return std::nullopt;
  }
  const std::string iso = std::string{text.substr(6, 4)} + '-' + std::string{text.substr(3, 2)} +
                          '-' + std::string{text.substr(0, 2)};
  if (!treaty::Day::from_iso(iso)) return std::nullopt;
  return iso + 'T' + std::string{text.substr(11)};
}

}  // namespace feeds
