#include "notify/retry.h"

#include "support/catch.h"

using namespace std::chrono_literals;
using notify::wait_before_retry;

TEST_CASE("waits grow from seconds to a day and end after a week", "[retry]") {
  CHECK(wait_before_retry(1, 0) == 5s);
  CHECK(wait_before_retry(2, 0) == 5min);
  CHECK(wait_before_retry(5, 0) == 5h);
  CHECK(wait_before_retry(9, 0) == 24h);
  std::chrono::seconds sum{0};
  int tries = 1;
  while (const auto wait = wait_before_retry(tries, 0)) {
    sum += *wait;
    ++tries;
  }
  CHECK(sum > 7 * 24h);
  CHECK(sum < 8 * 24h);
  CHECK_FALSE(wait_before_retry(1000, 0).has_value());
}

TEST_CASE("jitter only ever lengthens, by up to a tenth", "[retry]") {
  CHECK(wait_before_retry(4, 1.0) == 2h + 12min);
  CHECK(wait_before_retry(4, 0.5) == 2h + 6min);
  CHECK(wait_before_retry(4, 7.0) == 2h + 12min);
  CHECK(wait_before_retry(4, -1.0) == 2h);
}

TEST_CASE("the receiver's wish is heeded up to a day", "[retry]") {
  CHECK(wait_before_retry(1, 0, 90s) == 90s);
  CHECK(wait_before_retry(3, 0, 90s) == 30min);
  CHECK(wait_before_retry(1, 0, 24h * 365) == 24h);
}
