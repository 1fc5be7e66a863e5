#include "notify/mail.h"

#include <algorithm>
#include <string>
#include <vector>

#include "notify/samples.h"
#include "support/catch.h"

using namespace tests;

namespace {

notify::MailIdentity identity() {
  return {{"Treaty watch", "alerts@treatyd.example.org"},
          "treatyd.example.org",
          "leave@treatyd.example.org"};
}

lib::Mail mail_of(const std::vector<treaty::Event>& events) {
  return notify::notice_mail(identity(), anna(), events, {"Subject", "Text\n", "<p>Text</p>\n"});
}

std::string header(const lib::Mail& mail, const std::string& name) {
  for (const auto& [key, value] : mail.headers) {
    if (key == name) return value;
  }
  return "none";
}

}  // namespace

TEST_CASE("a Message-ID follows from event and recipient and hides the address", "[mail]") {
  const std::string id = notify::message_id("XVIII-16.deposit.FRA", "anna", "treatyd.example.org");
  CHECK(id == notify::message_id("XVIII-16.deposit.FRA", "anna", "treatyd.example.org"));
  CHECK(id.starts_with("XVIII-16.deposit.FRA."));
  CHECK(id.ends_with("@treatyd.example.org"));
  CHECK(id != notify::message_id("XVIII-16.deposit.FRA", "ben", "treatyd.example.org"));
  CHECK(id.find("anna") == std::string::npos);
  CHECK(notify::message_id("..a b>\r\n.", "anna", "x").starts_with("a-b---."));
}

TEST_CASE("a notice carries the headers of an automatic list mail", "[mail]") {
  const lib::Mail mail = mail_of({deposit("FRA", "France", 3)});
  CHECK(mail.to.address == "anna@example.org");
  CHECK(mail.date == instant("2026-11-03"));
  CHECK(header(mail, "List-Id") == "<XVIII-16.treatyd.example.org>");
  CHECK(header(mail, "List-Unsubscribe") ==
        "<mailto:leave@treatyd.example.org?subject=leave%20anna>");
  CHECK(header(mail, "Auto-Submitted") == "auto-generated");
  CHECK(mail.references.empty());
  CHECK(mail.in_reply_to.empty());
}

TEST_CASE("a correction answers the notice that this recipient got", "[mail]") {
  treaty::Event first = deposit("FRA", "France", 3);
  treaty::Event correction = told(treaty::EventKind::fact_corrected, "FRA", "Corrected", "Text.");
  correction.corrects = first.id;
  const lib::Mail mail = mail_of({correction});
  CHECK(mail.in_reply_to == mail_of({first}).message_id);
  CHECK(mail.references == std::vector{mail.in_reply_to});
}

TEST_CASE("a later event of a combined notice can be found by its correction", "[mail]") {
  const treaty::Event second = told(treaty::EventKind::eif_computed, "2027-01-31", "C", "C.");
  const lib::Mail combined = mail_of({deposit("FRA", "France", 40), second});
  treaty::Event moved = told(treaty::EventKind::eif_moved, "x", "Moved", "Moved.");
  moved.corrects = second.id;
  const lib::Mail correction = mail_of({moved});
  CHECK(std::count(combined.references.begin(), combined.references.end(),
                   correction.in_reply_to) == 1);
  CHECK(combined.in_reply_to.empty());
}

TEST_CASE("without an address to leave by nothing is promised", "[mail]") {
  notify::MailIdentity silent = identity();
  silent.unsubscribe.clear();
  const lib::Mail mail =
      notify::notice_mail(silent, anna(), std::vector{deposit("FRA", "France", 3)},
                          {"Subject", "Text\n", "<p>Text</p>\n"});
  CHECK(header(mail, "List-Unsubscribe") == "none");
}

TEST_CASE("with an address to press a button at, leaving is one click", "[mail]") {
  notify::MailIdentity identity{
      {"", "alerts@treatyd.example.org"}, "treatyd.example.org", "leave@treatyd.example.org"};
  notify::Subscriber reader = anna();
  const std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
  const auto header = [&](const char* name) {
    const lib::Mail mail = notify::notice_mail(identity, reader, events, {});
    for (const auto& [key, value] : mail.headers)
      if (key == name) return value;
    return std::string{};
  };
  reader.leave_token = "secret-token";
  CHECK(header("List-Unsubscribe") ==
        "<mailto:leave@treatyd.example.org?subject=leave%20secret-token>");
  CHECK(header("List-Unsubscribe-Post").empty());
  identity.base_url = "https://treaties.example.org";
  CHECK(header("List-Unsubscribe") ==
        "<https://treaties.example.org/s/secret-token>, "
        "<mailto:leave@treatyd.example.org?subject=leave%20secret-token>");
  CHECK(header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click");
  const std::string link = notify::leave_link(identity, reader);
  for (const auto& [language, words] :
       {std::pair{"en", "open "}, std::pair{"fr", "ouvrez "}, std::pair{"es", "abra "}}) {
    const notify::Templates templates{TREATYD_SOURCE_DIR "/config/templates", language};
    const notify::Leave leave = templates.leave(link, identity.unsubscribe, "leave x");
    CHECK(leave.sentence.starts_with(words + link));
    CHECK(leave.href == link);
  }
  identity.unsubscribe.clear();
  CHECK(header("List-Unsubscribe") == "<https://treaties.example.org/s/secret-token>");
}
