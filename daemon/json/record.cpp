#include "daemon/json/record.h"

#include <string>
#include <utility>

#include "lib/rfc3339.h"

namespace service {

namespace json = lib::json;

json::value day_or_null(const std::optional<treaty::Day>& day) {
  return day ? json::value(day->iso()) : json::value(nullptr);
}

json::value instant_or_null(const std::optional<treaty::Instant>& instant) {
  return instant ? json::value(lib::rfc3339(*instant)) : json::value(nullptr);
}

json::object fact_json(const treaty::Fact& fact) {
  json::object answer;
  answer["participant"] = fact.participant.str();
  answer["name"] = fact.name;
  answer["act"] = treaty::name_of(fact.act.kind);
  answer["date"] = fact.act.date.iso();
  answer["withdrawn"] = fact.act.withdrawn;
  answer["first_seen"] = lib::rfc3339(fact.first_seen);
  answer["last_confirmed"] = lib::rfc3339(fact.last_confirmed);
  answer["superseded"] = instant_or_null(fact.superseded);
  answer["evidence"] = fact.evidence;
  return answer;
}

json::object declaration_json(const treaty::HeldDeclaration& held) {
  const treaty::Declaration& declaration = held.declaration;
  json::array articles;
  for (const std::string& article : declaration.articles)
    articles.emplace_back(article);
  return {
      {"section", declaration.section},
      {"participant", declaration.id ? json::value(declaration.id->str()) : json::value(nullptr)},
      {"name", declaration.participant},
      {"heading", declaration.heading},
      {"text", declaration.text},
      {"articles", std::move(articles)},
      {"first_seen", lib::rfc3339(held.first_seen)},
      {"evidence", held.evidence}};
}

}  // namespace service
