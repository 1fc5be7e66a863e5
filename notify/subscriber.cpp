#include "notify/subscriber.h"

#include <algorithm>

#include "lib/url.h"

namespace notify {
namespace {

using treaty::EventKind;

template <typename T>
bool allows(const std::vector<T>& list, const T& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool is_about(const Filter& filter, const treaty::Event& event) {
  if (filter.participants.empty() && filter.groups.empty()) return true;
  if (!event.participant) return false;
  const auto& named = filter.participants;
  if (std::any_of(named.begin(), named.end(),
                  [&](const treaty::Named& one) { return one.id == event.participant; })) {
    return true;
  }
  const treaty::Day day = event.date.value_or(
      treaty::Day::from_sys_days(std::chrono::floor<std::chrono::days>(event.first_seen)));
  return std::any_of(filter.groups.begin(), filter.groups.end(),
                     [&](const auto& group) { return group->contains(*event.participant, day); });
}

template <typename... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <typename... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace

std::string_view name_of(ChatService service) {
  switch (service) {
    case ChatService::slack: return "slack";
    case ChatService::mattermost: return "mattermost";
    case ChatService::discord: return "discord";
    case ChatService::matrix: return "matrix";
    case ChatService::ntfy: return "ntfy";
  }
  return "slack";
}

std::optional<ChatService> chat_service_from_name(std::string_view name) {
  for (const auto service : {ChatService::slack, ChatService::mattermost, ChatService::discord,
                             ChatService::matrix, ChatService::ntfy}) {
    if (name_of(service) == name) return service;
  }
  return std::nullopt;
}

std::string_view name_of(When when) {
  switch (when) {
    case When::at_once: return "at once";
    case When::daily: return "daily";
    case When::weekly: return "weekly";
    case When::monthly: return "monthly";
  }
  return "at once";
}

std::optional<When> when_from_name(std::string_view name) {
  for (const auto when : {When::at_once, When::daily, When::weekly, When::monthly}) {
    if (name_of(when) == name) return when;
  }
  return std::nullopt;
}

bool is_milestone(EventKind kind) {
  switch (kind) {
    case EventKind::milestone_count:
    case EventKind::milestone_threshold:
    case EventKind::eif_computed:
    case EventKind::eif_moved:
    case EventKind::eif_contested:
    case EventKind::eif_official:
    case EventKind::eif_disputed:
    case EventKind::eif_approaching:
    case EventKind::eif_today:
    case EventKind::deadline_approaching:
    case EventKind::deadline_passed:
    case EventKind::notice_retracted: return true;
    default: return false;
  }
}

bool matches(const Subscriber& subscriber, const treaty::Event& event) {
  const Filter& filter = subscriber.filter;
  if (event.kind == EventKind::notice_retracted) return false;
  if (treaty::is_for_operator(event.kind)) {
    return subscriber.is_operator &&
           (event.treaty.empty() || allows(filter.treaties, event.treaty));
  }
  if (event.kind == EventKind::heartbeat && filter.kinds.empty()) return false;
  if (!event.treaty.empty() && !allows(filter.treaties, event.treaty)) return false;
  if (!is_about(filter, event)) return false;
  if (!allows(filter.kinds, event.kind)) return false;
  return !filter.milestones_only || is_milestone(event.kind) || event.kind == EventKind::heartbeat;
}

std::vector<const Subscriber*> audience(std::span<const Subscriber> subscribers,
                                        const treaty::Event& event,
                                        const std::set<std::string>& told) {
  std::vector<const Subscriber*> chosen;
  for (const Subscriber& subscriber : subscribers) {
    const bool owed = event.corrects.has_value() && told.contains(subscriber.id);
    if (owed || matches(subscriber, event)) chosen.push_back(&subscriber);
  }
  return chosen;
}

std::string target_key(const Target& target) {
  return std::visit(
      Overloaded{
          [](const MailTarget& mail) {
            return mail.via.empty() ? std::string{"mail"} : "mail:" + mail.via;
          },
          [](const CommandTarget& command) { return "command:" + command.argv.front(); },
          [](const auto& webhook) {
            const auto url = lib::parse_url(webhook.url);
            return url ? "webhook:" + url->host + ':' + url->port : std::string{"webhook:"};
          },
      },
      target);
}

bool is_mail_server(std::string_view target_key) {
  return target_key == "mail" || target_key.starts_with("mail:");
}

}  // namespace notify
