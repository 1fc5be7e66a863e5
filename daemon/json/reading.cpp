#include "daemon/json/reading.h"

#include <optional>
#include <vector>

namespace service {
namespace {

namespace json = lib::json;

json::value or_null(const std::optional<int>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}
json::value or_null(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}
json::value or_null(const std::optional<treaty::Day>& day) {
  return day ? json::value(day->iso()) : json::value(nullptr);
}
json::value or_null(const std::optional<treaty::ParticipantId>& id) {
  return id ? json::value(id->str()) : json::value(nullptr);
}

json::array strings(const std::vector<std::string>& texts) {
  json::array array;
  for (const std::string& text : texts)
    array.emplace_back(text);
  return array;
}

template <typename T>
json::array each(const std::vector<T>& items, json::object (*to_json)(const T&)) {
  json::array array;
  for (const T& item : items)
    array.emplace_back(to_json(item));
  return array;
}

json::object totals(const treaty::Totals& totals) {
  return {{"signatories", or_null(totals.signatories)}, {"parties", or_null(totals.parties)}};
}

json::object entry_into_force(const treaty::EntryIntoForceText& eif) {
  return {{"text", eif.text},
          {"date", or_null(eif.date)},
          {"provisional", or_null(eif.provisional)},
          {"ended", or_null(eif.ended)}};
}

json::object participant(const treaty::ReadParticipant& one) {
  return {{"name", one.name},
          {"id", or_null(one.id)},
          {"marks", strings(one.marks)},
          {"acts", each(one.acts, act_to_json)}};
}

json::object predecessor(const treaty::Predecessor& one) {
  return {{"name", one.name},
          {"id", or_null(one.id)},
          {"acts", each(one.acts, act_to_json)},
          {"sentence", one.sentence}};
}

json::object annex(const treaty::Annex& one) {
  return {{"title", one.title}, {"text", one.text}};
}

json::object declaration(const treaty::Declaration& one) {
  return {{"section", one.section}, {"participant", one.participant},
          {"id", or_null(one.id)},  {"heading", one.heading},
          {"text", one.text},       {"articles", strings(one.articles)}};
}

json::object footnote(const treaty::Footnote& one) {
  return {{"mark", one.mark}, {"text", one.text}, {"notifications", strings(one.notifications)}};
}

}  // namespace

json::object act_to_json(const treaty::Act& act) {
  json::object object{{"kind", treaty::name_of(act.kind)}};
  if (act.kind == treaty::ActKind::undetermined) {
    json::array candidates;
    for (const treaty::ActKind kind : act.candidates)
      candidates.emplace_back(treaty::name_of(kind));
    object["candidates"] = std::move(candidates);
  }
  object["date"] = act.date.iso();
  object["withdrawn"] = act.withdrawn;
  object["column"] = act.column;
  object["raw"] = act.raw;
  return object;
}

json::object problem_to_json(const treaty::Problem& problem) {
  return {{"code", problem.code}, {"where", problem.where}, {"text", problem.text}};
}

json::object fault_to_json(const feeds::ReadFault& fault) {
  return {{"code", fault.code}, {"where", fault.where}, {"text", fault.text}};
}

json::object reading_to_json(const treaty::Reading& reading) {
  return {{"form", reading.form == treaty::Form::html ? "html" : "xml"},
          {"number", reading.number},
          {"title", reading.title},
          {"concluded", reading.concluded},
          {"as_at", or_null(reading.as_at)},
          {"entry_into_force", entry_into_force(reading.entry_into_force)},
          {"published", totals(reading.published)},
          {"counted", totals(reading.counted)},
          {"headings", strings(reading.headings)},
          {"participants", each(reading.participants, participant)},
          {"predecessors", each(reading.predecessors, predecessor)},
          {"annexes", each(reading.annexes, annex)},
          {"declarations", each(reading.declarations, declaration)},
          {"footnotes", each(reading.footnotes, footnote)},
          {"repairs", reading.repairs},
          {"problems", each(reading.problems, problem_to_json)}};
}

}  // namespace service
