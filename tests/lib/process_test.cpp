#include "lib/process.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include "lib/loop.h"
#include "support/catch.h"

using namespace std::chrono_literals;

namespace {

lib::ProcessResult run(lib::ProcessRequest request) {
  lib::Loop loop;
  std::optional<lib::ProcessResult> result;
  const lib::Process process{loop, std::move(request), [&](lib::ProcessResult ended) {
                               result = std::move(ended);
                               loop.stop();
                             }};
  CHECK_FALSE(result.has_value());
  loop.run();
  return *result;
}

lib::ProcessResult shell(const std::string& script, std::string input = {}) {
  return run({.argv = {"/bin/sh", "-c", script}, .input = std::move(input)});
}

}  // namespace

TEST_CASE("a program gets its input whole and its outputs come back", "[process]") {
  const std::string input(300'000, 'x');
  const auto result = shell("wc -c; echo trouble >&2; exit 3", input);
  REQUIRE(result.has_value());
  CHECK(result->status == 3);
  CHECK(std::stoi(result->out) == 300'000);
  CHECK(result->err == "trouble\n");
  CHECK_FALSE(result->timed_out);
}

TEST_CASE("words reach the program as they stand", "[process]") {
  const auto result = run({.argv = {"printf", "%s|", "a b", "$HOME", "`id`", ""}});
  REQUIRE(result.has_value());
  CHECK(result->out == "a b|$HOME|`id`||");
}

TEST_CASE("a program that does not read its input is no fault", "[process]") {
  const auto result = shell("exit 0", std::string(1'000'000, 'x'));
  REQUIRE(result.has_value());
  CHECK(result->status == 0);
}

TEST_CASE("of a long output the beginning is kept", "[process]") {
  const auto result =
      run({.argv = {"/bin/sh", "-c", "head -c 500000 /dev/zero"}, .output_limit = 1000});
  REQUIRE(result.has_value());
  CHECK(result->out.size() == 1000);
  CHECK(result->status == 0);
}

TEST_CASE("a program that never ends is killed with its children", "[process]") {
  const auto result =
      run({.argv = {"/bin/sh", "-c", "sleep 1000 & echo $!; wait"}, .timeout = 300ms});
  REQUIRE(result.has_value());
  CHECK(result->timed_out);
  CHECK(result->signal == SIGKILL);
  CHECK_FALSE(result->status.has_value());
  // The child is gone, or a zombie for whoever adopted it, as soon as the kernel gets to it.
  const auto is_gone = [&] {
    std::ifstream stat{"/proc/" + std::to_string(std::stoi(result->out)) + "/stat"};
    const std::string line{std::istreambuf_iterator<char>{stat}, {}};
    return line.empty() || line.find(") Z ") != std::string::npos ||
           line.find(") X ") != std::string::npos;
  };
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!is_gone() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  CHECK(is_gone());
}

TEST_CASE("a child left behind with open outputs is not waited for", "[process]") {
  const auto result = shell("sleep 1000 & echo $!");
  REQUIRE(result.has_value());
  CHECK(result->status == 0);
  ::kill(std::stoi(result->out), SIGKILL);
}

TEST_CASE("a program that cannot be run is told with the reason", "[process]") {
  const auto missing = run({.argv = {"/nonexistent/program"}});
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().permanent);
  CHECK(missing.error().sentence == "cannot run /nonexistent/program: No such file or directory");
  const auto folder = run({.argv = {"/usr"}});
  REQUIRE_FALSE(folder.has_value());
  CHECK(folder.error().permanent);
}

TEST_CASE("a program gets default signals and no descriptor of ours", "[process]") {
  const auto result = shell("ls /proc/self/fd | wc -l; kill -PIPE $$; echo survived");
  REQUIRE(result.has_value());
  CHECK(std::stoi(result->out) == 4);  // its three streams and the folder that ls reads
  CHECK(result->signal == SIGPIPE);
}

TEST_CASE("destroying a run kills the program and drops the callback", "[process]") {
  lib::Loop loop;
  auto process =
      std::make_unique<lib::Process>(loop, lib::ProcessRequest{.argv = {"/bin/sleep", "1000"}},
                                     [](const lib::ProcessResult&) { FAIL("called back"); });
  process.reset();
  auto missing =
      std::make_unique<lib::Process>(loop, lib::ProcessRequest{.argv = {"/nonexistent/program"}},
                                     [](const lib::ProcessResult&) { FAIL("called back"); });
  missing.reset();
  loop.post([&] { loop.stop(); });
  loop.run();
}

TEST_CASE("the callback may destroy the run", "[process]") {
  lib::Loop loop;
  std::unique_ptr<lib::Process> process;
  process = std::make_unique<lib::Process>(loop, lib::ProcessRequest{.argv = {"/bin/true"}},
                                           [&](const lib::ProcessResult& result) {
                                             process.reset();
                                             CHECK(result->status == 0);
                                             loop.stop();
                                           });
  loop.run();
}
