#include <algorithm>
#include <chrono>
#include <string>
#include <variant>

#include "daemon/ctl/ask.h"
#include "daemon/ctl/doctor/checks.h"
#include "daemon/ctl/page.h"
#include "lib/smtp.h"
#include "notify/subscriber.h"
#include "store/subscribers.h"

namespace ctl::doctor {
namespace {

namespace json = lib::json;

constexpr std::chrono::seconds kPatience{15};

// Everything that a mail needs, but for the mail. `table` is the server's in the configuration.
void check_mail_server(const service::MailServer& mail, const std::string& table, Findings& found) {
  const lib::SmtpResult answer = lib::send_once({.host = mail.server,
                                                 .port = mail.port,
                                                 .hello_only = true,
                                                 .security = mail.security,
                                                 .user = mail.user,
                                                 .password = mail.password,
                                                 .ca_file = mail.ca_file,
                                                 .connect_timeout = kPatience,
                                                 .total_timeout = kPatience});
  const std::string whom = mail.server + ':' + std::to_string(mail.port);
  if (!answer) {
    found.push_back({"mail", Level::fault, answer.error().sentence,
                     "check [" + table +
                         "]: server, port, security, user and password_file; notices "
                         "wait meanwhile, and none is lost"});
    return;
  }
  const bool secured = mail.security != lib::SmtpSecurity::none;
  found.push_back({"mail", Level::ok,
                   whom + " answers" + (secured ? ", its certificate is good" : "") +
                       (mail.user.empty() ? "" : ", and it lets us in")});
}

void check_subscribers(Seen& seen, Findings& found) {
  const auto& named = seen.settings->subscribers;
  long long signed_up = 0;
  if (seen.database) {
    store::Database& database = *seen.database;
    for (const store::Subscription& one : store::load_subscriptions(database))
      signed_up += one.confirmed ? 1 : 0;
    for (const store::Standing& standing : store::load_standings(database)) {
      if (!standing.suspended) continue;
      found.push_back(
          {"subscribers", Level::warning,
           standing.subscriber + " is suspended: the address refused several notices in a row",
           "when the address is good again: treatyctl subscribers resume " + standing.subscriber});
    }
  }
  found.push_back({"subscribers", Level::ok,
                   amount(static_cast<long long>(named.size()), "subscriber") +
                       " in the configuration" +
                       (seen.database ? ", " + std::to_string(signed_up) + " by sign-up" : "")});
  const bool operators =
      std::any_of(named.begin(), named.end(), [](const auto& one) { return one.is_operator; });
  if (!operators) {
    found.push_back({"subscribers", Level::warning,
                     "no subscriber is an operator: when the source fails, only the log says so",
                     "add operator = true to a [[subscriber]] of yours"});
  }
}

void check_deliveries(const json::object& status, Findings& found) {
  const json::object& counts = status.at("deliveries").as_object();
  const std::int64_t pending = number_of(counts, "pending");
  const std::int64_t dead = number_of(counts, "dead");
  found.push_back({"deliveries", Level::ok,
                   std::to_string(number_of(counts, "sent")) + " sent, " + std::to_string(pending) +
                       " on their way or waiting for a digest"});
  if (dead > 0) {
    found.push_back({"deliveries", Level::warning,
                     amount(dead, "notice") + " given up: no try brought a receipt",
                     "treatyctl deliveries --dead says to whom, and what the other side answered; "
                     "treatyctl deliveries retry sends them again"});
  }
  const auto& holds = status.at("holds").as_array();
  const auto undecided = std::count_if(holds.begin(), holds.end(), [](const json::value& hold) {
    return hold.at("decision").is_null();
  });
  if (undecided > 0) {
    found.push_back({"holds", Level::warning, amount(undecided, "claim") + " not believed yet",
                     "treatyctl holds says why; most settle by themselves"});
  }
}

}  // namespace

void check_telling(const Subject& subject, Seen& seen, Findings& found) {
  if (seen.settings && seen.settings->mail && !subject.offline) {
    check_mail_server(seen.settings->mail->usual, "mail", found);
    for (const auto& [name, server] : seen.settings->mail->others)
      check_mail_server(server, "mail.servers." + name, found);
  }
  if (seen.settings) check_subscribers(seen, found);
  if (seen.status) check_deliveries(*seen.status, found);
}

}  // namespace ctl::doctor
