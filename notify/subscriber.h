#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "notify/group.h"
#include "notify/webhook_key.h"
#include "treaty/event.h"
#include "treaty/participant.h"
#include "treaty/particulars.h"

namespace notify {

struct MailTarget {
  std::string address;  ///< "anna@example.org"; see lib::is_mail_address
  std::string name;     ///< shown in the To header; may be empty
  std::string via{};    ///< the name of the server that takes it; empty: the usual one
};

/// A program that gets one event as JSON on its standard input.
struct CommandTarget {
  std::vector<std::string> argv;  ///< never empty; run as it stands, without a shell
  std::chrono::seconds timeout{30};
};

/// An address that gets each event as a signed POST; see WebhookChannel.
struct WebhookTarget {
  std::string url;               ///< https; http to this machine only, with `allow_private`
  std::vector<WebhookKey> keys;  ///< never empty; the old and the new one while they are changed
  bool cloud_events = false;     ///< the body as CloudEvents 1.0
  bool allow_private = false;    ///< may lead to a private or loopback address
};

enum class ChatService { slack, mattermost, discord, matrix, ntfy };
std::string_view name_of(ChatService service);  ///< "slack"
std::optional<ChatService> chat_service_from_name(std::string_view name);

/// A room of a chat or push service, told in that service's own format; see ChatChannel.
struct ChatTarget {
  ChatService service = ChatService::slack;
  std::string url;             ///< the incoming webhook; Matrix: the homeserver; ntfy: the topic
  std::string room;            ///< Matrix alone: the room's id, "!abc:example.org"
  std::string token;           ///< Matrix, and a closed topic of ntfy; never written to any text
  bool allow_private = false;  ///< as WebhookTarget's
};

using Target = std::variant<MailTarget, CommandTarget, WebhookTarget, ChatTarget>;

/// Which events somebody wants. An empty list means "all"; the parts are joined by "and".
struct Filter {
  std::vector<std::string> treaties;  ///< numbers: "XVIII-16"
  /// Only events about these participants, or about whoever belongs to one of the groups on the
  /// legal day of the act (without one: on the day on which it was first seen). An event about the
  /// treaty as a whole is then left out.
  std::vector<treaty::Named> participants;           // each with its id
  std::vector<std::shared_ptr<const Group>> groups;  ///< never null
  std::vector<treaty::EventKind> kinds;
  bool milestones_only = false;  ///< see is_milestone
  friend bool operator==(const Filter&, const Filter&) = default;
};

enum class When { at_once, daily, weekly, monthly };
std::string_view name_of(When when);  ///< "at once", "daily", …
std::optional<When> when_from_name(std::string_view name);

/// When somebody wants to be told; see slot_of.
struct Schedule {
  When when = When::at_once;
  unsigned hour = 8;         ///< of a digest, 0 to 23
  std::string zone = "UTC";  ///< "Europe/Vienna"; one that the system knows
  bool weekends = true;      ///< false: nothing on Saturday and Sunday
};

struct Subscriber {
  std::string id;  ///< stable; part of receipts and Message-IDs: letters, digits, dot, hyphen
  Target target;
  Filter filter;
  bool is_operator = false;  ///< told about faults of the source, which readers never are
  std::string note;          ///< "why I follow this", in their own words; may be empty
  std::string language = "en";
  Schedule schedule{};
  std::string leave_token{};  ///< a secret of theirs, by which they leave; empty: none is given
};

/// Counts, thresholds, entry into force, deadlines and retractions: what remains when single
/// signatures, deposits and declarations are left out.
bool is_milestone(treaty::EventKind kind);

/// Whether the filter lets the event through. `heartbeat` is told only to those whose filter names
/// it; the `source.*` kinds reach operators alone, for every treaty they follow, whatever the rest
/// of their filter says; `notice.retracted` matches nobody, because it follows the receipts of what
/// it retracts (see audience).
bool matches(const Subscriber& subscriber, const treaty::Event& event);

/// Who is to be told: all that match, and, when the event corrects or retracts another one,
/// everybody in `told`, the ids of those who were told the other one. In the order given.
std::vector<const Subscriber*> audience(std::span<const Subscriber> subscribers,
                                        const treaty::Event& event,
                                        const std::set<std::string>& told);

/// What a delivery goes through and may find broken: mail shares a submission server ("mail",
/// "mail:NAME" for one of several), a command stands for itself ("command:/usr/bin/apprise"),
/// webhooks and chats share a host ("webhook:host:443"). Kept with the delivery; see Outbox.
std::string target_key(const Target& target);
bool is_mail_server(std::string_view target_key);

}  // namespace notify
