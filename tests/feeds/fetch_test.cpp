#include "feeds/fetch.h"

#include "lib/loop.h"
#include "support/catch.h"
#include "support/gzip.h"
#include "support/tcp_server.h"

using feeds::Document;
using feeds::Fault;
using feeds::FetchOutcome;
using feeds::FetchPolicy;
using feeds::FetchRequest;
using feeds::NotModified;
using std::chrono::seconds;
using tests::ok_response;
using tests::TcpServer;

namespace {

const treaty::Instant kNow{seconds{1'770'131'778}};  // 3 February 2026, 15:16:18 UTC
const std::string kPage = "<html>" + std::string(300, 'x') + "</html>";
const std::string kHtml = "Content-Type: text/html; charset=utf-8\r\n";

FetchPolicy policy() {
  return {.user_agent = "treatyd/1 (+https://example.org; a@example.org)",
          .allowed_hosts = {"127.0.0.1"}};
}

FetchOutcome fetch(FetchRequest request) {
  lib::Loop loop;
  lib::HttpClient client{loop};
  feeds::Fetcher fetcher{client, policy(), [] { return kNow; }};
  std::optional<FetchOutcome> outcome;
  fetcher.fetch(std::move(request), [&](FetchOutcome got) {
    outcome = std::move(got);
    loop.stop();
  });
  loop.run();
  return *std::move(outcome);
}

FetchOutcome fetch_bytes(const std::string& bytes, FetchRequest request = {}) {
  const TcpServer server{[&](const std::string&) { return TcpServer::Answer{bytes, true}; }};
  request.url = server.url("/doc");
  return fetch(std::move(request));
}

Fault fault_of(const std::string& bytes, FetchRequest request = {}) {
  const auto outcome = fetch_bytes(bytes, std::move(request));
  REQUIRE(std::holds_alternative<Fault>(outcome));
  return std::get<Fault>(outcome);
}

}  // namespace

TEST_CASE("A first visit gives the document and what to ask with next time") {
  const TcpServer server{[](const std::string&) -> TcpServer::Answer {
    return {ok_response(kPage, kHtml +
                                   "ETag: \"v1\"\r\nLast-Modified: Mon, 2 Feb 2026 09:00:00 GMT\r\n"
                                   "Date: Tue, 03 Feb 2026 15:16:48 GMT\r\n")};
  }};
  const auto outcome = fetch({.url = server.url("/doc")});
  REQUIRE(std::holds_alternative<Document>(outcome));
  const auto& document = std::get<Document>(outcome);
  CHECK(document.bytes == kPage);
  CHECK(document.url == server.url("/doc"));
  CHECK(document.validators.etag == "\"v1\"");
  CHECK(document.validators.last_modified == "Mon, 2 Feb 2026 09:00:00 GMT");
  CHECK(document.validators.wire_sha256.size() == 64);
  CHECK(document.receipt.fetched_at == kNow);
  CHECK(document.receipt.clock_skew == seconds{30});
  const std::string sent = server.requests().at(0);
  CHECK(sent.find("If-") == std::string::npos);
  CHECK(sent.find("User-Agent: treatyd/1 (+https://example.org; a@example.org)\r\n") !=
        std::string::npos);
}

TEST_CASE("Validators go back exactly as they came, and a 304 is no document") {
  const TcpServer server{[](const std::string&) -> TcpServer::Answer {
    return {"HTTP/1.1 304 Not Modified\r\nETag: \"v2\"\r\n\r\n"};
  }};
  const auto outcome = fetch(
      {.url = server.url(),
       .validators = {"W/\"odd  one\"", "Mon, 2 Feb 2026 09:00:00 GMT", std::string(64, 'a')}});
  REQUIRE(std::holds_alternative<NotModified>(outcome));
  const auto& same = std::get<NotModified>(outcome);
  CHECK(same.how == NotModified::How::server_said_so);
  CHECK(same.validators.etag == "\"v2\"");
  CHECK(same.validators.last_modified == "Mon, 2 Feb 2026 09:00:00 GMT");
  CHECK(same.validators.wire_sha256 == std::string(64, 'a'));
  const std::string sent = server.requests().at(0);
  CHECK(sent.find("If-None-Match: W/\"odd  one\"\r\n") != std::string::npos);
  CHECK(sent.find("If-Modified-Since: Mon, 2 Feb 2026 09:00:00 GMT\r\n") != std::string::npos);
}

TEST_CASE("A server without validators is recognized by the bytes on the wire, packed too") {
  const std::string bytes =
      GENERATE_COPY(ok_response(kPage, kHtml),
                    ok_response(tests::gzip(kPage), kHtml + "Content-Encoding: gzip\r\n"));
  const auto first = fetch_bytes(bytes);
  REQUIRE(std::holds_alternative<Document>(first));
  CHECK(std::get<Document>(first).bytes == kPage);
  const auto known = std::get<Document>(first).validators;
  const auto second = fetch_bytes(bytes, {.validators = known});
  REQUIRE(std::holds_alternative<NotModified>(second));
  CHECK(std::get<NotModified>(second).how == NotModified::How::same_bytes);
  CHECK(std::get<NotModified>(second).validators == known);
}

TEST_CASE("A status other than 200 is a fault that says what it means") {
  const auto status = [](const std::string& line) {
    return "HTTP/1.1 " + line + "\r\nContent-Length: 0\r\n\r\n";
  };
  const auto blocked = fault_of(status("403 Forbidden"));
  CHECK(blocked.code == "blocked");
  CHECK(blocked.sentence == "blocked by 127.0.0.1 (HTTP status 403)");
  CHECK(fault_of(status("404 Not Found")).code == "not-found");
  const auto busy = fault_of(status("429 Slow down\r\nRetry-After: 120"));
  CHECK(busy.code == "too-many-requests");
  CHECK(busy.sentence == "too many requests for 127.0.0.1 (HTTP status 429); asks to wait 120 s");
  CHECK(busy.retry_after == seconds{120});
  const auto down =
      fault_of(status("503 Down\r\nDate: Tue, 03 Feb 2026 10:00:00 GMT\r\n"
                      "Retry-After: Tue, 03 Feb 2026 10:05:00 GMT"));
  CHECK(down.code == "server-error");
  CHECK(down.retry_after == seconds{300});
  CHECK(fault_of(status("204 Nothing")).code == "unexpected-status");
  CHECK(fault_of("HTTP/1.1 304 Unasked\r\n\r\n").code == "unexpected-status");
}

TEST_CASE("A 200 without a whole document of the right kind is a fault") {
  CHECK(fault_of(ok_response("", kHtml)).code == "empty");
  CHECK(fault_of(ok_response(" \r\n ", kHtml)).code == "empty");
  const auto brief = fault_of(ok_response("<html></html>", kHtml));
  CHECK(brief.code == "too-short");
  CHECK(brief.sentence == "127.0.0.1 sent 13 bytes, which is too little for a document");
  const auto pdf = fault_of(ok_response(kPage, "Content-Type: application/pdf\r\n"));
  CHECK(pdf.code == "wrong-type");
  CHECK(pdf.sentence == "127.0.0.1 sent application/pdf where an HTML page was expected");
  CHECK(fault_of(ok_response(kPage, kHtml), {.form = treaty::Form::xml}).code == "wrong-type");
  CHECK(fault_of("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + kPage).code == "cut-short");
}

TEST_CASE("XML is taken under each of its media types, and without any") {
  const auto type = GENERATE(as<std::string>{}, "Content-Type: text/xml\r\n", "",
                             "Content-Type: Application/XML; charset=iso-8859-1\r\n",
                             "Content-Type: application/x+xml\r\n");
  const auto outcome = fetch_bytes(ok_response(kPage, type), {.form = treaty::Form::xml});
  CHECK(std::holds_alternative<Document>(outcome));
}

TEST_CASE("A host that cannot be reached is told in the words of the client") {
  const auto port = std::to_string(tests::closed_port());
  const auto outcome = fetch({.url = "http://127.0.0.1:" + port + "/"});
  REQUIRE(std::holds_alternative<Fault>(outcome));
  CHECK(std::get<Fault>(outcome).code == "refused");
  CHECK(std::get<Fault>(outcome).sentence == "cannot reach 127.0.0.1: connection refused");
}
