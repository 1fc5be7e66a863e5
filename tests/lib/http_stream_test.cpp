// Answers that go on, clients that leave, and the end of the server.
#include "support/unix_server.h"

using lib::Responder;
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

}  // namespace

TEST_CASE("A stream comes in chunks as they are made, and the connection goes on after it") {
  std::vector<Responder> streams;
  Running running{[&](const ServerRequest& request, const Responder& responder) {
    if (request.path != "/stream") return say_path(request, responder);
    responder.begin({.content_type = "text/event-stream", .body = "first\n"});
    streams.push_back(responder);
  }};
  RawClient client{running.path};
  client.say("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string head = client.hear("first\n\r\n");
  CHECK(head.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  CHECK(head.find("Content-Type: text/event-stream\r\n") != std::string::npos);
  running.on_loop([&] { streams.at(0).chunk("second\n"); });
  CHECK(client.hear("second\n\r\n") == "7\r\nsecond\n\r\n");
  running.on_loop([&] {
    streams.at(0).end();
    streams.at(0).chunk("too late");
    streams.clear();
  });
  CHECK(client.hear("0\r\n\r\n") == "0\r\n\r\n");
  client.say(kGet);
  CHECK(client.hear("GET /").ends_with("\r\n\r\nGET /"));
}

TEST_CASE("A client that leaves is noticed, streaming or waiting, and once") {
  std::promise<void> noticed;
  int notices = 0;
  std::vector<Responder> kept;
  Running running{[&](const ServerRequest& request, const Responder& responder) {
    if (request.path == "/stream") responder.begin(text("begun"));
    responder.on_gone([&] {
      ++notices;
      noticed.set_value();
    });
    kept.push_back(responder);
  }};
  const std::string path = GENERATE("/stream", "/wait");
  {
    RawClient client{running.path};
    client.say("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    while (running.on_loop([&] { return kept.empty(); }))
      std::this_thread::yield();
  }
  noticed.get_future().wait();
  running.on_loop([&] {
    CHECK(kept.at(0).gone());
    kept.at(0).chunk("into the void");
    kept.clear();
    CHECK(notices == 1);
    CHECK(running.server->clients() == 0);
  });
}

TEST_CASE("A stream asked for by HEAD is over at once, and cannot reach into the next answer") {
  std::vector<Responder> kept;
  int gone = 0;
  Running running{[&](const ServerRequest& request, const Responder& responder) {
    responder.begin(text(request.method));
    responder.on_gone([&] { ++gone; });
    kept.push_back(responder);
  }};
  RawClient client{running.path};
  client.say("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + kGet);
  client.hear("GET\r\n");
  running.on_loop([&] {
    CHECK(gone == 1);
    kept.at(0).chunk("stray");
    kept.at(0).end();
    kept.at(1).chunk("right");
  });
  CHECK(client.hear("right\r\n") == "5\r\nright\r\n");
  running.on_loop([&] { kept.clear(); });
}

TEST_CASE("A client that does not read its stream is cut off") {
  std::promise<void> gone;
  std::vector<Responder> kept;
  Running running{[&](const ServerRequest&, const Responder& responder) {
                    responder.begin(text(""));
                    responder.on_gone([&] { gone.set_value(); });
                    kept.push_back(responder);
                  },
                  {.max_pending_bytes = 100'000}};
  RawClient client{running.path};
  client.say(kGet);
  client.hear("\r\n\r\n");
  running.on_loop([&] {
    for (int i = 0; i < 100 && !kept.at(0).gone(); ++i)
      kept.at(0).chunk(std::string(50'000, 'x'));
    kept.clear();
  });
  gone.get_future().wait();
  CHECK_FALSE(client.hear().ends_with("0\r\n\r\n"));
}

TEST_CASE("A stream to an HTTP/1.0 client ends with the connection") {
  Running running{[](const ServerRequest&, const Responder& responder) {
    responder.begin(text("one"));
    responder.chunk(" two");
    responder.end();
  }};
  RawClient client{running.path};
  client.say("GET / HTTP/1.0\r\n\r\n");
  const std::string answer = client.hear();
  CHECK(answer.find("chunked") == std::string::npos);
  CHECK(answer.ends_with("\r\n\r\none two"));
}

TEST_CASE("A shutdown ends what is idle and streams, and lets an answer under way finish") {
  std::vector<Responder> kept;
  Running running{[&](const ServerRequest& request, const Responder& responder) {
    if (request.path == "/stream") responder.begin(text("begun"));
    kept.push_back(responder);
  }};
  RawClient idle{running.path};
  RawClient stream{running.path};
  stream.say("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
  stream.hear("begun\r\n");
  RawClient busy{running.path};
  busy.say(kGet);
  while (running.on_loop([&] { return kept.size() < 2 || running.server->clients() < 3; }))
    std::this_thread::yield();
  std::promise<void> done;
  running.on_loop([&] { running.server->shutdown(1h, [&] { done.set_value(); }); });
  CHECK_FALSE(std::filesystem::exists(running.path));
  CHECK(idle.hear().empty());
  CHECK(stream.hear() == "0\r\n\r\n");
  stream.leave();
  auto finished = done.get_future();
  CHECK(finished.wait_for(0s) == std::future_status::timeout);
  running.on_loop([&] {
    for (const Responder& responder : kept) {
      if (!responder.answered()) responder.send(text("finished"));
    }
    kept.clear();
  });
  CHECK(busy.hear().ends_with("finished"));
  busy.leave();
  finished.wait();
}

TEST_CASE("A shutdown does not wait longer than its grace") {
  std::vector<Responder> kept;
  Running running{[&](const ServerRequest&, const Responder& r) { kept.push_back(r); }};
  RawClient client{running.path};
  client.say(kGet);
  while (running.on_loop([&] { return kept.empty(); }))
    std::this_thread::yield();
  std::promise<void> done;
  running.on_loop([&] { running.server->shutdown(1ms, [&] { done.set_value(); }); });
  done.get_future().wait();
  CHECK(client.hear().empty());
  running.on_loop([&] { kept.clear(); });
}
