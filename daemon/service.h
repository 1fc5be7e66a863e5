#pragma once

#include <memory>
#include <string>

#include "daemon/clock.h"
#include "daemon/desk.h"
#include "daemon/settings.h"

namespace service {

struct Places {
  std::string state;      ///< folder of the database
  std::string socket;     ///< path of the Unix socket
  std::string templates;  ///< folder of the message templates
  std::string config;     ///< the configuration file, read again on SIGHUP
  std::string rules;      ///< a folder of treaty files instead of the installed one; may be empty
};

/// The running service: it owns the loop, the database and everything that hangs on them, and wires
/// them together. Construction opens the database and the socket and throws std::runtime_error
/// (store::OpenError for the database) with a sentence that says what to do.
class Service {
 public:
  Service(Settings settings, Library library, Clock clock, const Places& places);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  /// Runs until SIGTERM or SIGINT; lets answers and mails under way finish for a few seconds.
  /// SIGHUP reads the configuration and the rules again: see daemon/reload.h.
  void run();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace service
