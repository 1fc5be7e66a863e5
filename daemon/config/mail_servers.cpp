#include "daemon/config/mail_servers.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "daemon/config/subscribers.h"
#include "daemon/mail_out.h"
#include "lib/mime.h"
#include "lib/url.h"

namespace service {
namespace {

lib::SmtpSecurity read_security(StrictTable& table, const MailServer& mail) {
  const auto word = table.string("security");
  auto security = lib::SmtpSecurity::starttls;
  if (word == "none") {
    security = lib::SmtpSecurity::none;
  } else if (word == "tls") {
    security = lib::SmtpSecurity::tls;
  } else if (word && *word != "starttls") {
    table.error("security",
                "security must be \"starttls\", \"tls\" or, for a server on this machine, "
                "\"none\"");
  }
  if (security == lib::SmtpSecurity::none && !lib::is_loopback_host(mail.server)) {
    table.error("security",
                "security = \"none\" is for a server on this machine only, not for " + mail.server);
  }
  return security;
}

MailServer read_server(StrictTable& table, const std::string& usual_from) {
  MailServer mail;
  mail.server = table.required_string("server");
  if (mail.server.find_first_of(" /@") != std::string::npos ||
      std::count(mail.server.begin(), mail.server.end(), ':') == 1) {
    table.error("server",
                "server is the name of a host alone, such as \"mail.example.org\", not \"" +
                    mail.server + "\"; a port goes into port = 587");
  }
  if (const auto port = table.integer("port")) {
    if (*port < 1 || *port > 65535) {
      table.error("port", "port must be from 1 to 65535");
    } else {
      mail.port = static_cast<std::uint16_t>(*port);
    }
  }
  mail.security = read_security(table, mail);
  mail.from = usual_from.empty() || table.has("from") ? table.required_string("from") : usual_from;
  if (!mail.from.empty() && !is_sender(mail.from)) {
    table.error("from", "from must be an address, or \"Name <address>\"");
  }
  mail.ca_file = table.string("ca_file").value_or("");
  mail.user = table.string("user").value_or("");
  if (const auto file = table.string("password_file")) {
    std::ifstream in{secret_path(*file)};
    if (!std::getline(in, mail.password) || mail.password.empty()) {
      table.error("password_file", "no password can be read from \"" + *file +
                                       "\": the file must exist, be readable by the service and "
                                       "hold the password on its first line");
    }
  }
  if (!mail.user.empty() && mail.password.empty() && !table.has("password_file")) {
    table.error("user", "user is set and password_file is not");
  }
  return mail;
}

}  // namespace

MailSettings read_mail(StrictTable table) {
  MailSettings mail;
  mail.usual = read_server(table, {});
  mail.unsubscribe = table.string("unsubscribe").value_or("");
  if (!mail.unsubscribe.empty() && !lib::is_mail_address(mail.unsubscribe)) {
    table.error("unsubscribe", '"' + mail.unsubscribe + "\" is no mail address");
  }
  mail.sign_up = table.boolean("sign_up").value_or(false);
  if (auto servers = table.table("servers")) {
    for (const std::string& name : servers->keys()) {
      auto server = servers->table(name);
      if (!is_identifier(name)) {
        servers->error(name, "a server's name may have letters, digits, dot and hyphen");
      }
      if (!server) continue;
      mail.others.emplace(name, read_server(*server, mail.usual.from));
      server->done();
    }
  }
  table.done();
  return mail;
}

}  // namespace service
