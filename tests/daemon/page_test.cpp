#include "daemon/ctl/page.h"

#include <string>
#include <vector>

#include "support/catch.h"

TEST_CASE("Text is measured in characters, not in bytes") {
  CHECK(ctl::width_of("Côte d'Ivoire") == 13);
  CHECK(ctl::padded("Türkiye", 9) == "Türkiye  ");
}

TEST_CASE("A field is wrapped to the terminal and hung under itself") {
  const std::string block =
      ctl::field("Register", std::string(60, 'x') + " " + std::string(20, 'y'));
  CHECK(block == "  Register     " + std::string(60, 'x') + "\n               " +
                     std::string(20, 'y') + '\n');
}

TEST_CASE("What hangs beside a label loses neither label nor words") {
  CHECK(ctl::hung("IV-4", 8, "A name") == "IV-4    A name\n");
  CHECK(ctl::hung("IV-4", 8, "") == "IV-4\n");
  CHECK(ctl::hung("IV-4", 8, std::string(70, 'x') + " y") ==
        "IV-4    " + std::string(70, 'x') + " y\n");
  CHECK(ctl::hung("IV-4", 8, std::string(72, 'x') + " y") ==
        "IV-4    " + std::string(72, 'x') + "\n        y\n");
}

TEST_CASE("The bar is empty at none, full at the number and beyond") {
  CHECK(ctl::bar(0, 40).find("█") == std::string::npos);
  CHECK(ctl::bar(40, 40).find("░") == std::string::npos);
  CHECK(ctl::bar(60, 40) == ctl::bar(40, 40));
  CHECK(ctl::bar(1, 0).find("█") == std::string::npos);
}

TEST_CASE("A span is told in the unit that says enough") {
  CHECK(ctl::span_words(1) == "1 second");
  CHECK(ctl::span_words(90) == "1 minute");
  CHECK(ctl::span_words(7199) == "119 minutes");
  CHECK(ctl::span_words(7200) == "2 hours");
  CHECK(ctl::span_words(172800) == "2 days");
}
