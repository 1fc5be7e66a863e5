#include <algorithm>
#include <string>
#include <utility>

#include "daemon/answers.h"
#include "daemon/json/assessment.h"
#include "daemon/json/record.h"

// One participant across all that is tracked.

namespace service {
namespace {

namespace json = lib::json;

bool concerns(const treaty::Record& record, const treaty::ParticipantId& id) {
  return std::any_of(record.facts.begin(), record.facts.end(),
                     [&](const treaty::Fact& fact) { return fact.participant == id; }) ||
         std::any_of(record.declarations.begin(), record.declarations.end(),
                     [&](const treaty::HeldDeclaration& held) {
                       return held.declaration.id == id && !held.superseded;
                     });
}

json::array acts_of(const treaty::Record& record, const treaty::ParticipantId& id) {
  json::array acts;
  for (const treaty::Fact& fact : record.current()) {
    if (fact.participant == id) acts.push_back(fact_json(fact));
  }
  return acts;
}

json::array declarations_of(const treaty::Record& record, const treaty::ParticipantId& id) {
  json::array texts;
  for (const treaty::HeldDeclaration& held : record.declarations) {
    if (held.declaration.id == id && !held.superseded) texts.push_back(declaration_json(held));
  }
  return texts;
}

}  // namespace

json::object Answers::participant(const treaty::Participant& participant) {
  json::array treaties;
  for (const std::string& number : world_.settings.track) {
    const treaty::Record& record = world_.desk.record(number);
    if (!concerns(record, participant.id)) continue;
    const treaty::Assessment state = world_.desk.assess(number);
    const auto& all = state.participants;
    const auto standing = std::find_if(all.begin(), all.end(),
                                       [&](const auto& one) { return one.id == participant.id; });
    json::object entry{{"number", number},
                       {"name", state.name},
                       {"state", treaty::name_of(state.state)},
                       {"standing", standing == all.end() ? json::value(nullptr)
                                                          : json::value(standing_json(*standing))},
                       {"acts", acts_of(record, participant.id)},
                       {"declarations", declarations_of(record, participant.id)}};
    add_freshness(entry, number);
    entry.erase("as_of");  // one answer has one
    entry.erase("schema");
    treaties.push_back(std::move(entry));
  }
  json::object answer = freshness();
  answer["id"] = participant.id.str();
  answer["name"] = participant.name;
  answer["nature"] = treaty::name_of(participant.nature);
  answer["region"] =
      participant.region.empty() ? json::value(nullptr) : json::value(participant.region);
  answer["treaties"] = std::move(treaties);
  return answer;
}

}  // namespace service
