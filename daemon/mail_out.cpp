#include "daemon/mail_out.h"

#include <utility>

#include "feeds/address.h"

namespace service {
namespace {

// "Treaty watch <treatyd@example.org>" or a bare address.
lib::Mailbox mailbox_of(const std::string& text) {
  const std::size_t open = text.rfind('<');
  if (open == std::string::npos || text.back() != '>') return {"", text};
  std::string name = text.substr(0, open);
  while (!name.empty() && name.back() == ' ')
    name.pop_back();
  return {std::move(name), text.substr(open + 1, text.size() - open - 2)};
}

}  // namespace

bool is_sender(const std::string& from) {
  return lib::is_mail_address(mailbox_of(from).address);
}

notify::MailSettings mail_settings(const Settings& all) {
  const MailSettings& settings = all.mail.value();
  notify::MailSettings mail{.host = settings.server,
                            .port = settings.port,
                            .security = settings.security,
                            .user = settings.user,
                            .password = settings.password,
                            .ca_file = settings.ca_file};
  mail.identity.from = mailbox_of(settings.from);
  const std::string& address = mail.identity.from.address;
  mail.identity.domain = address.substr(address.find('@') + 1);
  mail.identity.unsubscribe = settings.unsubscribe;
  if (all.publish) mail.identity.base_url = all.publish->base_url;
  while (mail.identity.base_url.ends_with('/'))
    mail.identity.base_url.pop_back();
  return mail;
}

notify::Context message_context(Desk& desk, const Settings& settings, const std::string& number) {
  notify::Context context;
  if (number.empty()) return context;
  context.assessment = desk.assess(number);
  context.last_good_check = desk.freshness(number).last_good_check;
  if (const auto parsed = feeds::TreatyNumber::parse(number)) {
    context.register_url = feeds::page_address(settings.source.base_url, *parsed);
  }
  if (const treaty::Rule* rule = desk.rule(number)) context.rule_source = rule->source;
  return context;
}

}  // namespace service
