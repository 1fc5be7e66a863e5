#include "daemon/subscription_json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/config/nearest.h"
#include "lib/mime.h"
#include "lib/plain_text.h"
#include "lib/rfc3339.h"
#include "lib/zone.h"

namespace service {
namespace {

namespace json = lib::json;

constexpr std::array<std::string_view, 12> kFields = {
    "mail", "treaties", "participants", "groups",   "kinds",    "milestones_only",
    "when", "hour",     "zone",         "weekends", "language", "why"};
constexpr std::size_t kMostItems = 200;
constexpr std::size_t kLongestNote = 300;

/// Reads fields and keeps the first mistake.
class Fields {
 public:
  explicit Fields(const json::object& object) : object_{object} {
    for (const auto& [key, value] : object) {
      const std::string_view name = key;
      if (std::find(kFields.begin(), kFields.end(), name) != kFields.end()) continue;
      const auto nearest = nearest_of(name, kFields);
      wrong("unknown field " + std::string{name} +
            (nearest ? "; did you mean " + *nearest + "?" : ""));
    }
  }

  void wrong(std::string sentence) {
    if (mistake_.empty()) mistake_ = std::move(sentence);
  }
  [[nodiscard]] const std::string& mistake() const { return mistake_; }

  std::optional<std::string> text(std::string_view key) {
    const json::value* value = object_.if_contains(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (value->is_string()) return std::string{std::string_view{value->as_string()}};
    wrong(std::string{key} + " must be text");
    return std::nullopt;
  }
  std::optional<bool> truth(std::string_view key) {
    const json::value* value = object_.if_contains(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (value->is_bool()) return value->as_bool();
    wrong(std::string{key} + " must be true or false");
    return std::nullopt;
  }
  std::optional<std::int64_t> integer(std::string_view key) {
    const json::value* value = object_.if_contains(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    if (value->is_int64()) return value->as_int64();
    wrong(std::string{key} + " must be a whole number");
    return std::nullopt;
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> items;
    const json::value* value = object_.if_contains(key);
    if (value == nullptr || value->is_null()) return items;
    const json::array* array = value->if_array();
    if (array == nullptr || array->size() > kMostItems) {
      wrong(std::string{key} + " must be a list of at most 200");
      return items;
    }
    for (const json::value& item : *array) {
      if (item.is_string()) {
        items.emplace_back(std::string_view{item.as_string()});
      } else {
        wrong(std::string{key} + " must be a list of texts");
      }
    }
    return items;
  }

 private:
  const json::object& object_;
  std::string mistake_;
};

std::string quoted(const std::string& text) {
  return '"' + lib::one_line(text, 60) + '"';
}

void read_filter(Fields& fields, const KnownNames& known, notify::Filter& filter) {
  filter.treaties = fields.texts("treaties");
  for (const std::string& number : filter.treaties) {
    if (!known.tracks(number)) fields.wrong("treaties: " + quoted(number) + " is not tracked here");
  }
  for (const std::string& name : fields.texts("participants")) {
    const treaty::Participant* found = known.participants.find(treaty::ParticipantId{name});
    if (found == nullptr) found = known.participants.find_by_name(name);
    if (found == nullptr) {
      fields.wrong("participants: no participant is known as " + quoted(name) +
                   "; use its id, such as FRA, or a name");
    } else {
      filter.participants.push_back({found->id, found->name});
    }
  }
  for (const std::string& name : fields.texts("groups")) {
    if (auto group = known.groups.find(name)) {
      filter.groups.push_back(std::move(group));
    } else {
      fields.wrong("groups: " + known.groups.no_such_group(lib::one_line(name, 60)));
    }
  }
  for (const std::string& name : fields.texts("kinds")) {
    const auto kind = treaty::event_kind_from_name(name);
    if (!kind || treaty::is_for_operator(*kind)) {
      fields.wrong("kinds: " + no_such_kind(name));
    } else {
      filter.kinds.push_back(*kind);
    }
  }
  filter.milestones_only = fields.truth("milestones_only").value_or(false);
}

void read_schedule(Fields& fields, notify::Schedule& schedule) {
  if (const auto when = fields.text("when")) {
    const auto known = notify::when_from_name(*when);
    if (!known) fields.wrong("when must be \"at once\", \"daily\", \"weekly\" or \"monthly\"");
    schedule.when = known.value_or(notify::When::at_once);
  }
  if (const auto hour = fields.integer("hour")) {
    if (*hour < 0 || *hour > 23) {
      fields.wrong("hour must be from 0 to 23");
    } else {
      schedule.hour = static_cast<unsigned>(*hour);
    }
  }
  if (const auto zone = fields.text("zone")) {
    if (!lib::Zone::exists(*zone)) {
      fields.wrong("zone: " + quoted(*zone) + " is no time zone; write it as \"Europe/Vienna\"");
    }
    schedule.zone = *zone;
  }
  schedule.weekends = fields.truth("weekends").value_or(true);
}

std::string read_language(Fields& fields, const KnownNames& known) {
  std::string wanted = fields.text("language").value_or(known.language);
  const auto& all = known.languages;
  if (all.empty() || std::find(all.begin(), all.end(), wanted) != all.end()) {
    return wanted;
  }
  std::string listed;
  for (const std::string& code : all)
    listed += (listed.empty() ? "" : ", ") + code;
  fields.wrong("language: there are no words in " + quoted(wanted) + ". There are: " + listed);
  return known.language;
}

}  // namespace

lib::expected<notify::Subscriber, std::string> subscriber_from_json(const json::object& object,
                                                                    const KnownNames& known) {
  Fields fields{object};
  notify::Subscriber subscriber;
  const auto mail = fields.text("mail");
  if (!mail || !lib::is_mail_address(*mail)) {
    fields.wrong(mail ? "mail: " + quoted(*mail) + " is no mail address"
                      : "mail is missing: the address to be told at");
  }
  subscriber.target = notify::MailTarget{mail.value_or(""), {}};
  read_filter(fields, known, subscriber.filter);
  read_schedule(fields, subscriber.schedule);
  subscriber.language = read_language(fields, known);
  subscriber.note = lib::one_line(fields.text("why").value_or(""), kLongestNote);
  if (!fields.mistake().empty()) return lib::make_unexpected(fields.mistake());
  return subscriber;
}

json::object subscriber_json(const notify::Subscriber& subscriber) {
  const notify::Filter& filter = subscriber.filter;
  json::array treaties(filter.treaties.begin(), filter.treaties.end());
  json::array participants;
  for (const treaty::Named& one : filter.participants)
    participants.emplace_back(one.id.value().str());
  json::array groups;
  for (const auto& group : filter.groups)
    groups.emplace_back(group->name);
  json::array kinds;
  for (const treaty::EventKind kind : filter.kinds)
    kinds.emplace_back(treaty::name_of(kind));
  return {{"treaties", std::move(treaties)},
          {"participants", std::move(participants)},
          {"groups", std::move(groups)},
          {"kinds", std::move(kinds)},
          {"milestones_only", filter.milestones_only},
          {"when", notify::name_of(subscriber.schedule.when)},
          {"hour", subscriber.schedule.hour},
          {"zone", subscriber.schedule.zone},
          {"weekends", subscriber.schedule.weekends},
          {"language", subscriber.language},
          {"why", subscriber.note}};
}

json::object preview_json(const notify::Preview& preview, const notify::Templates& words) {
  const auto& since = preview.watching_since;
  return {{"days", preview.days},
          {"notices", preview.notices},
          {"events", preview.events},
          {"watching_since", since ? json::value(lib::rfc3339(*since)) : json::value(nullptr)},
          {"sentence", words.preview(preview)}};
}

}  // namespace service
