#include "notify/command_channel.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "lib/json.h"
#include "lib/plain_text.h"
#include "lib/process.h"
#include "notify/event_json.h"

namespace notify {
namespace {

constexpr int kTryLater = 75;  // EX_TEMPFAIL of sysexits.h
constexpr std::size_t kLine = 200;

std::string first_line(const std::string& output) {
  return lib::one_line(output.substr(0, output.find('\n')), kLine);
}

std::string with_words(const std::string& what, const std::string& output) {
  const std::string words = first_line(output);
  return words.empty() ? what : what + ": " + words;
}

SendResult result_of(const std::string& program, const lib::ProcessResult& result) {
  if (!result) {
    if (result.error().permanent) return Refused{result.error().sentence};
    return RetryLater{result.error().sentence, {}};
  }
  const lib::ProcessEnd& end = *result;
  if (end.status == 0) return Sent{with_words("exit status 0", end.out)};
  if (end.timed_out) return RetryLater{program + " was killed at the time limit", {}};
  if (end.signal) {
    const std::string what = program + " was ended by signal " + std::to_string(*end.signal);
    return RetryLater{with_words(what, end.err), {}};
  }
  const std::string what =
      end.status == kTryLater
          ? program + " asked to be run later (exit status 75)"
          : program + " failed with exit status " + std::to_string(end.status.value_or(-1));
  return RetryLater{with_words(what, end.err), {}};
}

}  // namespace

struct CommandChannel::State {
  explicit State(lib::Loop& loop_) : loop{loop_} {}

  lib::Loop& loop;
  std::uint64_t last = 0;
  std::map<std::uint64_t, lib::Process> running;
};

CommandChannel::CommandChannel(lib::Loop& loop) : state_{std::make_unique<State>(loop)} {}

CommandChannel::~CommandChannel() = default;

void CommandChannel::send(const Subscriber& subscriber, std::span<const treaty::Event> events,
                          SendDone done) {
  const auto& command = std::get<CommandTarget>(subscriber.target);
  lib::ProcessRequest request;
  request.argv = command.argv;
  request.timeout = command.timeout;
  for (const treaty::Event& event : events)
    request.input += lib::json::serialize(event_json(event)) + '\n';
  const std::uint64_t id = ++state_->last;
  state_->running.try_emplace(id, state_->loop, std::move(request),
                              [state = state_.get(), id, program = command.argv.front(),
                               done = std::move(done)](const lib::ProcessResult& result) {
                                // Moved out first: the run owns this callback, and goes with it.
                                const SendDone answer = done;
                                SendResult outcome = result_of(program, result);
                                state->running.erase(id);
                                answer(std::move(outcome));
                              });
}

}  // namespace notify
