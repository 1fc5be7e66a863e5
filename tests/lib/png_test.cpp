#include "lib/png.h"

#include <string>

#include "support/catch.h"

namespace {

unsigned at(const std::string& png, std::size_t place) {
  unsigned value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8U | static_cast<unsigned char>(png.at(place + i));
  return value;
}

}  // namespace

TEST_CASE("an SVG is drawn as a PNG of its size, times the scale", "[png]") {
  const std::string svg =
      "<svg xmlns='http://www.w3.org/2000/svg' width='76' height='32' viewBox='0 0 76 32'>"
      "<rect width='10' height='10'/><text x='2' y='20'>40 needed</text></svg>";
  const std::string png = lib::png_of_svg(svg, 2);
  REQUIRE(png.starts_with("\x89PNG\r\n\x1A\n"));
  CHECK(at(png, 16) == 152);
  CHECK(at(png, 20) == 64);
  CHECK(lib::png_of_svg(svg, 2) == png);
}

TEST_CASE("what is no SVG is refused, and one without a size", "[png]") {
  CHECK_THROWS_WITH(lib::png_of_svg("<html>", 1), Catch::Contains("cannot draw the SVG"));
  CHECK_THROWS(lib::png_of_svg("", 1));
}
