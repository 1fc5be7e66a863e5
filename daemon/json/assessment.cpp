#include "daemon/json/assessment.h"

#include <optional>
#include <string>
#include <vector>

#include "daemon/json/reading.h"
#include "treaty/wait.h"

namespace service {
namespace {

namespace json = lib::json;

json::value or_null(const std::optional<treaty::Day>& day) {
  return day ? json::value(day->iso()) : json::value(nullptr);
}

json::array strings(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts)
    array.emplace_back(text);
  return array;
}

json::object rule_json(const treaty::Rule& rule, int instruments) {
  const treaty::EntryRule& entry = rule.entry;
  json::array counts;
  for (const treaty::ActKind kind : entry.counts)
    counts.emplace_back(treaty::name_of(kind));
  json::array conditions;
  for (const treaty::Condition& condition : entry.conditions)
    conditions.emplace_back(condition.text);
  json::value later = nullptr;
  if (entry.later && entry.later->wait) later = treaty::words_of(*entry.later->wait);
  if (entry.later && entry.later->with_treaty) later = "with the treaty";
  return {{"instruments", instruments > 0 ? json::value(instruments) : json::value(nullptr)},
          {"wait", entry.wait ? json::value(treaty::words_of(*entry.wait)) : json::value(nullptr)},
          {"unit", treaty::name_of(entry.unit)},
          {"counts", std::move(counts)},
          {"successions", treaty::name_of(entry.successions)},
          {"organizations", treaty::name_of(entry.organizations)},
          {"later", std::move(later)},
          {"conditions", std::move(conditions)},
          {"article", entry.article},
          {"source", rule.source},
          {"verified", rule.is_verified(entry.article)},
          {"proposed", rule.proposed}};
}

json::object threshold_count(const treaty::ThresholdCount& count) {
  return {{"count", count.count}, {"day", or_null(count.day)}};
}

json::object threshold_json(const treaty::ThresholdStatus& threshold) {
  return {{"name", threshold.name},
          {"parties", threshold.parties},
          {"deposited", threshold_count(threshold.deposited)},
          {"states_parties", threshold_count(threshold.states_parties)},
          {"states_parties_with_organizations",
           threshold_count(threshold.states_parties_with_organizations)}};
}

}  // namespace

json::object standing_json(const treaty::Standing& standing) {
  json::object object{
      {"name", standing.name},
      {"id", standing.id ? json::value(standing.id->str()) : json::value(nullptr)},
      {"act", standing.act ? json::value(treaty::name_of(*standing.act)) : json::value(nullptr)},
      {"signed", or_null(standing.signed_on)},
      {"deposited", or_null(standing.deposited)},
      {"in_force", or_null(standing.in_force)},
      {"counted", standing.counted},
      {"withdrawn", standing.withdrawn}};
  if (!standing.why.empty()) object["why"] = standing.why;
  return object;
}

json::object assessment_json(const treaty::Assessment& assessment, const treaty::Rule* rule) {
  json::array participants;
  for (const treaty::Standing& standing : assessment.participants)
    participants.emplace_back(standing_json(standing));
  json::array thresholds;
  for (const treaty::ThresholdStatus& threshold : assessment.thresholds)
    thresholds.emplace_back(threshold_json(threshold));
  json::array deadlines;
  for (const treaty::DeadlineStatus& deadline : assessment.deadlines) {
    deadlines.emplace_back(json::object{{"name", deadline.name},
                                        {"date", deadline.date.iso()},
                                        {"days_left", deadline.left.count()}});
  }
  json::array problems;
  for (const treaty::Problem& problem : assessment.problems)
    problems.emplace_back(problem_to_json(problem));
  const auto& agree = assessment.agree;
  return {{"number", assessment.number},
          {"name", assessment.name},
          {"rule", rule != nullptr ? json::value(rule_json(*rule, assessment.instruments))
                                   : json::value(nullptr)},
          {"count", assessment.count},
          {"count_register", assessment.count_register},
          {"count_differences", strings(assessment.count_differences)},
          {"remaining", assessment.remaining},
          {"threshold_day", or_null(assessment.threshold_day)},
          {"threshold_participants", strings(assessment.threshold_participants)},
          {"entry_into_force", json::object{{"state", treaty::name_of(assessment.state)},
                                            {"computed", or_null(assessment.computed)},
                                            {"official", or_null(assessment.official)},
                                            {"agree", agree ? json::value(*agree) : nullptr}}},
          {"outcome", treaty::name_of(assessment.outcome)},
          {"participants", std::move(participants)},
          {"thresholds", std::move(thresholds)},
          {"deadlines", std::move(deadlines)},
          {"explanation", strings(assessment.explanation)},
          {"problems", std::move(problems)}};
}

}  // namespace service
