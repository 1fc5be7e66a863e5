#include "daemon/routes.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <unistd.h>

#include "lib/rfc3339.h"
#include "lib/sha256.h"
#include "store/evidence.h"

namespace service {
namespace {

namespace json = lib::json;

bool may_write(const lib::Peer& peer) {
  return peer.uid == 0 || peer.uid == ::geteuid();
}

// The time of the answer is no part of what it says: two answers that differ in nothing else are
// the same for a cache.
std::string etag_of(json::object answer) {
  answer.erase("as_of");
  return "W/\"" + lib::sha256_hex(json::serialize(answer)).substr(0, 32) + '"';
}

void send_json(const lib::ServerRequest& request, const lib::Responder& responder,
               const json::object& answer) {
  lib::ServerResponse response;
  const std::string etag = etag_of(answer);
  response.headers.add("ETag", etag);
  response.headers.add("Cache-Control", "no-cache");
  const std::string* known = request.headers.find("If-None-Match");
  if (known != nullptr && known->find(etag) != std::string::npos) {
    response.status = 304;
  } else {
    response.body = json::serialize(answer) + '\n';
  }
  responder.send(std::move(response));
}

std::optional<std::int64_t> integer(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value < 0) return std::nullopt;
  return value;
}

// {"reason": "…"}; empty when there is none.
std::string reason_of(const lib::ServerRequest& request) {
  boost::system::error_code error;
  const json::value body = json::parse(request.body, error);
  const json::object* object = error ? nullptr : body.if_object();
  const json::value* reason = object == nullptr ? nullptr : object->if_contains("reason");
  if (reason == nullptr || !reason->is_string()) return {};
  return std::string{std::string_view{reason->as_string()}};
}

bool accepts(const lib::ServerRequest& request, std::string_view type) {
  const std::string* accept = request.headers.find("Accept");
  return accept != nullptr && accept->find(type) != std::string::npos;
}

}  // namespace

void Routes::answer(const lib::ServerRequest& request, const lib::Responder& responder) {
  constexpr std::string_view kTreaties = "/v1/treaties/";
  constexpr std::string_view kEvidence = "/v1/evidence/";
  const std::string& path = request.path;
  if (request.method == "POST") return act(request, responder);
  if (path == "/v1/poll") return responder.send(lib::problem(405, "/v1/poll takes POST"));
  if (request.method != "GET" && request.method != "HEAD") {
    return responder.send(lib::problem(405, request.method + " is not known at " + path));
  }
  if (path == "/v1/status") return send_json(request, responder, world_.answers.status());
  if (path == "/v1/treaties") return send_json(request, responder, world_.answers.treaties());
  if (path == "/v1/catalogue") {
    const std::string* search = request.query_field("search");
    return send_json(request, responder,
                     world_.answers.catalogue(search == nullptr ? "" : *search));
  }
  if (path == "/v1/holds") return send_json(request, responder, world_.answers.holds());
  if (path == "/v1/events") return events(request, responder);
  if (path == "/v1/digest") return digest(request, responder);
  if (path == "/v1/deliveries") {
    if (!may_write(request.peer)) {
      return responder.send(lib::problem(403,
                                         "deliveries name people: they are for root and for "
                                         "the user that treatyd runs as"));
    }
    return send_json(request, responder, world_.answers.deliveries());
  }
  if (path.starts_with(kTreaties)) {
    return treaty(request, responder, path.substr(kTreaties.size()));
  }
  if (path.starts_with(kEvidence)) {
    return evidence(request, responder, path.substr(kEvidence.size()));
  }
  responder.send(lib::problem(
      404,
      path +
          " is not known; there are /v1/status, /v1/catalogue, /v1/treaties, /v1/treaties/NUMBER, "
          "/v1/treaties/NUMBER/participants, …/explain, …/history, …/what-if, …/declarations, "
          "/v1/events, /v1/digest, /v1/holds, /v1/deliveries, /v1/evidence/SHA256 and POST "
          "/v1/poll, /v1/holds/ID/approve, …/reject, /v1/events/ID/retract"));
}

void Routes::treaty(const lib::ServerRequest& request, const lib::Responder& responder,
                    const std::string& rest) {
  const std::size_t slash = rest.find('/');
  const std::string number = rest.substr(0, slash);
  const std::string part = slash == std::string::npos ? "" : rest.substr(slash + 1);
  if (!world_.desk.tracks(number)) {
    return responder.send(lib::problem(
        404, "treaty " + number + " is not tracked; add it to `track` in the configuration"));
  }
  AsOf as_of;
  for (const auto& [name, value] : request.query) {
    const auto day = treaty::Day::from_iso(value);
    if (name != "as-of" && name != "known-on") continue;
    if (!day) return responder.send(lib::problem(400, name + " must be a date such as 2026-12-31"));
    if (name == "as-of") as_of.day = day;
    // The whole of that day is part of what was known on it.
    if (name == "known-on") {
      as_of.known_on =
          treaty::Instant{(*day + treaty::Days{1}).sys_days()} - std::chrono::seconds{1};
    }
  }
  if (part.empty()) return send_json(request, responder, world_.answers.treaty(number, as_of));
  if (part == "participants") {
    return send_json(request, responder, world_.answers.participants(number, as_of));
  }
  if (part == "explain")
    return send_json(request, responder, world_.answers.explain(number, as_of));
  if (part == "history") return send_json(request, responder, world_.answers.history(number));
  if (part == "what-if") return what_if(request, responder, number);
  if (part == "declarations") return declarations(request, responder, number, as_of);
  responder.send(lib::problem(
      404, "a treaty has participants, explain, history, declarations and what-if, not " + part));
}

void Routes::what_if(const lib::ServerRequest& request, const lib::Responder& responder,
                     const std::string& number) {
  std::vector<treaty::Supposition> suppositions;
  for (const auto& [name, value] : request.query) {
    if (name != "deposit" && name != "withdraw") continue;
    auto one = treaty::supposition_from(name == "deposit" ? treaty::Supposition::Sort::deposit
                                                          : treaty::Supposition::Sort::withdrawal,
                                        value);
    if (!one) {
      return responder.send(
          lib::problem(400, name + " must be a name and a date, such as \"France 2026-12-01\""));
    }
    suppositions.push_back(std::move(*one));
  }
  const auto answer = world_.answers.what_if(number, suppositions);
  if (const auto* why = std::get_if<std::string>(&answer)) {
    return responder.send(lib::problem(400, *why));
  }
  send_json(request, responder, std::get<json::object>(answer));
}

void Routes::declarations(const lib::ServerRequest& request, const lib::Responder& responder,
                          const std::string& number, const AsOf& as_of) {
  DeclarationQuery query{.participant = {}, .article = {}, .known_on = as_of.known_on};
  if (const std::string* asked = request.query_field("participant")) {
    const treaty::Participants& known = world_.desk.participants();
    const treaty::Participant* found = known.find(treaty::ParticipantId{*asked});
    if (found == nullptr) found = known.find_by_name(*asked);
    if (found == nullptr) {
      return responder.send(lib::problem(404, "no participant is known as \"" + *asked +
                                                  "\"; use its id, such as FRA, or a name"));
    }
    query.participant = found->id;
  }
  if (const std::string* article = request.query_field("article")) query.article = *article;
  send_json(request, responder, world_.answers.declarations(number, query));
}

void Routes::act(const lib::ServerRequest& request, const lib::Responder& responder) {
  if (!may_write(request.peer)) {
    return responder.send(lib::problem(
        403, "polling and deciding are for root and for the user that treatyd runs as"));
  }
  constexpr std::string_view kHolds = "/v1/holds/";
  constexpr std::string_view kEvents = "/v1/events/";
  const std::string_view path = request.path;
  const auto between = [&](std::string_view head, std::string_view tail) {
    std::optional<std::string> middle;
    if (path.starts_with(head) && path.ends_with(tail) && path.size() > head.size() + tail.size()) {
      middle = path.substr(head.size(), path.size() - head.size() - tail.size());
    }
    return middle;
  };
  if (path == "/v1/poll") return poll(request, responder);
  if (const auto which = between(kHolds, "/approve")) {
    return decide(request, responder, *which, store::Verb::approve);
  }
  if (const auto which = between(kHolds, "/reject")) {
    return decide(request, responder, *which, store::Verb::reject);
  }
  if (const auto event = between(kEvents, "/retract")) return retract(request, responder, *event);
  responder.send(lib::problem(405, "POST is not known at " + request.path));
}

void Routes::poll(const lib::ServerRequest& request, const lib::Responder& responder) {
  const std::string* one = request.query_field("treaty");
  if (one == nullptr && world_.settings.track.empty()) {
    return responder.send(
        lib::problem(404, "no treaty is tracked yet: the collection's list has not been read"));
  }
  if (one == nullptr) return poll_and_answer(world_.settings.track, responder);
  if (!world_.desk.tracks(*one)) {
    return responder.send(lib::problem(404, "treaty " + *one + " is not tracked"));
  }
  poll_and_answer({*one}, responder);
}

void Routes::poll_and_answer(const std::vector<std::string>& numbers,
                             const lib::Responder& responder) {
  struct Round {
    std::size_t left;
    json::array outcomes;
  };
  auto round = std::make_shared<Round>(Round{numbers.size(), {}});
  for (const std::string& number : numbers) {
    world_.before_poll(number);
    world_.poller.poll(number, [this, round, responder](const PollOutcome& outcome) {
      json::array faults;
      for (const std::string& fault : outcome.faults)
        faults.emplace_back(fault);
      round->outcomes.push_back({{"number", outcome.number},
                                 {"believed", outcome.believed},
                                 {"faults", std::move(faults)},
                                 {"changes", outcome.changes},
                                 {"pending", outcome.pending},
                                 {"events", outcome.events}});
      if (--round->left > 0) return;
      world_.when_delivered([this, round, responder] {
        json::object answer = world_.answers.treaties();
        answer["polls"] = std::move(round->outcomes);
        responder.send({.body = json::serialize(answer) + '\n'});
      });
    });
  }
}

void Routes::decide(const lib::ServerRequest& request, const lib::Responder& responder,
                    const std::string& which, store::Verb verb) {
  const auto claims = world_.people.find(which);
  if (claims.empty()) {
    return responder.send(
        lib::problem(404, "nothing waits under " + which + "; treatyctl holds lists what does"));
  }
  world_.people.decide(claims, verb, reason_of(request), request.peer.uid);
  std::set<std::string> numbers;
  for (const WaitingClaim& claim : claims)
    numbers.insert(claim.hold.treaty);
  // What was approved is believed by the look that shows it: let it be this one.
  poll_and_answer({numbers.begin(), numbers.end()}, responder);
}

void Routes::retract(const lib::ServerRequest& request, const lib::Responder& responder,
                     const std::string& event_id) {
  const std::string reason = reason_of(request);
  if (reason.empty()) {
    return responder.send(
        lib::problem(400, "a retraction needs a reason, which its readers are told"));
  }
  switch (world_.people.retract(event_id, reason, request.peer.uid)) {
    case People::Retraction::unknown:
      return responder.send(lib::problem(404, "there is no event " + event_id));
    case People::Retraction::already:
      return responder.send(lib::problem(409, event_id + " has been retracted already"));
    case People::Retraction::not_told_to_readers:
      return responder.send(
          lib::problem(409, event_id + " is no notice about a tracked treaty: nothing to retract"));
    case People::Retraction::done: break;
  }
  publish();
  world_.when_delivered([this, responder] {
    responder.send({.body = json::serialize(world_.answers.treaties()) + '\n'});
  });
}

void Routes::events(const lib::ServerRequest& request, const lib::Responder& responder) {
  store::EventQuery query;
  const std::string* after = request.query_field("after");
  if (after == nullptr) after = request.headers.find("Last-Event-ID");
  if (after != nullptr) {
    auto sequence = integer(*after);
    if (!sequence) {
      const auto event = store::find_event(world_.database, *after);
      if (event) sequence = event->sequence;
    }
    if (!sequence) {
      return responder.send(
          lib::problem(400, "after must be the id of an event, or its sequence number; 0 for all"));
    }
    query.after = *sequence;
  }
  if (const std::string* treaty = request.query_field("treaty")) query.treaty = *treaty;
  const bool server_sent = accepts(request, "text/event-stream");
  if (!server_sent && !accepts(request, "application/x-ndjson")) {
    return send_json(request, responder, world_.answers.events(query));
  }
  auto follower = std::make_shared<Follower>(Follower{responder, query, server_sent, false});
  responder.begin({.content_type = server_sent ? "text/event-stream" : "application/x-ndjson",
                   .body = server_sent ? ": treatyd\n\n" : ""});
  responder.on_gone([weak = std::weak_ptr{follower}] {
    if (auto gone = weak.lock()) gone->left = true;
  });
  send_new(*follower);
  followers_.push_back(std::move(follower));
}

void Routes::send_new(Follower& follower) {
  for (;;) {
    const auto batch = store::load_events(world_.database, follower.query);
    if (batch.empty() || follower.left) return;
    for (const store::StoredEvent& event : batch) {
      const std::string line = json::serialize(event_answer(event));
      follower.responder.chunk(follower.server_sent_events
                                   ? "id: " + std::to_string(event.sequence) + "\ndata: " + line +
                                         "\n\n"
                                   : line + '\n');
      follower.query.after = event.sequence;
    }
  }
}

void Routes::publish() {
  followers_.remove_if([](const auto& follower) { return follower->left; });
  for (const auto& follower : followers_)
    send_new(*follower);
}

void Routes::close() {
  for (const auto& follower : followers_)
    follower->responder.end();
  followers_.clear();
}

void Routes::digest(const lib::ServerRequest& request, const lib::Responder& responder) {
  // A day stands for its beginning, so that issues from day to day neither overlap nor leave a gap.
  const auto instant = [&](const char* name) -> std::optional<treaty::Instant> {
    const std::string* text = request.query_field(name);
    const auto day = text == nullptr ? std::nullopt : treaty::Day::from_iso(*text);
    if (!day) return std::nullopt;
    return treaty::Instant{day->sys_days()} - std::chrono::seconds{1};
  };
  for (const char* name : {"since", "until"}) {
    if (request.query_field(name) != nullptr && !instant(name)) {
      return responder.send(
          lib::problem(400, std::string{name} + " must be a date such as 2026-12-31"));
    }
  }
  const std::string* wanted = request.query_field("format");
  const auto format = notify::digest_format_from_name(wanted == nullptr ? "text" : *wanted);
  if (!format) return responder.send(lib::problem(400, "format must be text, md, html or json"));
  responder.send({.content_type = "text/plain; charset=utf-8",
                  .body = world_.publisher.digest(instant("since"), instant("until"), *format)});
}

void Routes::evidence(const lib::ServerRequest& request, const lib::Responder& responder,
                      const std::string& sha256) {
  auto kept = store::load_evidence(world_.database, sha256);
  if (!kept) {
    return responder.send(
        lib::problem(404, "no document with the SHA-256 " + sha256 + " was kept"));
  }
  const std::string etag = '"' + kept->body_sha256 + '"';
  const std::string* known = request.headers.find("If-None-Match");
  lib::ServerResponse response{.content_type = "application/octet-stream"};
  response.headers.add("ETag", etag);
  // Where only the site's stamp differed from an earlier document, the earlier bytes are kept.
  response.headers.add("Treatyd-Body-SHA256", kept->body_sha256);
  response.headers.add("Treatyd-First-Seen", lib::rfc3339(kept->first_seen));
  if (known != nullptr && known->find(etag) != std::string::npos) {
    response.status = 304;
  } else {
    response.body = std::move(kept->body);
  }
  responder.send(std::move(response));
}

}  // namespace service
