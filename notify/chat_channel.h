#pragma once

#include <functional>
#include <span>
#include <string>

#include "lib/loop.h"
#include "notify/channel.h"
#include "notify/chat_body.h"
#include "notify/http_post.h"
#include "notify/message.h"

namespace notify {

/// Says events in a room of Slack, Mattermost, Discord or Matrix, or on a topic of ntfy, in that
/// service's own format (see chat_body): what was recorded together is one message, with the fact
/// first and the depositary's page last. No signature goes with it, because none of them reads one;
/// the address, or for Matrix and ntfy the token, is what lets us in.
///
/// What an answer means, and which addresses are refused: see HttpPost. 404 from Slack and Discord
/// says that the webhook was removed. Matrix drops a repeated message by its transaction id, the id
/// of the first event; the others may show a message twice when their receipt was lost.
class ChatChannel final : public Channel {
 public:
  using ContextOf = std::function<Context(const std::string& treaty)>;

  /// `loop` and `templates` must outlive the channel.
  ChatChannel(lib::Loop& loop, const TemplatesByLanguage& templates, HttpPost::Options options,
              ContextOf context);

  [[nodiscard]] bool combines() const override { return true; }
  void send(const Subscriber& subscriber, std::span<const treaty::Event> events,
            SendDone done) override;
  void send_digest(const Subscriber& subscriber, const std::string& issue,
                   std::span<const treaty::Event> events, SendDone done) override;

 private:
  void say(const ChatTarget& target, const std::string& transaction, const ChatNote& note,
           SendDone done);

  const TemplatesByLanguage& templates_;
  HttpPost post_;
  ContextOf context_;
};

}  // namespace notify
