#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/config/nearest.h"
#include "daemon/metrics.h"
#include "daemon/respond.h"
#include "daemon/routes.h"

// What other programs take away: feeds, numbers for monitoring, a participant's acts.

namespace service {

void Routes::participant(const lib::ServerRequest& request, const lib::Responder& responder,
                         const std::string& asked) {
  const treaty::Participants& known = world_.desk.participants();
  std::string id = asked;  // "fra" is FRA; names are found in any case too
  for (char& c : id)
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const treaty::Participant* found = known.find(treaty::ParticipantId{id});
  if (found == nullptr) found = known.find_by_name(asked);
  if (found != nullptr) {
    return send_json(request, responder, world_.answers.participant(*found));
  }
  std::string sentence = "no participant is known as \"" + asked + "\"; ";
  const auto names = known.nearest_names(asked, 1);
  std::vector<std::string> ids;
  for (const treaty::Participant& one : known.all())
    ids.push_back(one.id.str());
  constexpr std::size_t kIdLength = 3;
  const auto near = id.size() <= kIdLength ? nearest_of(id, ids) : std::nullopt;
  if (near) {
    sentence += "did you mean " + *near + "? ";
  } else if (!names.empty()) {
    sentence += "did you mean \"" + names.front() + "\"? ";
  }
  responder.send(lib::problem(404, sentence + "Use its id, such as FRA, or a name"));
}

void Routes::feed(const lib::ServerRequest& request, const lib::Responder& responder) {
  constexpr std::string_view kFeeds = "/feeds/";
  auto file = feeds_.find(request.path.substr(kFeeds.size()));
  if (file) {
    return send_bytes(request, responder, std::move(file->content_type), std::move(file->bytes));
  }
  responder.send(lib::problem(
      404, "there is no feed " + request.path +
               "; there are /feeds/events, milestones, NUMBER, NUMBER/milestones, kinds/KIND and "
               "participants/ID, each as .atom and .json, and /feeds/calendar.ics"));
}

void Routes::metrics(const lib::ServerRequest& request, const lib::Responder& responder) {
  constexpr std::string_view kOpenMetrics = "application/openmetrics-text";
  const std::string* accept = request.headers.find("Accept");
  const bool open = accept != nullptr && accept->find(kOpenMetrics) != std::string::npos;
  const Answers::World world{world_.desk, world_.database, world_.clock, world_.settings};
  lib::ServerResponse response;
  response.content_type = open ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                               : "text/plain; version=0.0.4; charset=utf-8";
  response.body = service::metrics(world, open ? MetricsForm::open_metrics : MetricsForm::text);
  response.headers.add("Cache-Control", "no-store");
  responder.send(std::move(response));
}

}  // namespace service
