#include "store/header_json.h"

#include "lib/json.h"
#include "store/columns.h"

namespace store {
namespace {

namespace json = lib::json;

std::string text_of(const json::value& value) {
  return std::string{std::string_view{value.as_string()}};
}

json::value day_value(const std::optional<treaty::Day>& day) {
  return day ? json::value(day->iso()) : json::value(nullptr);
}

std::optional<treaty::Day> day_of(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  return known(treaty::Day::from_iso(text_of(value)), text_of(value));
}

json::value count_value(const std::optional<int>& count) {
  return count ? json::value(*count) : json::value(nullptr);
}

std::optional<int> count_of(const json::value& value) {
  if (value.is_null()) return std::nullopt;
  return static_cast<int>(value.as_int64());
}

json::object act_value(const treaty::Act& act) {
  json::array candidates;
  for (const treaty::ActKind kind : act.candidates)
    candidates.emplace_back(treaty::name_of(kind));
  return {{"kind", treaty::name_of(act.kind)},
          {"candidates", std::move(candidates)},
          {"date", act.date.iso()},
          {"withdrawn", act.withdrawn},
          {"column", act.column},
          {"raw", act.raw}};
}

treaty::ActKind kind_of(const json::value& value) {
  return known(treaty::act_kind_from_name(text_of(value)), text_of(value));
}

treaty::Act act_of(const json::object& object) {
  treaty::Act act{.kind = kind_of(object.at("kind")),
                  .date = day_of(object.at("date")).value(),
                  .withdrawn = object.at("withdrawn").as_bool(),
                  .column = static_cast<int>(object.at("column").as_int64()),
                  .raw = text_of(object.at("raw"))};
  for (const json::value& kind : object.at("candidates").as_array()) {
    act.candidates.push_back(kind_of(kind));
  }
  return act;
}

json::object predecessor_value(const treaty::Predecessor& predecessor) {
  json::array acts;
  for (const treaty::Act& act : predecessor.acts)
    acts.push_back(act_value(act));
  return {{"name", predecessor.name},
          {"id", predecessor.id ? json::value(predecessor.id->str()) : json::value(nullptr)},
          {"acts", std::move(acts)},
          {"sentence", predecessor.sentence}};
}

treaty::Predecessor predecessor_of(const json::object& object) {
  treaty::Predecessor predecessor;
  predecessor.name = text_of(object.at("name"));
  if (!object.at("id").is_null()) predecessor.id.emplace(text_of(object.at("id")));
  for (const json::value& act : object.at("acts").as_array()) {
    predecessor.acts.push_back(act_of(act.as_object()));
  }
  predecessor.sentence = text_of(object.at("sentence"));
  return predecessor;
}

}  // namespace

std::string header_text(const RecordHeader& header) {
  const treaty::EntryIntoForceText& eif = header.entry_into_force;
  json::array headings;
  for (const std::string& heading : header.headings)
    headings.emplace_back(heading);
  json::array predecessors;
  for (const auto& predecessor : header.predecessors) {
    predecessors.push_back(predecessor_value(predecessor));
  }
  const json::object object{
      {"title", header.title},
      {"entry_into_force",
       {{"text", eif.text},
        {"date", day_value(eif.date)},
        {"provisional", day_value(eif.provisional)},
        {"ended", eif.ended ? json::value(*eif.ended) : json::value(nullptr)}}},
      {"signatories", count_value(header.published.signatories)},
      {"parties", count_value(header.published.parties)},
      {"headings", std::move(headings)},
      {"predecessors", std::move(predecessors)}};
  return json::serialize(object);
}

RecordHeader header_from(const std::string& text) {
  const json::object object = json::parse(text, {}, {.allow_invalid_utf8 = true}).as_object();
  const json::object& eif = object.at("entry_into_force").as_object();
  RecordHeader header;
  header.title = text_of(object.at("title"));
  header.entry_into_force.text = text_of(eif.at("text"));
  header.entry_into_force.date = day_of(eif.at("date"));
  header.entry_into_force.provisional = day_of(eif.at("provisional"));
  if (!eif.at("ended").is_null()) header.entry_into_force.ended = text_of(eif.at("ended"));
  header.published.signatories = count_of(object.at("signatories"));
  header.published.parties = count_of(object.at("parties"));
  for (const json::value& heading : object.at("headings").as_array()) {
    header.headings.push_back(text_of(heading));
  }
  for (const json::value& predecessor : object.at("predecessors").as_array()) {
    header.predecessors.push_back(predecessor_of(predecessor.as_object()));
  }
  return header;
}

}  // namespace store
