#include "feeds/backoff.h"

#include "support/catch.h"

using feeds::BackoffPolicy;
using feeds::wait_after_failures;
using std::chrono::seconds;

namespace {
constexpr BackoffPolicy kPolicy{
    .first = seconds{100}, .cap = seconds{1000}, .retry_after_cap = seconds{5000}, .jitter = 0.2};
}

TEST_CASE("Each fault in a row doubles the wait, up to the cap") {
  const std::vector<std::pair<unsigned, int>> expected = {
      {1, 100}, {2, 200}, {3, 400}, {4, 800}, {5, 1000}, {6, 1000}, {4'000'000'000U, 1000}};
  for (const auto& [failures, wait] : expected) {
    CAPTURE(failures);
    CHECK(wait_after_failures(kPolicy, failures, {}, 0.0) == seconds{wait});
  }
}

TEST_CASE("Jitter shortens a wait by up to its share") {
  CHECK(wait_after_failures(kPolicy, 1, {}, 0.5) == seconds{90});
  CHECK(wait_after_failures(kPolicy, 1, {}, 0.999999) == seconds{80});
  CHECK(wait_after_failures(kPolicy, 9, {}, 0.5) == seconds{900});
}

TEST_CASE("What the server asks for is the least wait, up to the cap for it") {
  CHECK(wait_after_failures(kPolicy, 1, seconds{300}, 0.5) == seconds{300});
  CHECK(wait_after_failures(kPolicy, 1, seconds{3}, 0.5) == seconds{90});
  CHECK(wait_after_failures(kPolicy, 1, seconds{4000}, 0.5) == seconds{4000});
  CHECK(wait_after_failures(kPolicy, 1, seconds::max(), 0.5) == seconds{5000});
}

TEST_CASE("Polls are spread to both sides of the interval") {
  CHECK(feeds::wait_for_next_poll(seconds{1000}, 0.1, 0.0) == seconds{900});
  CHECK(feeds::wait_for_next_poll(seconds{1000}, 0.1, 0.5) == seconds{1000});
  CHECK(feeds::wait_for_next_poll(seconds{1000}, 0.1, 0.999999) == seconds{1100});
  CHECK(feeds::wait_for_next_poll(seconds{0}, 0.1, 0.5) == seconds{1});
}
