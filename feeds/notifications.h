#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace feeds {

/// The depositary notifications that a text refers to, each once and in order, written as the
/// depositary does today: "C.N.96.1976.TREATIES-4".
std::vector<std::string> notifications_in(std::string_view text);

}  // namespace feeds
