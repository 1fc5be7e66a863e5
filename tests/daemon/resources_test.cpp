#include "daemon/resources.h"

#include <string>

#include "support/catch.h"

TEST_CASE("Each resource allows its methods, and what is none allows none") {
  struct Case {
    std::string path;
    std::string allowed;
  };
  const auto expected = GENERATE(
      Case{"/v1/status", "GET, HEAD"}, Case{"/v1/treaties/XVIII-16", "GET, HEAD"},
      Case{"/v1/treaties/XVIII-16/explain", "GET, HEAD"}, Case{"/v1/treaties/XVIII-16/other", ""},
      Case{"/v1/treaties/", ""}, Case{"/v1/poll", "POST"}, Case{"/v1/digest", "GET, HEAD, POST"},
      Case{"/v1/holds/7/approve", "POST"}, Case{"/feeds/kinds/deposit.atom", "GET, HEAD"},
      Case{"/feeds", ""}, Case{"/metrics", "GET, HEAD"}, Case{"/metrics/more", ""}, Case{"/", ""},
      Case{"", ""}, Case{"//", ""}, Case{"/v1/status/", ""});
  INFO(expected.path);
  CHECK(service::allowed_methods(expected.path) == expected.allowed);
}
