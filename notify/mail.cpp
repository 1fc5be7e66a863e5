#include "notify/mail.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "lib/sha256.h"
#include "lib/text.h"
#include "notify/schedule.h"

namespace notify {
namespace {

/// Longer References help nobody: every header line of a notice stays far below 998 bytes.
constexpr std::size_t kReferences = 20;

// What RFC 5322 calls dot-atom text. Event ids are that already; a subscriber's treaty number or
// domain from a configuration need not be.
std::string dot_atom(std::string_view text) {
  std::string atom;
  for (const char c : text) {
    const bool fine = lib::is_ascii_letter(c) || lib::is_digit(c) || c == '-';
    if (c == '.' && (atom.empty() || atom.back() == '.')) continue;
    atom += fine || c == '.' ? c : '-';
  }
  while (atom.ends_with('.'))
    atom.pop_back();
  return atom.empty() ? "x" : atom;
}

// RFC 3986: everything but the unreserved characters, for the subject in a mailto address.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (lib::is_ascii_letter(c) || lib::is_digit(c) ||
        std::string_view{"-._~"}.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4U], kHex[byte & 0xFU]};
    }
  }
  return out;
}

/// The thread: what the notice corrects, and the ids under which its further events can be
/// corrected in their turn, since only the first one gives the mail its own id.
void set_thread(lib::Mail& mail, std::span<const treaty::Event> events,
                std::span<const treaty::Event> without_own_id, const auto& id_of) {
  const auto add = [&](const std::string& id) {
    const auto& known = mail.references;
    if (id == mail.message_id || known.size() >= kReferences) return;
    if (std::find(known.begin(), known.end(), id) == known.end()) mail.references.push_back(id);
  };
  for (const treaty::Event& event : events) {
    if (!event.corrects) continue;
    const std::string corrected = id_of(*event.corrects);
    if (mail.in_reply_to.empty()) mail.in_reply_to = corrected;
    add(corrected);
  }
  for (const treaty::Event& event : without_own_id)
    add(id_of(event.id));
}

}  // namespace

std::string leave_subject(const Subscriber& subscriber) {
  return "leave " + (subscriber.leave_token.empty() ? subscriber.id : subscriber.leave_token);
}

std::string leave_link(const MailIdentity& identity, const Subscriber& subscriber) {
  if (identity.base_url.empty() || subscriber.leave_token.empty()) return {};
  return identity.base_url + "/s/" + subscriber.leave_token;
}

std::string message_id(const std::string& event_id, const std::string& subscriber_id,
                       const std::string& domain) {
  const std::string hash = lib::sha256_hex(event_id + '\n' + subscriber_id + '\n' + domain);
  return dot_atom(event_id) + '.' + hash.substr(0, 16) + '@' + dot_atom(domain);
}

namespace {

void set_unsubscribe(lib::Mail& mail, const MailIdentity& identity, const Subscriber& subscriber) {
  std::string ways;
  const std::string link = leave_link(identity, subscriber);
  if (!link.empty()) ways = '<' + link + '>';
  if (!identity.unsubscribe.empty()) {
    if (!ways.empty()) ways += ", ";
    ways += "<mailto:" + identity.unsubscribe +
            "?subject=" + percent_encoded(leave_subject(subscriber)) + '>';
  }
  if (!ways.empty()) mail.headers.emplace_back("List-Unsubscribe", ways);
  if (!link.empty()) {
    mail.headers.emplace_back("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
}

lib::Mail mail_of(const MailIdentity& identity, const Subscriber& subscriber,
                  const std::string& list, const Message& message) {
  const auto& target = std::get<MailTarget>(subscriber.target);
  lib::Mail mail;
  mail.from = identity.from;
  mail.to = {target.name, target.address};
  mail.subject = message.subject;
  mail.headers.emplace_back("List-Id",
                            '<' + dot_atom(list) + '.' + dot_atom(identity.domain) + '>');
  mail.headers.emplace_back("Content-Language", message.language);
  set_unsubscribe(mail, identity, subscriber);
  mail.headers.emplace_back("Auto-Submitted", "auto-generated");
  mail.headers.emplace_back("X-Auto-Response-Suppress", "All");
  mail.text = message.text;
  mail.html = message.html;
  return mail;
}

}  // namespace

lib::Mail notice_mail(const MailIdentity& identity, const Subscriber& subscriber,
                      std::span<const treaty::Event> events, const Message& message) {
  const treaty::Event& first = events.front();
  const auto id_of = [&](const std::string& event) {
    return message_id(event, subscriber.id, identity.domain);
  };
  lib::Mail mail =
      mail_of(identity, subscriber, first.treaty.empty() ? "service" : first.treaty, message);
  mail.date = first.first_seen;
  mail.message_id = id_of(first.id);
  set_thread(mail, events, events.subspan(1), id_of);
  return mail;
}

lib::Mail digest_mail(const MailIdentity& identity, const Subscriber& subscriber,
                      const std::string& issue, std::span<const treaty::Event> events,
                      const Message& message) {
  const auto id_of = [&](const std::string& event) {
    return message_id(event, subscriber.id, identity.domain);
  };
  lib::Mail mail = mail_of(identity, subscriber, "digest", message);
  mail.date = slot_of(subscriber.schedule, events.back().kind, events.back().first_seen).due;
  mail.message_id = id_of("digest." + issue);
  set_thread(mail, events, events, id_of);
  return mail;
}

}  // namespace notify
