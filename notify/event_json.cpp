#include "notify/event_json.h"

#include "lib/plain_text.h"
#include "lib/rfc3339.h"

namespace notify {
namespace {

constexpr std::size_t kText = 4000;

lib::json::value day_or_null(const std::optional<treaty::Day>& day) {
  if (!day) return nullptr;
  return lib::json::string{day->iso()};
}

// A line that is harmless wherever a receiver prints it.
lib::json::string text_of(std::string_view text) {
  return lib::json::string{lib::one_line(text, kText)};
}

lib::json::value text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return text_of(text);
}

}  // namespace

lib::json::object event_json(const treaty::Event& event) {
  lib::json::object json;
  json["id"] = event.id;
  json["kind"] = treaty::name_of(event.kind);
  json["treaty"] = text_or_null(event.treaty);
  json["participant"] = nullptr;
  if (event.participant) {
    lib::json::object participant;
    participant["id"] = event.participant->str();
    participant["name"] = text_of(event.participant_name);
    json["participant"] = std::move(participant);
  }
  json["act"] = event.act ? text_or_null(treaty::name_of(*event.act)) : lib::json::value();
  json["date"] = day_or_null(event.date);
  json["published"] =
      event.published ? text_or_null(lib::rfc3339(*event.published)) : lib::json::value();
  json["first_seen"] = lib::rfc3339(event.first_seen);
  json["count"] = event.count ? lib::json::value(*event.count) : lib::json::value();
  json["entry_into_force"] = day_or_null(event.entry_into_force);
  json["corrects"] = event.corrects ? text_or_null(*event.corrects) : lib::json::value();
  json["evidence"] = text_or_null(event.evidence);
  json["url"] = text_or_null(event.url);
  json["text"] = text_of(event.text);
  return json;
}

}  // namespace notify
