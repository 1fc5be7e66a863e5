#include "daemon/mail_out.h"

#include <utility>

#include "feeds/address.h"

namespace service {
namespace {

constexpr unsigned kConnections = 8;

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

notify::MailSettings mail_settings(const Settings& all, const MailServer& server) {
  notify::MailSettings mail{.host = server.server,
                            .port = server.port,
                            .security = server.security,
                            .user = server.user,
                            .password = server.password,
                            .ca_file = server.ca_file};
  mail.identity.from = mailbox_of(server.from);
  const std::string& address = mail.identity.from.address;
  mail.identity.domain = address.substr(address.find('@') + 1);
  mail.identity.unsubscribe = all.mail->unsubscribe;
  if (all.publish) mail.identity.base_url = all.publish->base_url;
  while (mail.identity.base_url.ends_with('/'))
    mail.identity.base_url.pop_back();
  return mail;
}

struct MailServers::Server {
  Server(lib::Loop& loop, const notify::TemplatesByLanguage& templates,
         notify::MailSettings settings, notify::MailChannel::ContextOf context)
      : smtp{loop, kConnections},
        channel{loop, smtp, templates, std::move(settings), std::move(context)} {}

  lib::SmtpClient smtp;
  notify::MailChannel channel;
};

MailServers::MailServers(lib::Loop& loop, const notify::TemplatesByLanguage& templates,
                         const Settings& settings, const notify::MailChannel::ContextOf& context) {
  if (!settings.mail) return;
  const auto add = [&](const std::string& name, const MailServer& server) {
    servers_.emplace(
        name, std::make_unique<Server>(loop, templates, mail_settings(settings, server), context));
  };
  add({}, settings.mail->usual);
  for (const auto& [name, server] : settings.mail->others)
    add(name, server);
}

MailServers::~MailServers() = default;

notify::Channel* MailServers::find(const std::string& name) const {
  const auto found = servers_.find(name);
  return found == servers_.end() ? nullptr : &found->second->channel;
}

void MailServers::send(const std::string& recipient, const lib::Mail& mail, notify::SendDone done) {
  servers_.at({})->channel.send_mail(recipient, mail, std::move(done));
}

notify::Context message_context(Desk& desk, const Settings& settings, const std::string& number) {
  notify::Context context;
  if (number.empty()) return context;
  context.assessment = desk.assess(number);
  const Freshness freshness = desk.freshness(number);
  context.last_good_check = freshness.last_good_check;
  context.stale = freshness.stale;
  context.watched_since = desk.record(number).first_reading;
  if (const auto parsed = feeds::TreatyNumber::parse(number)) {
    context.register_url = feeds::page_address(settings.source.base_url, *parsed);
  }
  if (const treaty::Rule* rule = desk.rule(number)) context.rule_source = rule->source;
  return context;
}

}  // namespace service
