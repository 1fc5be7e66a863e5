#pragma once

#include <string>
#include <string_view>

namespace lib {

/// An SVG drawn as a PNG on white, `scale` pixels to each of its own (2 for sharp screens and
/// print). Fonts are the machine's. Throws std::runtime_error when it is no SVG that can be drawn.
std::string png_of_svg(std::string_view svg, double scale);

}  // namespace lib
