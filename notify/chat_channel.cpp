#include "notify/chat_channel.h"

#include <algorithm>
#include <utility>

#include "lib/plain_text.h"

namespace notify {
namespace {

bool not_found_is_final(ChatService service) {
  return service == ChatService::slack || service == ChatService::discord;
}

ChatNote note_of(std::span<const treaty::Event> events, const Message& message,
                 const Context& context) {
  const treaty::Event& first = events.front();
  return {.headline = message.subject,
          .text = message.brief,
          .url = lib::web_address(context.register_url.empty() ? first.url : context.register_url),
          .at = first.first_seen,
          .urgent =
              std::any_of(events.begin(), events.end(),
                          [](const treaty::Event& event) { return treaty::is_urgent(event.kind); }),
          .tags = {first.treaty.empty() ? std::string{"treatyd"} : first.treaty,
                   std::string{treaty::name_of(first.kind)}}};
}

}  // namespace

ChatChannel::ChatChannel(lib::Loop& loop, const TemplatesByLanguage& templates,
                         HttpPost::Options options, ContextOf context)
    : templates_{templates}, post_{loop, std::move(options)}, context_{std::move(context)} {}

void ChatChannel::send(const Subscriber& subscriber, std::span<const treaty::Event> events,
                       SendDone done) {
  const Context context = context_(events.front().treaty);
  const Message message =
      templates_for(templates_, subscriber.language).compose(events, context, {});
  say(std::get<ChatTarget>(subscriber.target), events.front().id, note_of(events, message, context),
      std::move(done));
}

void ChatChannel::send_digest(const Subscriber& subscriber, const std::string& issue,
                              std::span<const treaty::Event> events, SendDone done) {
  const Message message =
      templates_for(templates_, subscriber.language).compose_digest(events, context_, {});
  say(std::get<ChatTarget>(subscriber.target), "digest." + issue,
      note_of(events, message, context_(events.front().treaty)), std::move(done));
}

void ChatChannel::say(const ChatTarget& target, const std::string& transaction,
                      const ChatNote& note, SendDone done) {
  lib::HttpRequest request;
  request.method = target.service == ChatService::matrix ? "PUT" : "POST";
  request.url = chat_address(target, transaction);
  request.body = chat_body(target, note);
  request.headers.add("Content-Type", "application/json");
  if (!target.token.empty()) request.headers.add("Authorization", "Bearer " + target.token);
  post_.send(std::move(request),
             {.allow_private = target.allow_private,
              .not_found_is_final = not_found_is_final(target.service)},
             std::move(done));
}

}  // namespace notify
