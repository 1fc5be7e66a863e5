#include "daemon/track.h"

#include <string>
#include <vector>

#include "support/catch.h"

using Numbers = std::vector<std::string>;

TEST_CASE("A pattern is a star, alone or after a chapter or a number") {
  for (const char* word : {"*", "XVIII-*", "XI-B-*", "XXVII-7-*"}) {
    INFO(word);
    CHECK(service::is_pattern(word));
  }
  for (const char* word : {"XVIII-16", "XVIII*", "-*", "18-*", "xviii-*", "", "XVIII-1*"}) {
    INFO(word);
    CHECK_FALSE(service::is_pattern(word));
  }
}

TEST_CASE("A pattern matches whole chapters and numbers, never the beginning of another") {
  CHECK(service::matches_pattern("XVIII-*", "XVIII-16"));
  CHECK_FALSE(service::matches_pattern("XVII-*", "XVIII-16"));
  CHECK_FALSE(service::matches_pattern("XXVII-7-*", "XXVII-7"));
  CHECK(service::matches_pattern("*", "I-1"));
}

TEST_CASE("What patterns match is added once, after what was named") {
  Numbers track = {"XVIII-16", "IV-1"};
  service::widen(track, {"XVIII-*", "XVIII-12-*"}, {"XVIII-12", "XVIII-16", "XVIII-12-a", "IV-2"});
  CHECK(track == Numbers{"XVIII-16", "IV-1", "XVIII-12", "XVIII-12-a"});
  service::widen(track, {"XVIII-*"}, {"XVIII-12"});
  CHECK(track.size() == 4);
}

TEST_CASE("The lists to be looked at are those of the patterns' chapters") {
  CHECK(service::chapters_of({"XVIII-*", "XI-B-*"}) == std::set<unsigned>{11, 18});
  CHECK(service::chapters_of({"*"}).size() == 29);
  CHECK(service::chapters_of({}).empty());
}
