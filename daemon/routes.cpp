#include "daemon/routes.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "daemon/config/nearest.h"
#include "daemon/resources.h"
#include "daemon/respond.h"
#include "lib/rfc3339.h"
#include "store/evidence.h"
#include "store/outbox.h"

namespace service {
namespace {

namespace json = lib::json;

std::optional<std::int64_t> integer(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value < 0) return std::nullopt;
  return value;
}

std::string not_tracked(const Routes::World& world, const std::string& number) {
  std::string sentence = "treaty " + number + " is not tracked; ";
  const auto nearest = nearest_of(number, world.settings.track);
  if (nearest) sentence += "did you mean " + *nearest + "? Else ";
  return sentence + "add it to `track` in the configuration";
}

bool accepts(const lib::ServerRequest& request, std::string_view type) {
  const std::string* accept = request.headers.find("Accept");
  return accept != nullptr && accept->find(type) != std::string::npos;
}

}  // namespace

void Routes::answer(const lib::ServerRequest& request, const lib::Responder& responder) {
  constexpr std::string_view kTreaties = "/v1/treaties/";
  constexpr std::string_view kEvidence = "/v1/evidence/";
  constexpr std::string_view kEvents = "/v1/events/";
  constexpr std::string_view kParticipants = "/v1/participants/";
  const std::string& path = request.path;
  if (path.starts_with("/s/")) return world_.sign_ups.serve(request, responder);
  if (request.method == "POST") return act(request, responder);
  if (request.method != "GET" && request.method != "HEAD") {
    return responder.send(wrong_method(request, allowed_methods(path)));
  }
  if (path == "/metrics") return metrics(request, responder);
  if (path.starts_with("/feeds/")) return feed(request, responder);
  if (path == "/v1/status") return send_json(request, responder, world_.answers.status());
  if (path == "/v1/treaties") return send_json(request, responder, world_.answers.treaties());
  if (path == "/v1/catalogue") {
    const std::string* search = request.query_field("search");
    return send_json(request, responder,
                     world_.answers.catalogue(search == nullptr ? "" : *search));
  }
  if (path == "/v1/holds") return send_json(request, responder, world_.answers.holds());
  if (path == "/v1/events") return events(request, responder);
  if (path.starts_with(kEvents) && path.find('/', kEvents.size()) == std::string::npos) {
    const std::string id = path.substr(kEvents.size());
    if (auto answer = world_.answers.event(id)) return send_json(request, responder, *answer);
    return responder.send(lib::problem(404, "there is no event " + id));
  }
  if (path == "/v1/digest") return digest(request, responder);
  if (path == "/v1/preview") return world_.sign_ups.preview(request, responder);
  if (path == "/v1/subscribers" || path.starts_with("/v1/subscribers/")) {
    return list_subscribers(request, responder);
  }
  if (path == "/v1/deliveries") return list_deliveries(request, responder);
  if (path.starts_with(kTreaties)) {
    return treaty(request, responder, path.substr(kTreaties.size()));
  }
  if (path.starts_with(kEvidence)) {
    return evidence(request, responder, path.substr(kEvidence.size()));
  }
  if (path.starts_with(kParticipants)) {
    return participant(request, responder, path.substr(kParticipants.size()));
  }
  responder.send(wrong_method(request, allowed_methods(path)));
}

void Routes::treaty(const lib::ServerRequest& request, const lib::Responder& responder,
                    const std::string& rest) {
  const std::size_t slash = rest.find('/');
  const std::string number = rest.substr(0, slash);
  const std::string part = slash == std::string::npos ? "" : rest.substr(slash + 1);
  if (!world_.desk.tracks(number)) {
    return responder.send(lib::problem(404, not_tracked(world_, number)));
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
  if (part == "history")
    return send_json(request, responder, world_.answers.history(number, as_of));
  if (part == "what-if") return what_if(request, responder, number);
  if (part == "chart") return chart(request, responder, number, as_of);
  if (part == "declarations") return declarations(request, responder, number, as_of);
  if (part == "proposed-rule") {
    return send_json(request, responder, world_.answers.proposed_rule(number));
  }
  responder.send(
      lib::problem(404,
                   "a treaty has participants, explain, history, declarations, chart, what-if and "
                   "proposed-rule, not " +
                       part));
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
  if (const std::string* treaty = request.query_field("treaty")) {
    query.treaty = *treaty;
    // One that was tracked once keeps its events.
    const bool known =
        world_.desk.tracks(*treaty) ||
        !store::load_events(world_.database, {.treaty = *treaty, .limit = 1}).empty();
    if (!known) return responder.send(lib::problem(404, not_tracked(world_, *treaty)));
  }
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

void Routes::list_deliveries(const lib::ServerRequest& request, const lib::Responder& responder) {
  if (!may_act(request.peer)) {
    return responder.send(lib::problem(403,
                                       "deliveries name people: they are for root and for the "
                                       "user that treatyd runs as"));
  }
  constexpr std::size_t kMostListed = 1000;
  store::DeliveryQuery query;
  if (const std::string* state = request.query_field("state")) {
    query.state = store::delivery_state_from_name(*state);
    query.limit = kMostListed;
    if (!query.state) {
      return responder.send(lib::problem(400, "state must be pending, claimed, sent or dead"));
    }
  }
  send_json(request, responder, world_.answers.deliveries(query));
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
  const auto language = world_.publisher.language_or_default(request.query_field("lang"));
  if (!language)
    return responder.send(lib::problem(400, "lang must be one of " + world_.publisher.languages()));
  const DigestForm form{*format, *language};
  if (const std::string* name = request.query_field("newsletter")) {
    return newsletter(request, responder, *name, instant("since"), form);
  }
  if (request.method == "POST") {
    return responder.send(lib::problem(400, "an issue is made for a newsletter=NAME"));
  }
  const auto since = instant("since");
  const auto until = instant("until");
  if (since && until && *since >= *until) {
    return responder.send(
        lib::problem(400,
                     "until must be a later day than since: it is the first day that the "
                     "issue does not tell"));
  }
  const Publisher::Printed printed = world_.publisher.digest(since, until, form);
  send_bytes(request, responder, "text/plain; charset=utf-8", printed.text, printed.stale);
}

void Routes::evidence(const lib::ServerRequest& request, const lib::Responder& responder,
                      const std::string& sha256) {
  auto kept = store::load_evidence(world_.database, sha256);
  if (!kept) {
    return responder.send(
        lib::problem(404, "no document with the SHA-256 " + sha256 + " was kept"));
  }
  const std::string etag = '"' + kept->body_sha256 + '"';
  lib::ServerResponse response{.content_type = "application/octet-stream"};
  response.headers.add("ETag", etag);
  // Where only the site's stamp differed from an earlier document, the earlier bytes are kept.
  response.headers.add("Treatyd-Body-SHA256", kept->body_sha256);
  response.headers.add("Treatyd-First-Seen", lib::rfc3339(kept->first_seen));
  if (is_known(request, etag)) {
    response.status = 304;
  } else {
    response.body = std::move(kept->body);
  }
  responder.send(std::move(response));
}

}  // namespace service
