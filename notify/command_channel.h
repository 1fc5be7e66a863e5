#pragma once

#include <memory>
#include <span>

#include "lib/loop.h"
#include "notify/channel.h"

namespace notify {

/// Runs the subscriber's program once for each event. The event (see event_json) is one line of
/// JSON on its standard input; nothing from outside is on its command line. Exit 0 is a receipt,
/// with the first line of its standard output; 75 (EX_TEMPFAIL) and every other status are tried
/// again later, with the first line of standard error as the reason; a program that does not exist
/// or must not be run is refused for good. At the time limit the program and its children are
/// killed.
class CommandChannel final : public Channel {
 public:
  /// The loop must outlive the channel. Destroying the channel kills what still runs.
  explicit CommandChannel(lib::Loop& loop);
  ~CommandChannel() override;
  CommandChannel(const CommandChannel&) = delete;
  CommandChannel& operator=(const CommandChannel&) = delete;

  [[nodiscard]] bool combines() const override { return false; }
  void send(const Subscriber& subscriber, std::span<const treaty::Event> events,
            SendDone done) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace notify
