#include <variant>

#include "daemon/answers.h"
#include "daemon/config/rule_text.h"
#include "treaty/clause.h"

namespace service {

namespace json = lib::json;

json::object Answers::proposed_rule(const std::string& number) {
  const treaty::Record& record = world_.desk.record(number);
  const auto read = treaty::rule_from_clause(number, record.title, record.entry_into_force.text);
  json::object answer{
      {"number", number}, {"toml", nullptr}, {"words", json::array{}}, {"why_not", nullptr}};
  if (const auto* refusal = std::get_if<treaty::ClauseNotRead>(&read)) {
    answer["why_not"] = record.first_reading ? refusal->why : "nothing has been read yet";
  } else {
    const auto& proposal = std::get<treaty::ProposedRule>(read);
    answer["toml"] = rule_text(proposal);
    for (const std::string& passage : proposal.words)
      answer["words"].as_array().emplace_back(passage);
  }
  add_freshness(answer, number);
  return answer;
}

}  // namespace service
