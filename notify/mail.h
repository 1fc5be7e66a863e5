#pragma once

#include <span>
#include <string>

#include "lib/mime.h"
#include "notify/message.h"
#include "notify/subscriber.h"
#include "treaty/event.h"

namespace notify {

/// Whose mail it is.
struct MailIdentity {
  lib::Mailbox from;
  std::string domain;       ///< right side of Message-ID and List-Id: "treatyd.example.org"
  std::string unsubscribe;  ///< address to which a request to leave is mailed; may be empty
  /// Where `/s/TOKEN` is answered ("https://treaties.example.org"); may be empty. With it mail has
  /// List-Unsubscribe-Post, and leaving is one click (RFC 8058).
  std::string base_url{};
};

/// The Message-ID of the notice that carries `event_id` first, without angle brackets: derived from
/// the event and the recipient, so that a repeated delivery can be dropped as a double and a
/// correction can refer to what this recipient got. The address itself cannot be read from it.
std::string message_id(const std::string& event_id, const std::string& subscriber_id,
                       const std::string& domain);

/// The notice with its headers: Date from the first event, In-Reply-To and References to the
/// corrected notice (References also name the notice's further events, so that a later correction
/// of any of them finds the thread), List-Id and List-Unsubscribe (RFC 2919, RFC 2369),
/// Content-Language (RFC 3282), Auto-Submitted (RFC 3834). `subscriber` must have a mail target.
/// The events must not be empty.
lib::Mail notice_mail(const MailIdentity& identity, const Subscriber& subscriber,
                      std::span<const treaty::Event> events, const Message& message);

/// The digest `issue` (see Slot) with the same headers: its Message-ID is that of the issue and the
/// recipient, its Date the hour it was due, and its References name its events.
lib::Mail digest_mail(const MailIdentity& identity, const Subscriber& subscriber,
                      const std::string& issue, std::span<const treaty::Event> events,
                      const Message& message);

/// The subject of the mail by which a subscriber leaves.
std::string leave_subject(const Subscriber& subscriber);

/// Where a subscriber leaves by pressing a button; empty where nothing answers below base_url.
std::string leave_link(const MailIdentity& identity, const Subscriber& subscriber);

}  // namespace notify
