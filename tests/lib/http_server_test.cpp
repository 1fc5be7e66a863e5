#include "lib/http_server.h"

#include <fstream>

#include <sys/stat.h>

#include "lib/http_client.h"
#include "support/unix_server.h"

using lib::HttpServer;
using lib::Responder;
using lib::ServerOptions;
using lib::ServerRequest;
using tests::kGet;
using tests::RawClient;
using tests::Running;
using tests::text;
using namespace std::chrono_literals;

namespace {

void say_path(const ServerRequest& request, const Responder& responder) {
  responder.send(text(request.method + ' ' + request.path));
}

lib::HttpResult get(const std::string& socket, const std::string& target,
                    const std::string& method = "GET") {
  lib::HttpRequest request;
  request.url = "http://localhost" + target;
  request.unix_socket = socket;
  request.method = method;
  return lib::fetch_once(request);
}

}  // namespace

TEST_CASE("A request arrives whole, with its peer, and its answer goes back") {
  ServerRequest seen;
  Running running{[&](ServerRequest request, const Responder& responder) {
    seen = std::move(request);
    responder.send({.status = 201, .body = "{}\n", .headers = {{"ETag", "\"a\""}}});
  }};
  lib::HttpRequest request;
  request.url = "http://localhost/v1/a%20b?as-of=2003-07-01&x";
  request.unix_socket = running.path;
  request.method = "POST";
  request.body = "hello";
  request.headers.add("X-Word", "1");
  const auto result = lib::fetch_once(request);
  REQUIRE(result);
  CHECK(result->status == 201);
  CHECK(result->body == "{}\n");
  CHECK(result->headers.value("Content-Type") == "application/json");
  CHECK(result->headers.value("ETag") == "\"a\"");
  CHECK(result->date);
  CHECK(seen.method == "POST");
  CHECK(seen.target == "/v1/a%20b?as-of=2003-07-01&x");
  CHECK(seen.path == "/v1/a b");
  REQUIRE(seen.query_field("as-of") != nullptr);
  CHECK(*seen.query_field("as-of") == "2003-07-01");
  CHECK(seen.query_field("none") == nullptr);
  CHECK(seen.headers.value("x-word") == "1");
  CHECK(seen.body == "hello");
  CHECK(seen.peer.uid == ::getuid());
  CHECK(seen.peer.gid == ::getgid());
  CHECK(seen.peer.pid == ::getpid());
}

TEST_CASE("A socket that does not exist is told so by the client") {
  const tests::TempFolder folder;
  const auto result = get(folder.file("none"), "/");
  REQUIRE_FALSE(result);
  CHECK(result.error().code == lib::HttpFaultCode::refused);
  CHECK(result.error().sentence ==
        "cannot reach " + folder.file("none") + ": there is no such socket");
}

TEST_CASE("The socket has the mode and the group that were asked for, whatever the umask") {
  const mode_t mode = GENERATE(0600U, 0660U, 0666U);
  const mode_t before = ::umask(0077);
  {
    const Running running{say_path, {.mode = mode, .group = ::getgid()}};
    struct stat found {};
    REQUIRE(::stat(running.path.c_str(), &found) == 0);
    CHECK((found.st_mode & 07777) == mode);
    CHECK(found.st_gid == ::getgid());
    CHECK(S_ISSOCK(found.st_mode));
    CHECK(::access((running.path + ".new").c_str(), F_OK) != 0);
  }
  ::umask(before);
}

TEST_CASE("A stale socket is replaced, but a live one or another file is refused") {
  const tests::TempFolder folder;
  lib::Loop loop;
  const ServerOptions options{.path = folder.file("socket")};
  const auto serve = [&] { return HttpServer{loop, options, say_path}; };
  SECTION("stale") {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, options.path.data(), options.path.size());
    REQUIRE(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    ::close(fd);
    const HttpServer server{loop, options, say_path};
    const RawClient client{options.path};
  }
  SECTION("live") {
    const HttpServer first{loop, options, say_path};
    CHECK_THROWS_WITH(serve(),
                      "cannot listen on " + options.path + ": another server answers there");
    const RawClient client{options.path};
  }
  SECTION("another file") {
    std::ofstream{options.path} << "precious";
    CHECK_THROWS_WITH(serve(), Catch::Contains("there is a file that is not a socket"));
    CHECK(std::filesystem::file_size(options.path) == 8);
  }
  SECTION("no folder") {
    CHECK_THROWS_WITH((HttpServer{loop, {.path = folder.file("no/socket")}, say_path}),
                      Catch::Contains("its folder does not exist"));
  }
  SECTION("a path too long for a socket") {
    CHECK_THROWS_WITH((HttpServer{loop, {.path = '/' + std::string(200, 'x')}, say_path}),
                      Catch::Contains("1 to 103 characters"));
  }
}

TEST_CASE("A server removes its socket when it goes, but not one that took its place") {
  const tests::TempFolder folder;
  lib::Loop loop;
  const ServerOptions options{.path = folder.file("socket")};
  { const HttpServer server{loop, options, say_path}; }
  CHECK_FALSE(std::filesystem::exists(options.path));
  {
    const HttpServer server{loop, options, say_path};
    std::filesystem::remove(options.path);
    std::ofstream{options.path} << "someone else's";
  }
  CHECK(std::filesystem::exists(options.path));
}

TEST_CASE("One connection carries many requests, pipelined ones answered in their order") {
  Running running{say_path};
  RawClient client{running.path};
  client.say("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c ");
  const std::string two = client.hear("GET /b");
  CHECK(two.find("GET /a") < two.find("GET /b"));
  client.say("HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string last = client.hear();
  CHECK(last.find("Connection: close\r\n") != std::string::npos);
  CHECK(last.ends_with("GET /c"));
}

TEST_CASE("Pipelined requests wait while an earlier one is thought about") {
  std::vector<Responder> waiting;
  Running running{[&](const ServerRequest& request, const Responder& responder) {
    if (request.path == "/slow") {
      waiting.push_back(responder);
    } else {
      say_path(request, responder);
    }
  }};
  RawClient client{running.path};
  client.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\nGET /fast HTTP/1.1\r\nHost: x\r\n\r\n");
  RawClient other{running.path};
  other.say(kGet);
  other.hear("GET /");  // so the loop goes on meanwhile
  running.on_loop([&] {
    waiting.at(0).send(text("slow"));
    CHECK_THROWS_AS(waiting.at(0).send(text("again")), std::logic_error);
    waiting.clear();
  });
  const std::string both = client.hear("GET /fast");
  CHECK(both.find("slow") < both.find("GET /fast"));
}

TEST_CASE("A client that has nothing more to say still gets its late answer") {
  std::vector<Responder> waiting;
  Running running{[&](const ServerRequest&, const Responder& r) { waiting.push_back(r); }};
  RawClient client{running.path};
  client.say(kGet);
  client.no_more();
  while (running.on_loop([&] { return waiting.empty(); }))
    std::this_thread::yield();
  running.on_loop([&] {
    CHECK_FALSE(waiting.at(0).gone());
    waiting.at(0).send(text("late"));
    waiting.clear();
  });
  CHECK(client.hear().ends_with("late"));
}

TEST_CASE(
    "HEAD is answered like GET without the body, and 304 and 204 have neither body nor length") {
  Running running{[](const ServerRequest& request, const Responder& responder) {
    if (request.path == "/same") {
      responder.send({.status = 304, .headers = {{"ETag", "\"a\""}}});
    } else {
      say_path(request, responder);
    }
  }};
  RawClient client{running.path};
  client.say("HEAD /x HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string head = client.hear("\r\n\r\n");
  CHECK(head.find("Content-Length: 7\r\n") != std::string::npos);
  client.say("GET /same HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string same = client.hear("\r\n\r\n");
  CHECK(same.starts_with("HTTP/1.1 304 "));
  CHECK(same.find("Content-") == std::string::npos);
  client.say(kGet);
  CHECK(client.hear("GET /").starts_with("HTTP/1.1 200 OK\r\n"));
}

TEST_CASE("What is not a proper request is answered with a problem, and the connection closed") {
  struct Case {
    std::string bytes;
    int status;
  };
  const auto& [bytes, status] = GENERATE(
      Case{"HELO mail\r\n\r\n", 400}, Case{"GET / HTTP/1.1\r\n\r\n", 400},
      Case{"GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      Case{"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      Case{"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400},
      Case{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
      Case{"GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
      Case{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n" + std::string(65'537, 'x'),
           413},
      Case{"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n11000\r\n" +
               std::string(0x11000, 'x') + "\r\n0\r\n\r\n",
           413});
  Running running{say_path};
  RawClient client{running.path};
  client.say(bytes);
  client.no_more();
  const std::string answer = client.hear();
  CAPTURE(bytes.substr(0, 60));
  CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(status) + ' '));
  CHECK(answer.find("Content-Type: application/problem+json\r\n") != std::string::npos);
  CHECK(answer.find("Connection: close\r\n") != std::string::npos);
  CHECK(answer.find("\"status\":" + std::to_string(status)) != std::string::npos);
}

TEST_CASE("A body of the largest size is taken, after an invitation where one is expected") {
  Running running{[](const ServerRequest& request, const Responder& responder) {
    responder.send(text(std::to_string(request.body.size())));
  }};
  RawClient client{running.path};
  client.say("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 65536\r\n\r\n");
  CHECK(client.hear("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.say(std::string(65'536, 'x'));
  CHECK(client.hear("65536").ends_with("\r\n\r\n65536"));
}

TEST_CASE("A handler that throws, or answers nothing, gives a 500 that does not tell why") {
  Running running{[](const ServerRequest& request, const Responder&) {
    if (request.path == "/throw") throw std::runtime_error("secret reason");
  }};
  const auto thrown = get(running.path, "/throw");
  REQUIRE(thrown);
  CHECK(thrown->status == 500);
  CHECK(thrown->body.find("secret") == std::string::npos);
  CHECK(running.on_loop([&] { return running.errors; }) == "secret reason");
  const auto silent = get(running.path, "/silent");
  REQUIRE(silent);
  CHECK(silent->status == 500);
}

TEST_CASE("Clients beyond the limit are told so, and served when others have left") {
  Running running{say_path, {.max_clients = 1}};
  {
    RawClient first{running.path};
    first.say(kGet);
    first.hear("GET /");
    RawClient second{running.path};
    const std::string answer = second.hear();
    CHECK(answer.starts_with("HTTP/1.1 503 "));
    CHECK(answer.find("application/problem+json") != std::string::npos);
  }
  while (running.on_loop([&] { return running.server->clients() > 0; }))
    std::this_thread::yield();
  CHECK(get(running.path, "/")->status == 200);
}

TEST_CASE(
    "A connection without a whole request ends after a while, and one being answered does not") {
  std::vector<Responder> kept;
  Running running{[&](const ServerRequest&, const Responder& r) { kept.push_back(r); },
                  {.idle_timeout = 20ms}};
  RawClient answered{running.path};
  answered.say(kGet);
  RawClient silent{running.path};
  RawClient slow{running.path};
  slow.say("GET / HT");
  CHECK(silent.hear().empty());
  CHECK(slow.hear().empty());
  running.on_loop([&] {
    kept.at(0).send(text("thought about"));
    kept.clear();
  });
  CHECK(answered.hear("about").ends_with("thought about"));
}
