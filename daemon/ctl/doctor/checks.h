#pragma once

#include <optional>
#include <string>

#include "daemon/ctl/doctor/finding.h"
#include "daemon/desk.h"
#include "daemon/settings.h"
#include "lib/json.h"
#include "store/database.h"

namespace ctl::doctor {

/// Where to look.
struct Subject {
  std::string config;
  std::string state;
  std::string socket;
  std::string rules;     ///< a folder of treaty files instead of the installed one; empty for none
  bool offline = false;  ///< neither the depositary's site nor the mail server is asked
};

/// What the checks have found so far of what later ones need.
struct Seen {
  std::optional<service::Settings> settings;  ///< when the configuration has no mistake
  std::optional<service::Library> data;       ///< the same for rules and participants
  std::optional<store::Database> database;    ///< opened for reading
  /// The answer of /v1/status: the running service's, or what a service would answer from the
  /// database.
  std::optional<lib::json::object> status;
};

// Each adds what it found. None changes anything anywhere.

/// Configuration, rules and zone data.
void check_settings(const Subject& subject, Seen& seen, Findings& found);
/// The database, its folder, the disk and the folder of the public pages.
void check_files(const Subject& subject, Seen& seen, Findings& found);
/// The socket; without an answer there, what the database says of the service.
void check_service(const Subject& subject, Seen& seen, Findings& found);
/// The depositary's documents, how well they are read, and the two clocks.
void check_source(const Subject& subject, Seen& seen, Findings& found);
/// The mail server, the subscribers and what is on its way to them.
void check_telling(const Subject& subject, Seen& seen, Findings& found);

}  // namespace ctl::doctor
