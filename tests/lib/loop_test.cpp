#include "lib/loop.h"

#include <thread>

#include <signal.h>
#include <unistd.h>

#include "support/catch.h"

using namespace std::chrono_literals;

TEST_CASE("A posted job runs on the loop, not inside the call") {
  lib::Loop loop;
  bool ran = false;
  loop.post([&] {
    ran = true;
    loop.stop();
  });
  CHECK_FALSE(ran);
  loop.run();
  CHECK(ran);
}

TEST_CASE("A loop may be stopped before it runs, and run again") {
  lib::Loop loop;
  loop.stop();
  loop.run();
  int ran = 0;
  loop.post([&] {
    ++ran;
    loop.stop();
  });
  loop.run();
  CHECK(ran == 1);
}

TEST_CASE("A job posted from another thread wakes the loop") {
  lib::Loop loop;
  std::thread other{[&] { loop.post([&] { loop.stop(); }); }};
  loop.run();
  other.join();
}

TEST_CASE("Timers fire in the order of their times, and a cancelled one never") {
  lib::Loop loop;
  std::string order;
  lib::Timer late{loop};
  lib::Timer early{loop};
  lib::Timer never{loop};
  late.after(20ms, [&] {
    order += 'l';
    loop.stop();
  });
  early.after(1ms, [&] { order += 'e'; });
  never.after(1ms, [&] { order += 'n'; });
  never.cancel();
  loop.run();
  CHECK(order == "el");
}

TEST_CASE("A timer cancelled after its time came, but before its turn, does not fire") {
  lib::Loop loop;
  bool fired = false;
  lib::Timer first{loop};
  lib::Timer second{loop};
  first.after(0ms, [&] {
    second.cancel();
    loop.post([&] { loop.post([&] { loop.stop(); }); });
  });
  second.after(0ms, [&] { fired = true; });
  loop.run();
  CHECK_FALSE(fired);
}

TEST_CASE("A timer set again fires once, at the new time, and may be destroyed by its callback") {
  lib::Loop loop;
  int fired = 0;
  auto timer = std::make_unique<lib::Timer>(loop);
  timer->after(1ms, [&] { fired += 10; });
  timer->after(2ms, [&] {
    fired += 1;
    timer.reset();
    loop.stop();
  });
  loop.run();
  CHECK(fired == 1);
}

TEST_CASE("Signals arrive as callbacks on the loop, again and again") {
  lib::Loop loop;
  std::vector<int> seen;
  lib::Signals signals{loop, {SIGUSR1, SIGUSR2}, [&](int number) {
                         seen.push_back(number);
                         if (seen.size() == 1) {
                           ::raise(SIGUSR2);
                         } else {
                           loop.stop();
                         }
                       }};
  loop.post([] { ::raise(SIGUSR1); });
  loop.run();
  CHECK(seen == std::vector<int>{SIGUSR1, SIGUSR2});
}

TEST_CASE("A watched pipe tells of each arrival, and of the other end's leaving") {
  lib::Loop loop;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  std::string got;
  auto watch = std::make_unique<lib::FdWatch>(loop, ends[0], [&](bool readable, bool) {
    CHECK(readable);
    char c = 0;
    if (::read(ends[0], &c, 1) == 1) {
      got += c;
      if (c == 'b') ::close(ends[1]);
      return;
    }
    loop.stop();
  });
  watch->want(true, false);
  loop.post([&] { CHECK(::write(ends[1], "ab", 2) == 2); });
  loop.run();
  CHECK(got == "ab");
  watch.reset();
  ::close(ends[0]);
}

TEST_CASE("A watch that is no longer wanted stays silent, and may be destroyed in its callback") {
  lib::Loop loop;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  int calls = 0;
  std::unique_ptr<lib::FdWatch> watch;
  watch = std::make_unique<lib::FdWatch>(loop, ends[1], [&](bool, bool writable) {
    CHECK(writable);
    ++calls;
    if (calls == 1) {
      watch->want(false, false);
      loop.post([&] { loop.post([&] { watch->want(false, true); }); });
      return;
    }
    watch.reset();
    loop.post([&] { loop.stop(); });
  });
  watch->want(false, true);
  loop.run();
  CHECK(calls == 2);
  ::close(ends[0]);
  ::close(ends[1]);
}
