#include "lib/mime.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <string>

#include "support/catch.h"

namespace {

lib::Mail mail() {
  lib::Mail mail;
  mail.from = {"Treaty watch", "alerts@treatyd.example.org"};
  mail.to = {"Anna", "anna@example.org"};
  mail.subject = "France deposited (3 of 40)";
  mail.date = std::chrono::sys_seconds{std::chrono::seconds{1793750400}};
  mail.message_id = "XVIII-16.deposit.FRA.0011223344@treatyd.example.org";
  mail.text = "A fact.\n\nFrom the record\n.\n";
  mail.html = "<p>A fact.</p>\n";
  return mail;
}

std::string head_of(const std::string& bytes) {
  return bytes.substr(0, bytes.find("\r\n\r\n") + 2);
}

}  // namespace

TEST_CASE("a mail is written with its two forms, text first", "[mime]") {
  lib::Mail sample = mail();
  sample.text += "Türkiye\n";
  const std::string bytes = lib::write_mail(sample);
  INFO(bytes);
  CHECK(bytes.find("Subject: France deposited (3 of 40)\r\n") != std::string::npos);
  CHECK(bytes.find("Date: Wed, 04 Nov 2026 00:00:00 +0000\r\n") != std::string::npos);
  CHECK(bytes.find("<XVIII-16.deposit.FRA.0011223344@treatyd.example.org>\r\n") !=
        std::string::npos);
  CHECK(bytes.find("MIME-Version: 1.0\r\n") != std::string::npos);
  CHECK(bytes.find("multipart/alternative") != std::string::npos);
  CHECK(bytes.find("Content-Type: text/plain") < bytes.find("Content-Type: text/html"));
  CHECK(bytes.find("text/plain; charset=utf-8") != std::string::npos);
  CHECK(bytes.find("T=C3=BCrkiye") != std::string::npos);
  CHECK(bytes.find("\r\n\r\nA fact.\r\n\r\nFrom the record\r\n.\r\n") != std::string::npos);
}

TEST_CASE("the same mail gives the same bytes", "[mime]") {
  CHECK(lib::write_mail(mail()) == lib::write_mail(mail()));
}

TEST_CASE("every line ends with CRLF, is 7-bit and not too long", "[mime]") {
  lib::Mail sample = mail();
  sample.to.name = "Ána Ñandú";
  sample.subject = "Côte d’Ivoire " + std::string(200, 'x') + " é " + std::string(60, 'y');
  sample.text = "Türkiye\n" + std::string(3000, 'z') + "\n";
  sample.html = "<p>" + std::string(3000, 'z') + "é</p>";
  sample.references = {std::string(60, 'a') + "@example.org", std::string(60, 'b') + "@x.org"};
  sample.headers = {{"List-Id", "Treaty watch <XVIII-16.treatyd.example.org>"}};
  const std::string bytes = lib::write_mail(sample);
  INFO(bytes);
  std::istringstream lines{bytes};
  for (std::string line; std::getline(lines, line);) {
    CHECK(line.ends_with('\r'));
    CHECK(line.size() <= 999);
    CHECK(std::all_of(line.begin(), line.end(), [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte >= 0x20 ? byte < 0x7F : (c == '\r' || c == '\t');
    }));
    CHECK(std::count(line.begin(), line.end(), '\r') == 1);
  }
}

TEST_CASE("no value can add a header", "[mime]") {
  lib::Mail sample = mail();
  sample.subject = "News\r\nBcc: all@example.org";
  sample.to.name = "Anna\r\nBcc: all@example.org\r\n\r\nBody";
  sample.headers = {{"List-Id", "x\nBcc: all@example.org\n\nbody"}, {"X-Y", "a\rb"}};
  const std::string head = head_of(lib::write_mail(sample));
  INFO(head);
  CHECK(head.find("\r\nBcc") == std::string::npos);
  CHECK(head.find("\nBody") == std::string::npos);
  CHECK(head.find("Content-Type: multipart/alternative") != std::string::npos);
}

TEST_CASE("what cannot be mailed to is refused", "[mime]") {
  using Row = std::tuple<std::string, bool>;
  const auto [address, fine] = GENERATE(table<std::string, bool>(
      {Row{"anna@example.org", true}, Row{"a.b+tag@mail.example.org", true},
       Row{"root@localhost", true}, Row{"", false}, Row{"anna", false}, Row{"@example.org", false},
       Row{"anna@", false}, Row{".anna@example.org", false}, Row{"a..b@example.org", false},
       Row{"a b@example.org", false}, Row{"a@b@example.org", false},
       Row{"anna@-example.org", false}, Row{"anna@example..org", false},
       Row{"\"a\"@example.org", false}, Row{"a@[127.0.0.1]", false},
       Row{"a@example.org\r\nRCPT TO:<b@c>", false}, Row{"añna@example.org", false},
       Row{"a,b@example.org", false}, Row{std::string(65, 'a') + "@example.org", false}}));
  INFO(address);
  CHECK(lib::is_mail_address(address) == fine);
  lib::Mail sample = mail();
  sample.to.address = address;
  if (!fine) CHECK_THROWS_AS(lib::write_mail(sample), std::invalid_argument);
}

TEST_CASE("a false header name or Message-ID is refused", "[mime]") {
  lib::Mail sample = mail();
  sample.headers = {{"X:Y", "z"}};
  CHECK_THROWS_AS(lib::write_mail(sample), std::invalid_argument);
  sample = mail();
  sample.message_id = "a>b@example.org";
  CHECK_THROWS_AS(lib::write_mail(sample), std::invalid_argument);
  sample = mail();
  sample.in_reply_to = "no-at-sign";
  CHECK_THROWS_AS(lib::write_mail(sample), std::invalid_argument);
}

TEST_CASE("a body that was written before gives the same mail", "[mime]") {
  lib::Mail sample = mail();
  sample.text += "Türkiye, and a line that is too long for one line of quoted-printable text\n";
  const lib::MailBody body = lib::mail_body(sample.text, sample.html, sample.message_id);
  lib::Mail without = sample;
  without.text.clear();
  without.html.clear();
  CHECK(lib::write_mail(without, body) == lib::write_mail(sample));
  CHECK(lib::write_mail(sample).find(body.boundary) < head_of(lib::write_mail(sample)).size());
}
