#include "lib/smtp.h"

#include <memory>
#include <optional>
#include <thread>

#include "lib/json.h"
#include "lib/loop.h"
#include "support/catch.h"
#include "support/certificate.h"
#include "support/child.h"
#include "support/tcp_server.h"

using lib::SmtpFaultKind;
using lib::SmtpRequest;
using lib::SmtpSecurity;
using namespace std::chrono_literals;

namespace {

/// aiosmtpd in one of the modes of tests/support/smtp_server.py.
struct MailServer {
  explicit MailServer(const std::string& mode)
      : process{{"/usr/bin/python3",
                 std::string{TREATYD_SOURCE_DIR} + "/tests/support/smtp_server.py", mode,
                 certificate.certificate(), certificate.key()},
                true},
        port{static_cast<std::uint16_t>(std::stoi(process.line()))} {}

  [[nodiscard]] SmtpRequest request() const {
    SmtpRequest mail;
    mail.host = "127.0.0.1";
    mail.port = port;
    mail.security = SmtpSecurity::none;
    mail.from = "watch@example.org";
    mail.to = {"reader@example.org"};
    mail.helo = "watch.example.org";
    mail.message = "Subject: deposit\r\n\r\nOne more.\r\n";
    mail.ca_file = certificate.certificate();
    return mail;
  }
  lib::json::object mail() { return lib::json::parse(process.line()).as_object(); }

  tests::Certificate certificate{"IP:127.0.0.1"};
  tests::Child process;
  std::uint16_t port;
};

lib::SmtpResult send(const SmtpRequest& request) {
  lib::Loop loop;
  lib::SmtpClient client{loop};
  std::optional<lib::SmtpResult> answer;
  client.send(request, [&](lib::SmtpResult result) {
    answer = std::move(result);
    loop.stop();
  });
  CHECK_FALSE(answer);
  loop.run();
  return *std::move(answer);
}

lib::SmtpFault fault(const SmtpRequest& request) {
  const auto result = send(request);
  REQUIRE_FALSE(result);
  CHECK(result.error().sentence.find("p4ssword") == std::string::npos);
  return result.error();
}

}  // namespace

TEST_CASE("A message arrives byte for byte, with its envelope, and the server's words come back") {
  MailServer server{"plain"};
  SmtpRequest request = server.request();
  request.to = {"a@example.org", "b@example.org"};
  request.message = "Subject: x\n\n.leading dot\r\nbare\nend";
  const auto result = send(request);
  REQUIRE(result);
  CHECK(result->reply == "250 2.0.0 OK: queued as 4711");
  const auto mail = server.mail();
  CHECK(mail.at("from") == "watch@example.org");
  CHECK(mail.at("to") == lib::json::array{"a@example.org", "b@example.org"});
  CHECK(mail.at("content") == "Subject: x\r\n\r\n.leading dot\r\nbare\r\nend\r\n");
  CHECK(mail.at("tls") == false);
}

TEST_CASE("Mail goes over STARTTLS with a login, and over TLS from the first byte") {
  const bool from_start = GENERATE(false, true);
  MailServer server{from_start ? "tls" : "starttls"};
  SmtpRequest request = server.request();
  request.security = from_start ? SmtpSecurity::tls : SmtpSecurity::starttls;
  if (!from_start) {
    request.user = "u";
    request.password = "p";
  }
  REQUIRE(send(request));
  const auto mail = server.mail();
  CHECK(mail.at("tls") == true);
  if (!from_start) CHECK(mail.at("user") == "u");
}

TEST_CASE("A refusal is told with its kind, its code and the server's words") {
  struct Case {
    std::string to;
    SmtpFaultKind kind;
    int code;
    std::string sentence;
  };
  const auto expected = GENERATE(
      Case{"refuse@example.org", SmtpFaultKind::permanent, 550,
           "127.0.0.1 refused the message: 550 5.1.1 no such user"},
      Case{"later@example.org", SmtpFaultKind::temporary, 451,
           "127.0.0.1 does not take the message for now: 451 4.7.1 greylisted, come again"},
      Case{"data@example.org", SmtpFaultKind::permanent, 554,
           "127.0.0.1 refused the message: 554 5.7.1 looks like spam"});
  const MailServer server{"plain"};
  SmtpRequest request = server.request();
  request.to = {expected.to};
  const auto problem = fault(request);
  CHECK(problem.kind == expected.kind);
  CHECK(problem.code == expected.code);
  CHECK(problem.sentence == expected.sentence);
}

TEST_CASE("It is told how far a message came before it was refused") {
  struct Case {
    const char* mode;
    const char* to;
    lib::SmtpStage stage;
  };
  const auto expected = GENERATE(Case{"plain", "refuse@example.org", lib::SmtpStage::recipient},
                                 Case{"plain", "later@example.org", lib::SmtpStage::recipient},
                                 Case{"plain", "data@example.org", lib::SmtpStage::message},
                                 Case{"plain", "drop@example.org", lib::SmtpStage::message},
                                 Case{"busy", "reader@example.org", lib::SmtpStage::server},
                                 Case{"closed", "reader@example.org", lib::SmtpStage::server},
                                 Case{"stranger", "reader@example.org", lib::SmtpStage::server},
                                 Case{"silent", "reader@example.org", lib::SmtpStage::server});
  CAPTURE(expected.mode, expected.to);
  const MailServer server{expected.mode};
  SmtpRequest request = server.request();
  request.to = {expected.to};
  if (std::string_view{expected.mode} == "silent") request.total_timeout = 100ms;
  CHECK(fault(request).stage == expected.stage);
}

TEST_CASE("A wrong password is a refusal of the login that does not tell the password") {
  const MailServer server{"starttls"};
  SmtpRequest request = server.request();
  request.security = SmtpSecurity::starttls;
  request.user = "u";
  request.password = "p4ssword";
  const auto problem = fault(request);
  CHECK(problem.kind == SmtpFaultKind::permanent);
  CHECK(problem.code == 535);
  CHECK(problem.stage == lib::SmtpStage::server);
  CHECK(problem.sentence.starts_with("127.0.0.1 refused the login: 535 "));
}

TEST_CASE("A hello alone goes all the way through TLS and login, and sends nothing") {
  const std::string mode = GENERATE("plain", "starttls", "tls");
  MailServer server{mode};
  SmtpRequest request = server.request();
  request.hello_only = true;
  request.to.clear();
  request.message.clear();
  if (mode == "tls") request.security = SmtpSecurity::tls;
  if (mode == "starttls") {
    request.security = SmtpSecurity::starttls;
    request.user = "u";
    request.password = "p4ssword";
    const auto problem = fault(request);
    CHECK(problem.sentence.starts_with("127.0.0.1 refused the login: 535 "));
    request.password = "p";
  }
  CHECK(send(request));
  request.hello_only = false;
  request.to = {"a@example.org"};
  request.message = "Subject: the first mail\n";
  REQUIRE(send(request));
  CHECK(
      std::string{server.mail().at("content").as_string()}.starts_with("Subject: the first mail"));
}

TEST_CASE("A server that does not offer STARTTLS, or is not trusted, gets no mail") {
  MailServer plain{"plain"};
  SmtpRequest request = plain.request();
  request.security = SmtpSecurity::starttls;
  auto problem = fault(request);
  CHECK(problem.kind == SmtpFaultKind::network);
  CHECK(problem.sentence ==
        "cannot send mail through 127.0.0.1: it does not offer STARTTLS, which is required");

  const MailServer secure{"starttls"};
  request = secure.request();
  request.security = SmtpSecurity::starttls;
  request.ca_file.clear();
  problem = fault(request);
  CHECK(problem.kind == SmtpFaultKind::network);
  CHECK(problem.sentence.find("self-signed certificate") != std::string::npos);
}

TEST_CASE("A connection lost after the message was sent is a fault of the network") {
  const MailServer server{"plain"};
  SmtpRequest request = server.request();
  request.to = {"drop@example.org"};
  const auto problem = fault(request);
  CHECK(problem.kind == SmtpFaultKind::network);
  CHECK(problem.code == 0);
}

TEST_CASE("A server that is not there, or silent, is a fault of the network") {
  SmtpRequest request;
  request.host = "localhost";
  request.port = tests::closed_port();
  request.security = SmtpSecurity::none;
  request.to = {"a@example.org"};
  auto problem = fault(request);
  CHECK(problem.kind == SmtpFaultKind::network);
  CHECK(problem.sentence == "cannot send mail through localhost: connection refused");

  const tests::TcpServer silent{[](const std::string&) { return tests::TcpServer::Answer{}; }};
  request.port = silent.port();
  request.total_timeout = 30ms;
  problem = fault(request);
  CHECK(problem.kind == SmtpFaultKind::network);
  CHECK(problem.sentence == "cannot send mail through localhost: it takes too long");
}

TEST_CASE("What cannot be sent safely is refused before any connection") {
  SmtpRequest good;
  good.host = "127.0.0.1";
  good.port = tests::closed_port();
  good.security = SmtpSecurity::none;
  good.to = {"a@example.org"};
  const auto refused = [&](auto change) {
    SmtpRequest request = good;
    change(request);
    return fault(request).kind == SmtpFaultKind::permanent;
  };
  CHECK(refused([](SmtpRequest& r) { r.host = "mail.example.org"; }));
  CHECK(refused([](SmtpRequest& r) { r.to.clear(); }));
  CHECK(refused([](SmtpRequest& r) { r.to = {""}; }));
  CHECK(refused([](SmtpRequest& r) { r.to = {"a@x>\r\nRCPT TO:<b@x"}; }));
  CHECK(refused([](SmtpRequest& r) { r.from = "a b@x"; }));
  CHECK(refused([](SmtpRequest& r) { r.helo = "x\r\nQUIT"; }));
  CHECK_FALSE(refused([](SmtpRequest&) {}));
}

TEST_CASE("Mails to one server go in order over one connection, and a cancelled one calls nobody") {
  MailServer server{"plain"};
  lib::Loop loop;
  lib::SmtpClient client{loop};
  int sent = 0;
  for (const char* name : {"first", "second", "third"}) {
    SmtpRequest request = server.request();
    request.to = {std::string{name} + "@example.org"};
    client.send(request, [&](const lib::SmtpResult& result) {
      CHECK(result);
      if (++sent == 3) loop.stop();
    });
  }
  const auto never = client.send(server.request(), [](const lib::SmtpResult&) { FAIL("called"); });
  client.cancel(never);
  loop.run();
  for (const char* name : {"first", "second", "third"}) {
    CHECK(server.mail().at("to") == lib::json::array{std::string{name} + "@example.org"});
  }
}

TEST_CASE("A client that goes does not wait for the answer to its QUIT") {
  MailServer server{"plain"};
  lib::Loop loop;
  auto client = std::make_unique<lib::SmtpClient>(loop);
  SmtpRequest request = server.request();
  request.to = {"stuck@example.org"};
  client->send(request, [](const lib::SmtpResult&) { FAIL("called"); });
  CHECK(server.process.line() == "quit");
  client.reset();
}

TEST_CASE("A client that goes does not wait for a server that stays silent") {
  const tests::TcpServer silent{[](const std::string&) { return tests::TcpServer::Answer{}; }};
  lib::Loop loop;
  auto client = std::make_unique<lib::SmtpClient>(loop);
  SmtpRequest request;
  request.host = "127.0.0.1";
  request.port = silent.port();
  request.security = SmtpSecurity::none;
  request.to = {"a@example.org"};
  client->send(request, [](const lib::SmtpResult&) { FAIL("called"); });
  while (silent.connections() == 0)
    std::this_thread::yield();
  client.reset();
}
