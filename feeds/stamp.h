#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feeds {

/// The site's stamp, "STATUS AS AT : 03-02-2026 10:16:18 EDT" (day first), as
/// "2026-02-03T10:16:18", at the depositary's Headquarters. Nullopt where the first digits of the
/// text are no such moment.
std::optional<std::string> iso_stamp(std::string_view text);

}  // namespace feeds
