#include "lib/http_client.h"

#include "lib/loop.h"
#include "lib/sha256.h"
#include "support/catch.h"
#include "support/certificate.h"
#include "support/child.h"
#include "support/gzip.h"
#include "support/tcp_server.h"

using lib::HttpFaultCode;
using lib::HttpRequest;
using tests::ok_response;
using tests::TcpServer;
using namespace std::chrono_literals;

namespace {

HttpRequest get(const std::string& url) {
  HttpRequest request;
  request.url = url;
  return request;
}

TcpServer::Script always(const std::string& bytes, bool close = false) {
  return [=](const std::string&) { return TcpServer::Answer{bytes, close}; };
}

/// The fault that a request meets; fails the test when it is answered.
lib::HttpFault fault(HttpRequest request, lib::HttpClientOptions options = {}) {
  const auto result = lib::fetch_once(std::move(request), options);
  REQUIRE_FALSE(result);
  return result.error();
}

}  // namespace

TEST_CASE("An answer comes with its status, its fields exactly as sent, and its body") {
  const TcpServer server{always(ok_response("hello",
                                            "etag: W/\"x  1\"\r\n"
                                            "Last-Modified:  Tue, 3 Feb 2026 10:00:00 GMT \r\n"
                                            "Date: Tue, 03 Feb 2026 15:16:18 GMT\r\n"))};
  HttpRequest request = get(server.url("/page?x=1"));
  request.user_agent = "treatyd/1 (+https://example.org)";
  request.headers.add("If-None-Match", "\"old\"");
  const auto result = lib::fetch_once(request);
  REQUIRE(result);
  CHECK(result->status == 200);
  CHECK(result->body == "hello");
  CHECK(result->headers.value("ETag") == "W/\"x  1\"");
  CHECK(result->headers.value("last-modified") == "Tue, 3 Feb 2026 10:00:00 GMT");
  REQUIRE(result->date);
  CHECK(result->date->time_since_epoch().count() == 1770131778);
  CHECK(result->url == server.url("/page?x=1"));
  CHECK(result->wire_sha256 == lib::sha256_hex("hello"));
  CHECK(result->wire_bytes > 100);
  const std::string sent = server.requests().at(0);
  CHECK(sent.starts_with("GET /page?x=1 HTTP/1.1\r\n"));
  CHECK(sent.find("User-Agent: treatyd/1 (+https://example.org)\r\n") != std::string::npos);
  CHECK(sent.find("If-None-Match: \"old\"\r\n") != std::string::npos);
  CHECK(sent.find("Accept-Encoding: gzip\r\n") != std::string::npos);
}

TEST_CASE("Every status is an answer, and a 304 has no body") {
  const TcpServer server{always("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n")};
  const auto result = lib::fetch_once(get(server.url()));
  REQUIRE(result);
  CHECK(result->status == 304);
  CHECK(result->headers.value("ETag") == "\"a\"");
  CHECK(result->wire_sha256.empty());
}

TEST_CASE("A POST sends its body and its own fields, and follows no redirect") {
  const TcpServer server{
      always("HTTP/1.1 307 Over there\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")};
  HttpRequest request = get(server.url());
  request.method = "POST";
  request.body = "{\"a\":1}";
  request.max_redirects = 3;
  request.allowed_hosts = {"127.0.0.1"};
  request.headers.add("Content-Type", "application/json");
  const auto result = lib::fetch_once(request);
  REQUIRE(result);
  CHECK(result->status == 307);
  const std::string sent = server.requests().at(0);
  CHECK(sent.starts_with("POST / HTTP/1.1\r\n"));
  CHECK(sent.find("Content-Type: application/json\r\n") != std::string::npos);
  CHECK(sent.find("Expect") == std::string::npos);
  CHECK(sent.ends_with("\r\n\r\n{\"a\":1}"));
}

TEST_CASE("A packed body is unpacked, and one known from last time is recognized as it came") {
  const std::string packed = tests::gzip("treaty page");
  const TcpServer server{always(ok_response(packed, "Content-Encoding: gzip\r\n"))};
  HttpRequest request = get(server.url());
  const auto first = lib::fetch_once(request);
  REQUIRE(first);
  CHECK(first->body == "treaty page");
  CHECK_FALSE(first->same_as_known);
  CHECK(first->wire_sha256 == lib::sha256_hex(packed));
  request.known_wire_sha256 = first->wire_sha256;
  const auto second = lib::fetch_once(request);
  REQUIRE(second);
  CHECK(second->same_as_known);
  CHECK(second->body.empty());
}

TEST_CASE("A body larger than the cap stops the transfer, announced, unannounced or packed") {
  const std::string text(5000, 'x');
  const std::string bytes =
      GENERATE_COPY(ok_response(text), "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + text,
                    ok_response(tests::gzip(text), "Content-Encoding: gzip\r\n"));
  const TcpServer server{always(bytes, true)};
  HttpRequest request = get(server.url());
  request.max_body_bytes = 4999;
  const auto problem = fault(request);
  CHECK(problem.code == HttpFaultCode::too_large);
  CHECK(problem.sentence == "the answer of 127.0.0.1 is larger than 4999 bytes");
  request.max_body_bytes = 5000;
  REQUIRE(lib::fetch_once(request));
}

TEST_CASE("An answer that breaks off is a fault, whichever way its length was told") {
  const std::string packed = tests::gzip("a page that is cut");
  const auto bytes = GENERATE_COPY(
      std::string{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"},
      std::string{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf"},
      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed.substr(0, packed.size() - 3),
      std::string{});
  const TcpServer server{always(bytes, true)};
  CHECK(fault(get(server.url())).code == HttpFaultCode::cut_short);
}

TEST_CASE("What is not HTTP, and an encoding nobody asked for, are faults") {
  const auto bytes = GENERATE(std::string{"SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n"},
                              ok_response("x", "Content-Encoding: br\r\n"));
  const TcpServer server{always(bytes, true)};
  CHECK(fault(get(server.url())).code == HttpFaultCode::protocol);
}

TEST_CASE("A port on which nobody listens is told as a refusal") {
  const auto problem = fault(get("http://localhost:" + std::to_string(tests::closed_port()) + "/"));
  CHECK(problem.code == HttpFaultCode::refused);
  CHECK(problem.sentence == "cannot reach localhost: connection refused");
}

TEST_CASE("A name that does not exist is told so") {
  const auto problem = fault(get("https://treaties.invalid/"));
  CHECK(problem.code == HttpFaultCode::dns);
  CHECK(problem.sentence == "cannot reach treaties.invalid: its name cannot be resolved");
}

TEST_CASE("A server that stays silent ends in a time-out") {
  const TcpServer server{always("")};
  HttpRequest request = get(server.url());
  request.total_timeout = 50ms;
  const auto problem = fault(request);
  CHECK(problem.code == HttpFaultCode::timeout);
  CHECK(problem.sentence == "cannot reach 127.0.0.1: no whole answer within 0.05 s");
}

TEST_CASE("Plain http to another machine is refused before anything is sent") {
  const auto problem = fault(get("http://treaties.un.org/"));
  CHECK(problem.code == HttpFaultCode::not_https);
  CHECK(problem.sentence ==
        "will not ask treaties.un.org over plain http: use https (http is for this machine only)");
  CHECK(fault(get("treaties.un.org")).code == HttpFaultCode::bad_address);
}

TEST_CASE("A client that refuses private addresses does not even connect to one") {
  const TcpServer server{always(ok_response("secret"))};
  const auto problem = fault(get(server.url()), {.refuse_private = true});
  CHECK(problem.code == HttpFaultCode::address_refused);
  CHECK(server.connections() == 0);
  const std::string by_name = "http://localhost:" + std::to_string(server.port()) + "/";
  CHECK(fault(get(by_name), {.refuse_private = true}).code == HttpFaultCode::address_refused);
  CHECK(server.connections() == 0);
}

TEST_CASE("A redirect is followed inside the allowed hosts, at most so often") {
  const TcpServer server{[](const std::string& request) -> TcpServer::Answer {
    if (request.starts_with("GET /end ")) return {ok_response("there")};
    if (request.starts_with("GET /again ")) {
      return {"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"};
    }
    return {"HTTP/1.1 301 Moved\r\nLocation: end\r\nContent-Length: 0\r\n\r\n"};
  }};
  HttpRequest request = get(server.url("/start"));
  CHECK(lib::fetch_once(request)->status == 301);
  request.max_redirects = 2;
  CHECK(fault(request).code == HttpFaultCode::redirect_refused);
  request.allowed_hosts = {"127.0.0.1"};
  const auto result = lib::fetch_once(request);
  REQUIRE(result);
  CHECK(result->body == "there");
  CHECK(result->url == server.url("/end"));
  request.url = server.url("/again");
  const auto before = server.requests().size();
  const auto loop = fault(request);
  CHECK(loop.code == HttpFaultCode::redirect_loop);
  CHECK(loop.sentence == "127.0.0.1 redirects more than 2 times");
  CHECK(server.requests().size() - before == 3);
}

TEST_CASE("A redirect to plain http, another host or another scheme is refused by name") {
  const auto target = GENERATE(as<std::string>{}, "http://treaties.un.org/x",
                               "https://evil.example/", "file:///etc/passwd");
  const TcpServer server{
      always("HTTP/1.1 302 Found\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n")};
  HttpRequest request = get(server.url());
  request.max_redirects = 2;
  request.allowed_hosts = {"127.0.0.1", "treaties.un.org"};
  const auto problem = fault(request);
  CHECK(problem.code == HttpFaultCode::redirect_refused);
  CHECK(problem.sentence.find(target) != std::string::npos);
}

TEST_CASE("A certificate is believed only if it is trusted and names the host") {
  const tests::Certificate good{"IP:127.0.0.1"};
  const tests::Certificate other{"DNS:elsewhere.example"};
  const std::string script = std::string{TREATYD_SOURCE_DIR} + "/tests/support/https_server.py";
  const auto start = [&](const tests::Certificate& certificate) {
    return std::make_unique<tests::Child>(std::vector<std::string>{
        "/usr/bin/python3", script, certificate.certificate(), certificate.key()});
  };
  const auto server = start(good);
  HttpRequest request = get("https://127.0.0.1:" + server->line() + "/");
  const auto untrusted = fault(request);
  CHECK(untrusted.code == HttpFaultCode::tls);
  CHECK(untrusted.sentence ==
        "cannot reach 127.0.0.1: SSL certificate problem: self-signed certificate");
  request.ca_file = good.certificate();
  REQUIRE(lib::fetch_once(request));
  CHECK(lib::fetch_once(request)->body == "trusted");

  const auto wrong_name = start(other);
  request.url = "https://127.0.0.1:" + wrong_name->line() + "/";
  request.ca_file = other.certificate();
  CHECK(fault(request).code == HttpFaultCode::tls);
}

TEST_CASE("Transfers to one host run one after the other, over one connection") {
  const TcpServer server{always(ok_response("x"))};
  lib::Loop loop;
  lib::HttpClient client{loop};
  std::string order;
  for (const char name : {'a', 'b', 'c', 'd'}) {
    client.fetch(get(server.url(std::string{"/"} + name)),
                 [&, name](const lib::HttpResult& result) {
                   CHECK(result);
                   order += name;
                   if (order.size() == 4) loop.stop();
                 });
  }
  CHECK(order.empty());
  loop.run();
  CHECK(order == "abcd");
  CHECK(server.connections() == 1);
}

TEST_CASE("A cancelled transfer calls nobody, waiting or under way, and the next takes its place") {
  const TcpServer server{[](const std::string& request) -> TcpServer::Answer {
    if (request.starts_with("GET /silent ")) return {""};
    return {ok_response("x")};
  }};
  lib::Loop loop;
  lib::HttpClient client{loop};
  const auto never = [](const lib::HttpResult&) { FAIL("a cancelled transfer called back"); };
  const auto running = client.fetch(get(server.url("/silent")), never);
  const auto waiting = client.fetch(get(server.url("/waiting")), never);
  const auto refused = client.fetch(get("http://un.org/"), never);
  client.cancel(refused);
  bool answered = false;
  client.fetch(get("http://localhost:" + std::to_string(tests::closed_port())),
               [&](const lib::HttpResult&) {
                 client.cancel(waiting);
                 client.cancel(running);
               });
  client.fetch(get(server.url("/third")), [&](const lib::HttpResult& result) {
    answered = result.has_value();
    loop.stop();
  });
  // The server's only thread is held by the silent connection until that is closed.
  loop.run();
  CHECK(answered);
}

TEST_CASE("A client may be destroyed inside of its own callback, with others under way") {
  const TcpServer server{always(ok_response("x"))};
  lib::Loop loop;
  auto client = std::make_unique<lib::HttpClient>(loop);
  client->fetch(get(server.url("/1")), [&](const lib::HttpResult&) {
    client.reset();
    loop.post([&] { loop.stop(); });
  });
  client->fetch(get(server.url("/2")), [](const lib::HttpResult&) { FAIL("called back"); });
  loop.run();
  CHECK_FALSE(client);
}

TEST_CASE("A body can be taken as it comes, and stopped") {
  const TcpServer server{
      always("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n")};
  HttpRequest request = get(server.url());
  std::string got;
  request.on_body = [&](int status, std::string_view bytes) {
    CHECK(status == 200);
    got += bytes;
    return got.size() < 6;
  };
  CHECK(fault(request).code == HttpFaultCode::stopped);
  CHECK(got == "abcdef");
}
