#include "store/particulars_json.h"

#include "lib/json.h"
#include "store/columns.h"

namespace store {
namespace {

namespace json = lib::json;

std::string text_of(const json::value& value) {
  return std::string{std::string_view{value.as_string()}};
}

json::value value_of(bool flag) {
  return flag;
}
json::value value_of(int number) {
  return number;
}
json::value value_of(const treaty::Day& day) {
  return {{"day", day.iso()}};
}
json::value value_of(treaty::ActKind kind) {
  return {{"act", treaty::name_of(kind)}};
}
json::value value_of(const treaty::Word& word) {
  return {{"word", word.text}};
}
json::value value_of(const treaty::English& words) {
  return {{"english", words.text}};
}
json::value value_of(const std::vector<treaty::Named>& participants) {
  json::array names;
  for (const treaty::Named& one : participants) {
    json::object name;
    name["id"] = one.id ? json::value(one.id->str()) : json::value(nullptr);
    name["name"] = one.name;
    names.push_back(std::move(name));
  }
  json::object value;
  value["participants"] = std::move(names);
  return value;
}

std::vector<treaty::Named> participants_of(const json::array& names) {
  std::vector<treaty::Named> participants;
  for (const json::value& name : names) {
    treaty::Named one;
    if (!name.at("id").is_null()) one.id.emplace(text_of(name.at("id")));
    one.name = text_of(name.at("name"));
    participants.push_back(std::move(one));
  }
  return participants;
}

treaty::Particular particular_of(const json::value& value) {
  if (value.is_bool()) return value.as_bool();
  if (value.is_int64()) return static_cast<int>(value.as_int64());
  const auto& member = *value.as_object().begin();
  const std::string what{std::string_view{member.key()}};
  if (what == "participants") return participants_of(member.value().as_array());
  const std::string text = text_of(member.value());
  if (what == "day") return known(treaty::Day::from_iso(text), text);
  if (what == "act") return known(treaty::act_kind_from_name(text), text);
  if (what == "word") return treaty::Word{text};
  if (what == "english") return treaty::English{text};
  return known(std::optional<treaty::Particular>{}, what);
}

}  // namespace

std::string particulars_text(const treaty::Particulars& particulars) {
  json::object object;
  for (const auto& [name, particular] : particulars) {
    object[name] = std::visit([](const auto& value) { return value_of(value); }, particular);
  }
  return json::serialize(object);
}

treaty::Particulars particulars_from(const std::string& text) {
  treaty::Particulars particulars;
  const json::object object = json::parse(text, {}, {.allow_invalid_utf8 = true}).as_object();
  for (const auto& member : object) {
    particulars.emplace(std::string{std::string_view{member.key()}}, particular_of(member.value()));
  }
  return particulars;
}

}  // namespace store
