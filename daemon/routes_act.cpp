#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

#include "daemon/resources.h"
#include "daemon/respond.h"
#include "daemon/routes.h"
#include "lib/format.h"
#include "lib/log.h"
#include "store/events.h"
#include "treaty/check.h"
#include "treaty/retraction.h"

// The part of the routes that acts: POST, for root and for the user that treatyd runs as.

namespace service {
namespace {

namespace json = lib::json;

// {"reason": "…", "as": "FRA"}; empty when there is none.
std::string field_of(const lib::ServerRequest& request, std::string_view key) {
  boost::system::error_code error;
  const json::value body = json::parse(request.body, error);
  const json::object* object = error ? nullptr : body.if_object();
  const json::value* field = object == nullptr ? nullptr : object->if_contains(key);
  if (field == nullptr || !field->is_string()) return {};
  return std::string{std::string_view{field->as_string()}};
}

}  // namespace

bool may_act(const lib::Peer& peer) {
  return peer.uid == 0 || peer.uid == ::geteuid();
}

void Routes::act(const lib::ServerRequest& request, const lib::Responder& responder) {
  if (!may_act(request.peer)) {
    return responder.send(lib::problem(
        403, "polling and deciding are for root and for the user that treatyd runs as"));
  }
  lib::log_info(fmt::format("user {} asks for POST {}", request.peer.uid, request.path));
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
  constexpr std::string_view kSubscribers = "/v1/subscribers/";
  if (path == "/v1/subscriptions") return world_.sign_ups.create(request, responder);
  if (path == "/v1/inbox") return world_.sign_ups.answer_mail(request, responder);
  if (path.starts_with(kSubscribers)) {
    return change_subscriber(request.path.substr(kSubscribers.size()), responder);
  }
  if (path == "/v1/poll") return poll(request, responder);
  if (path == "/v1/digest") return digest(request, responder);
  if (const auto which = between(kHolds, "/approve")) {
    return decide(request, responder, *which, store::Verb::approve);
  }
  if (const auto which = between(kHolds, "/reject")) {
    return decide(request, responder, *which, store::Verb::reject);
  }
  if (const auto which = between("/v1/deliveries/", "/retry")) {
    return retry_deliveries(*which, responder);
  }
  if (const auto event = between(kEvents, "/retract")) return retract(request, responder, *event);
  responder.send(wrong_method(request, allowed_methods(path)));
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
  const std::string reason = field_of(request, "reason");
  const std::string meant = field_of(request, "as");
  const auto names = [](const WaitingClaim& claim) {
    return treaty::name_in_claim(claim.hold.claims).has_value();
  };
  if (verb == store::Verb::approve && !meant.empty()) {
    if (claims.size() != 1) {
      return responder.send(
          lib::problem(400, "\"as\" tells one name: give the number of its claim"));
    }
    if (const auto why = world_.people.tell_name(claims.front(), meant, reason, request.peer.uid)) {
      return responder.send(lib::problem(400, *why));
    }
  } else if (verb == store::Verb::approve && std::any_of(claims.begin(), claims.end(), names)) {
    return responder.send(lib::problem(
        400,
        "a name that nobody knows cannot be believed; say whose it is: treatyctl approve ID "
        "--as FRA, one claim at a time"));
  } else {
    world_.people.decide(claims, verb, reason, request.peer.uid);
  }
  std::set<std::string> numbers;
  for (const WaitingClaim& claim : claims)
    numbers.insert(claim.hold.treaty);
  // What was approved is believed by the look that shows it: let it be this one.
  poll_and_answer({numbers.begin(), numbers.end()}, responder);
}

void Routes::retract(const lib::ServerRequest& request, const lib::Responder& responder,
                     const std::string& event_id) {
  const std::string reason = field_of(request, "reason");
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
  if (const auto event = store::find_event(world_.database, event_id)) {
    world_.publisher.publish(event->event.treaty);
    world_.publisher.settle(false);
  }
  world_.when_delivered([this, responder, event_id] {
    json::object answer = world_.answers.treaties();
    answer["retracted"] = event_id;
    const auto told = store::find_event(world_.database, treaty::retraction_id(event_id));
    answer["headline"] = told ? json::value(told->event.headline) : json::value(nullptr);
    responder.send({.body = json::serialize(answer) + '\n'});
  });
}

}  // namespace service
