#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "notify/subscriber.h"
#include "treaty/event.h"

namespace notify {

struct Sent {
  std::string receipt;  ///< the receiver's answer, one line
};
struct RetryLater {
  std::string reason;
  std::optional<std::chrono::seconds> after;  ///< the receiver's own wish (Retry-After)
  /// The way to the receiver is out of order (our submission server is not there, or does not let
  /// us in): nothing that goes that way can be delivered now.
  bool way = false;
};
struct Refused {
  std::string reason;  ///< for good: trying again cannot help
  /// The receiver wants nothing, or is not there (RCPT TO refused, 410): it is about the address
  /// and not about this notice.
  bool address = false;
};
using SendResult = std::variant<Sent, RetryLater, Refused>;
using SendDone = std::function<void(SendResult)>;

/// A way out. One loop thread calls everything.
class Channel {
 public:
  virtual ~Channel() = default;

  /// True when events recorded together go out as one notice (mail); false when each event is sent
  /// for itself (commands, webhooks).
  [[nodiscard]] virtual bool combines() const = 0;

  /// Starts to send and returns at once. `done` is called exactly once, later, from the loop and
  /// never from inside `send`. Events and subscriber are copied as far as they are needed; `events`
  /// is never empty, all of one treaty. The channel ends every attempt by itself after a time
  /// limit, so that `done` always comes. Destroying the channel drops what is under way, without
  /// `done`.
  virtual void send(const Subscriber& subscriber, std::span<const treaty::Event> events,
                    SendDone done) = 0;

  /// As `send`, for what waited for one digest: events of any treaties, in the order recorded.
  /// `issue` names the digest for this subscriber (see Slot) and is the same at every attempt.
  /// Called only where `combines()` is true.
  virtual void send_digest(const Subscriber& subscriber, const std::string& issue,
                           std::span<const treaty::Event> events, SendDone done);
};

}  // namespace notify
