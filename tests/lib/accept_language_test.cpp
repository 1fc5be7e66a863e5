#include "lib/accept_language.h"

#include "support/catch.h"

using Languages = std::vector<std::string>;

TEST_CASE("accepted languages come in the order in which they are wanted", "[accept_language]") {
  CHECK(lib::accepted_languages("da, en-GB;q=0.8, en;q=0.7") == Languages{"da", "en-gb", "en"});
  CHECK(lib::accepted_languages("en;q=0.5, fr") == Languages{"fr", "en"});
  CHECK(lib::accepted_languages("es, fr") == Languages{"es", "fr"});
  CHECK(lib::accepted_languages("fr;q=0, *;q=0.1") == Languages{"*"});
  CHECK(lib::accepted_languages("").empty());
}

TEST_CASE("what cannot be read in a list of languages is left out", "[accept_language]") {
  CHECK(lib::accepted_languages("fr, ;;;=, es") == Languages{"fr", "es"});
  CHECK(lib::accepted_languages("fr;q=much, es") == Languages{"es"});
  CHECK(lib::accepted_languages("<script>").empty());
}

TEST_CASE("the first language that there are words for is taken", "[accept_language]") {
  const Languages known{"en", "fr", "es"};
  CHECK(lib::first_known_language("de, fr-CH;q=0.9, en;q=0.8", known) == "fr");
  CHECK(lib::first_known_language("EN-us", known) == "en");
  CHECK(lib::first_known_language("de, *", known).empty());
}
