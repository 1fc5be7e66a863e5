#pragma once

#include <string>
#include <vector>

#include "notify/subscriber.h"
#include "treaty/day.h"

namespace notify {

/// What is said in a chat, before it takes a service's form. Text from outside may stand in it.
struct ChatNote {
  std::string headline;           ///< one line
  std::string text;               ///< lines, LF
  std::string url;                ///< the depositary's page; may be empty
  treaty::Instant at{};           ///< when it was first seen
  bool urgent = false;            ///< see treaty::is_urgent
  std::vector<std::string> tags;  ///< treaty number, kind of event
};

/// The body that the service publishes for its incoming messages, as JSON:
/// Slack an incoming webhook with `text` and Block Kit blocks; Mattermost an incoming webhook with
/// Markdown `text`; Discord an executed webhook with `content`, one embed and no allowed mentions;
/// Matrix an m.room.message event of type m.notice, plain and as HTML (Client-Server API 1.7);
/// ntfy its JSON form, with the topic from the target's address.
///
/// Each stays within the service's lengths; what is too long ends in "…". Names and texts ping
/// nobody, link nowhere and format nothing: what a service gives a meaning is escaped, and a
/// zero-width space stands after every "@" and inside every "://".
std::string chat_body(const ChatTarget& target, const ChatNote& note);

/// Where that body goes: the target's address; for Matrix the room's path, ending in `transaction`,
/// by which the homeserver knows a repeated message; for ntfy the server without the topic.
std::string chat_address(const ChatTarget& target, const std::string& transaction);

}  // namespace notify
