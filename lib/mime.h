#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lib {

struct Mailbox {
  std::string name;     ///< shown; may be empty
  std::string address;  ///< "anna@example.org"
};

struct Mail {
  Mailbox from;
  Mailbox to;
  std::string subject;
  std::chrono::sys_seconds date{};
  std::string message_id;               ///< "left@right", without angle brackets
  std::string in_reply_to;              ///< a Message-ID; may be empty
  std::vector<std::string> references;  ///< Message-IDs of the same thread, oldest first
  std::vector<std::pair<std::string, std::string>> headers;  ///< further ones, in order
  std::string text;
  std::string html;
};

/// The message as bytes for SMTP: RFC 5322 with CRLF line ends, multipart/alternative (text first),
/// 7-bit clean, headers folded and encoded by RFC 2047. Nothing is taken from clock, host or
/// chance (the boundary is derived from the Message-ID): the same mail gives the same bytes.
///
/// Line breaks and other control characters in a header's value become spaces, so that no value can
/// add a header. Throws std::invalid_argument for an address that is_mail_address refuses, a header
/// name that is no token, or a Message-ID with characters outside of RFC 5322's dot-atom text.
std::string write_mail(const Mail& mail);

/// Text and HTML as the bytes of multipart/alternative, for a mail that goes to many.
struct MailBody {
  std::string boundary;
  std::string bytes;
};
/// The boundary is derived from `seed`.
MailBody mail_body(const std::string& text, const std::string& html, const std::string& seed);

/// As above, with a body that is written already; `mail.text` and `mail.html` are not looked at.
std::string write_mail(const Mail& mail, const MailBody& body);

/// An address that we are ready to mail to: one '@', a dot-atom left of it (RFC 5322 section 3.4.1,
/// at most 64 characters), host name labels right of it; ASCII only, no comments, no quotes.
bool is_mail_address(std::string_view address);

}  // namespace lib
