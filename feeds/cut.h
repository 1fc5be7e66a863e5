#pragma once

#include <string_view>

namespace feeds {

/// True when the last element of that name is opened and not closed: the document was cut inside
/// it, so that its text may lack an end. ASCII case is ignored.
bool ends_inside(std::string_view document, std::string_view element);

}  // namespace feeds
