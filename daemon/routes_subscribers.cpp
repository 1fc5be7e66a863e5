#include "daemon/respond.h"
#include "daemon/routes.h"

// The part of the routes about subscribers, for root and for the user that treatyd runs as.

namespace service {
namespace {

namespace json = lib::json;

lib::ServerResponse unknown(const std::string& name) {
  return lib::problem(404, "there is no subscriber " + name + "; treatyctl subscribers lists them");
}

}  // namespace

void Routes::list_subscribers(const lib::ServerRequest& request, const lib::Responder& responder) {
  constexpr std::string_view kOne = "/v1/subscribers/";
  if (!may_act(request.peer)) {
    return responder.send(lib::problem(403,
                                       "subscribers are people: they are for root and for the "
                                       "user that treatyd runs as"));
  }
  if (!request.path.starts_with(kOne)) {
    json::object answer = world_.answers.freshness();
    answer["subscribers"] = world_.subscribers.list();
    return send_json(request, responder, answer);
  }
  const std::string name = request.path.substr(kOne.size());
  auto one = world_.subscribers.exported(name);
  if (!one) return responder.send(unknown(name));
  for (auto& [key, value] : world_.answers.freshness())
    (*one)[key] = std::move(value);
  send_json(request, responder, *one);
}

void Routes::change_subscriber(const std::string& name_and_verb, const lib::Responder& responder) {
  const auto said = [this](const std::string& sentence) -> lib::ServerResponse {
    json::object answer = world_.answers.freshness();
    answer["sentence"] = sentence;
    return {.body = json::serialize(answer) + '\n'};
  };
  const std::size_t slash = name_and_verb.rfind('/');
  const std::string name = name_and_verb.substr(0, slash);
  const std::string verb = slash == std::string::npos ? "" : name_and_verb.substr(slash + 1);
  if (verb == "erase") {
    switch (world_.subscribers.erase(name)) {
      case Subscribers::Erasure::unknown: return responder.send(unknown(name));
      case Subscribers::Erasure::on_its_way:
        return responder.send(lib::problem(
            409, "a notice is on its way to " + name + " at this moment; try again in a minute"));
      case Subscribers::Erasure::in_configuration:
        return responder.send(said("What was recorded about " + name +
                                   " is erased; the entry in the configuration is yours to "
                                   "remove."));
      case Subscribers::Erasure::done:
        return responder.send(said("Everything about " + name + " is erased."));
    }
  }
  if (verb == "resume") {
    if (!world_.subscribers.find(name) && !world_.subscribers.exported(name)) {
      return responder.send(unknown(name));
    }
    const auto due = world_.subscribers.resume(name);
    if (!due) {
      return responder.send(lib::problem(409, name + " is neither suspended nor has left"));
    }
    return world_.when_delivered([name, due, responder, said] {
      responder.send(said(name + " is told again; " + std::to_string(*due) +
                          (*due == 1 ? " delivery" : " deliveries") +
                          " given up since were due again."));
    });
  }
  responder.send(lib::problem(405, "a subscriber takes POST …/erase and …/resume"));
}

}  // namespace service
