#include "notify/channel.h"

#include <stdexcept>

namespace notify {

void Channel::send_digest(const Subscriber& /*subscriber*/, const std::string& issue,
                          std::span<const treaty::Event> /*events*/, SendDone /*done*/) {
  throw std::logic_error("a channel that sends each event for itself got the digest " + issue);
}

}  // namespace notify
