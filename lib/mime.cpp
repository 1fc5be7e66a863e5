#include "lib/mime.h"

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include <gmime/gmime.h>

#include "lib/sha256.h"
#include "lib/text.h"

namespace lib {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

struct FreeOptions {
  void operator()(GMimeFormatOptions* options) const { g_mime_format_options_free(options); }
};

bool is_atom_character(char c) {
  constexpr std::string_view kMarks = "!#$%&'*+-/=?^_`{|}~";
  return is_ascii_letter(c) || is_digit(c) || kMarks.find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '.' || is_atom_character(c); });
}

bool is_host_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
    return false;
  }
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return c == '-' || is_ascii_letter(c) || is_digit(c); });
}

bool is_host_name(std::string_view host) {
  if (host.size() > 253) return false;
  for (;;) {
    const std::size_t dot = host.find('.');
    if (!is_host_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

void require_address(const Mailbox& mailbox) {
  if (is_mail_address(mailbox.address)) return;
  throw std::invalid_argument("not a mail address: \"" + shortened(mailbox.address, 80) + '"');
}

void require_message_id(const std::string& id) {
  const std::size_t at = id.find('@');
  if (at != std::string::npos && is_dot_atom(std::string_view{id}.substr(0, at)) &&
      is_dot_atom(std::string_view{id}.substr(at + 1))) {
    return;
  }
  throw std::invalid_argument("not a Message-ID: \"" + shortened(id, 80) + '"');
}

void require_header_name(const std::string& name) {
  const bool is_token = !name.empty() && std::all_of(name.begin(), name.end(), is_atom_character);
  if (!is_token) throw std::invalid_argument("not a header name: \"" + shortened(name, 80) + '"');
}

// No value may end its own line: what could be a line break or hide one becomes a space.
std::string harmless(const std::string& value) {
  std::string text = mend_utf8(value).text;
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

void set_header(GMimeMessage* message, const char* name, const std::string& value) {
  g_mime_object_set_header(GMIME_OBJECT(message), name, value.c_str(), "utf-8");
}

void add_mailbox(GMimeMessage* message, GMimeAddressType type, const Mailbox& mailbox) {
  const std::string name = harmless(mailbox.name);
  g_mime_message_add_mailbox(message, type, name.empty() ? nullptr : name.c_str(),
                             mailbox.address.c_str());
}

void set_date(GMimeMessage* message, std::chrono::sys_seconds date) {
  GDateTime* when = g_date_time_new_from_unix_utc(date.time_since_epoch().count());
  if (when == nullptr) throw std::invalid_argument("a mail's date is out of range");
  g_mime_message_set_date(message, when);
  g_date_time_unref(when);
}

std::string bracketed(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) {
    require_message_id(id);
    text += (text.empty() ? "<" : " <") + id + '>';
  }
  return text;
}

void add_part(GMimeMultipart* parts, const char* subtype, const std::string& text) {
  const std::string bytes = mend_utf8(text).text;
  const Owned<GMimePart> part{g_mime_part_new_with_type("text", subtype)};
  g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
  const Owned<GMimeStream> stream{g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size())};
  const Owned<GMimeDataWrapper> content{
      g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT)};
  g_mime_part_set_content(part.get(), content.get());
  g_mime_multipart_add(parts, GMIME_OBJECT(part.get()));
}

Owned<GMimeMultipart> parts_within(const std::string& boundary) {
  Owned<GMimeMultipart> parts{g_mime_multipart_new_with_subtype("alternative")};
  g_mime_multipart_set_boundary(parts.get(), boundary.c_str());
  return parts;
}

std::string bytes_of(GMimeObject* object) {
  const std::unique_ptr<GMimeFormatOptions, FreeOptions> options{g_mime_format_options_new()};
  g_mime_format_options_set_newline_format(options.get(), GMIME_NEWLINE_FORMAT_DOS);
  const Owned<GMimeStream> stream{g_mime_stream_mem_new()};
  g_mime_object_write_to_stream(object, options.get(), stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<const char*>(bytes->data), bytes->len};
}

std::size_t end_of_headers(const std::string& bytes) {
  constexpr std::string_view kEmptyLine = "\r\n\r\n";
  const std::size_t at = bytes.find(kEmptyLine);
  return at == std::string::npos ? bytes.size() : at + kEmptyLine.size();
}

void initialize() {
  static const bool initialized = (g_mime_init(), true);
  static_cast<void>(initialized);
}

}  // namespace

bool is_mail_address(std::string_view address) {
  const std::size_t at = address.find('@');
  if (at == std::string_view::npos || address.size() > 254) return false;
  const std::string_view local = address.substr(0, at);
  return local.size() <= 64 && is_dot_atom(local) && is_host_name(address.substr(at + 1));
}

MailBody mail_body(const std::string& text, const std::string& html, const std::string& seed) {
  initialize();
  // "=_" cannot occur in quoted-printable or base64, so no body contains its boundary.
  MailBody body{.boundary = "=_" + sha256_hex(seed).substr(0, 32), .bytes = {}};
  const Owned<GMimeMultipart> parts = parts_within(body.boundary);
  add_part(parts.get(), "plain", text);
  add_part(parts.get(), "html", html);
  g_mime_object_encode(GMIME_OBJECT(parts.get()), GMIME_ENCODING_CONSTRAINT_7BIT);
  body.bytes = bytes_of(GMIME_OBJECT(parts.get()));
  body.bytes.erase(0, end_of_headers(body.bytes));
  return body;
}

std::string write_mail(const Mail& mail) {
  return write_mail(mail, mail_body(mail.text, mail.html, mail.message_id));
}

std::string write_mail(const Mail& mail, const MailBody& body) {
  initialize();
  require_address(mail.from);
  require_address(mail.to);
  require_message_id(mail.message_id);

  const Owned<GMimeMessage> message{g_mime_message_new(TRUE)};
  add_mailbox(message.get(), GMIME_ADDRESS_TYPE_FROM, mail.from);
  add_mailbox(message.get(), GMIME_ADDRESS_TYPE_TO, mail.to);
  g_mime_message_set_subject(message.get(), harmless(mail.subject).c_str(), "utf-8");
  set_date(message.get(), mail.date);
  g_mime_message_set_message_id(message.get(), mail.message_id.c_str());
  if (!mail.in_reply_to.empty()) {
    set_header(message.get(), "In-Reply-To", bracketed({mail.in_reply_to}));
  }
  if (!mail.references.empty()) {
    set_header(message.get(), "References", bracketed(mail.references));
  }
  for (const auto& [name, value] : mail.headers) {
    require_header_name(name);
    set_header(message.get(), name.c_str(), harmless(value));
  }
  // Without parts: what it writes ends in the line that says what follows.
  const Owned<GMimeMultipart> parts = parts_within(body.boundary);
  g_mime_message_set_mime_part(message.get(), GMIME_OBJECT(parts.get()));
  std::string bytes = bytes_of(GMIME_OBJECT(message.get()));
  bytes.resize(end_of_headers(bytes));
  return bytes += body.bytes;
}

}  // namespace lib
