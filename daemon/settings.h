#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/groups.h"
#include "daemon/config/strict_table.h"
#include "lib/smtp.h"
#include "notify/meeting.h"
#include "notify/subscriber.h"
#include "notify/world_map.h"

namespace service {

struct SourceSettings {
  std::string base_url = "https://treaties.un.org";
  std::chrono::seconds interval{std::chrono::hours{6}};  ///< at least 15 minutes off loopback
  /// The second look at a claim that one document alone showed comes this soon.
  std::chrono::seconds confirm_after{std::chrono::minutes{30}};
  std::chrono::seconds timeout{120};  ///< for one document
  std::string contact;                ///< a mail address or web page, told to the depositary's site
  /// Whether the collection's lists of treaties are looked at, once a week. Not set: those of the
  /// chapters that a pattern of `track` names.
  std::optional<bool> catalogue;
};

/// A submission server.
struct MailServer {
  std::string server;
  std::uint16_t port = 587;
  lib::SmtpSecurity security = lib::SmtpSecurity::starttls;
  std::string user;
  std::string password;  ///< read from password_file or a systemd credential, never inline
  std::string ca_file;   ///< PEM, instead of the system's authorities; may be empty
  std::string from;      ///< "Treaty watch <treatyd@example.org>" or a bare address

  friend bool operator==(const MailServer&, const MailServer&) = default;
};

struct MailSettings {
  MailServer usual;
  std::map<std::string, MailServer> others;  ///< by the name that a subscriber's `via` gives
  std::string unsubscribe;  ///< address to which a request to leave is mailed; may be empty
  bool sign_up = false;     ///< anybody who reaches /s/ may ask to be told

  friend bool operator==(const MailSettings&, const MailSettings&) = default;
};

struct SocketSettings {
  unsigned mode = 0660;
  std::string group;  ///< empty: the group of the process

  friend bool operator==(const SocketSettings&, const SocketSettings&) = default;
};

struct PublishSettings {
  std::string directory;  ///< the public pages are written here, for any web server
  std::string base_url;   ///< where that server shows them; may be empty
  std::string title = "Treaty watch";
  std::string domain;  ///< ours on `since`: the authority of every feed's ids, for ever
  treaty::Day since;
  std::vector<std::string> languages = {"en"};  ///< of the pages, English first
  std::optional<notify::WorldMap> map;          ///< from the file that publish.map names

  friend bool operator==(const PublishSettings&, const PublishSettings&) = default;
};

struct WatchSettings {
  /// What would change a headline (threshold, entry into force) waits for a person: for all
  /// treaties, or for these.
  bool all_manually = false;
  std::vector<std::string> confirm_manually;
  std::string ping_url;  ///< a dead man's switch, reset after each full good cycle; may be empty
};

/// What treatyd.toml says.
struct Settings {
  /// Treaty numbers: those named, and those that a pattern is known to match; the service adds to
  /// them. Empty only while a pattern waits for the collection's list.
  std::vector<std::string> track;
  std::vector<std::string> track_patterns;  ///< "XVIII-*", "*"; see daemon/track.h
  std::string language = "en";              ///< of notices to those who name none, and of digests
  SourceSettings source;
  WatchSettings watch;
  std::optional<MailSettings> mail;
  SocketSettings socket;
  std::optional<PublishSettings> publish;
  std::vector<notify::Meeting> meetings;
  Groups groups;  ///< the operator's own included
  std::vector<notify::Subscriber> subscribers;
  std::vector<std::string> warnings;  ///< sentences; the service runs all the same
};

/// Reads and checks a configuration file. Every mistake is added to `errors` with file and line;
/// the settings are to be used only when there is none. Secrets are read here, so that one that
/// cannot be read is a mistake of the configuration and not of the first mail. `groups` are those
/// of the data files.
Settings load_settings(const std::string& path, std::vector<ConfigError>& errors,
                       Groups groups = {});

/// "90s", "15m", "6h", "2d"; nullopt for anything else, zero and below included.
std::optional<std::chrono::seconds> parse_span(std::string_view text);

}  // namespace service
