#include "store/events.h"

#include "lib/json.h"
#include "lib/sha256.h"
#include "store/columns.h"
#include "store/particulars_json.h"

namespace store {
namespace {

namespace json = lib::json;

template <typename T, typename Text>
json::value or_null(const std::optional<T>& value, Text text) {
  return value ? json::value(text(*value)) : json::value(nullptr);
}

std::string iso(const treaty::Day& day) {
  return day.iso();
}

std::optional<std::string> text_at(const json::object& object, std::string_view key) {
  const json::value& value = object.at(key);
  if (value.is_null()) return std::nullopt;
  return std::string{std::string_view{value.as_string()}};
}

std::optional<treaty::Day> day_at(const json::object& object, std::string_view key) {
  const auto text = text_at(object, key);
  if (!text) return std::nullopt;
  return known(treaty::Day::from_iso(*text), *text);
}

std::optional<int> count_at(const json::object& object, std::string_view key) {
  const json::value& value = object.at(key);
  if (value.is_null()) return std::nullopt;
  return static_cast<int>(value.as_int64());
}

treaty::Instant instant_of(const json::value& value) {
  return treaty::Instant{std::chrono::seconds{value.as_int64()}};
}

treaty::Event event_from(const std::string& content) {
  // What was recorded is given back, so that one damaged letter cannot close the whole log.
  const json::object object = json::parse(content, {}, {.allow_invalid_utf8 = true}).as_object();
  treaty::Event event;
  event.id = text_at(object, "id").value();
  const auto kind = text_at(object, "kind").value();
  event.kind = known(treaty::event_kind_from_name(kind), kind);
  event.treaty = text_at(object, "treaty").value();
  if (const auto id = text_at(object, "participant")) event.participant.emplace(*id);
  event.participant_name = text_at(object, "participant_name").value();
  if (const auto act = text_at(object, "act")) {
    event.act = known(treaty::act_kind_from_name(*act), *act);
  }
  event.date = day_at(object, "date");
  if (const json::value& published = object.at("published"); !published.is_null()) {
    event.published = instant_of(published);
  }
  event.first_seen = instant_of(object.at("first_seen"));
  event.count = count_at(object, "count");
  event.count_needed = count_at(object, "count_needed");
  event.entry_into_force = day_at(object, "entry_into_force");
  event.corrects = text_at(object, "corrects");
  event.evidence = text_at(object, "evidence").value();
  event.url = text_at(object, "url").value();
  event.headline = text_at(object, "headline").value();
  event.text = text_at(object, "text").value();
  return event;
}

StoredEvent read_event(lib::Row& row) {
  StoredEvent stored;
  stored.sequence = row.take<std::int64_t>();
  stored.event = event_from(row.take<std::string>());
  stored.hash = row.take<std::string>();
  const auto particulars = row.take<std::optional<std::string>>();
  if (particulars) stored.event.particulars = particulars_from(*particulars);
  return stored;
}

// A row of the log as it lies in the database.
struct Link {
  std::int64_t sequence;
  std::string id;
  std::string treaty;
  std::optional<std::string> corrects;
  std::string content;
  std::string hash;
};

Link read_link(lib::Row& row) {
  return {row.take<std::int64_t>(), row.take<std::string>(),
          row.take<std::string>(),  row.take<std::optional<std::string>>(),
          row.take<std::string>(),  row.take<std::string>()};
}

// The columns by which events are found must say what the hashed content says.
bool fits(const Link& link) {
  const treaty::Event event = event_from(link.content);
  return event.id == link.id && event.treaty == link.treaty && event.corrects == link.corrects;
}

}  // namespace

std::string canonical_text(std::int64_t sequence, const treaty::Event& event) {
  json::object object;
  object["sequence"] = sequence;
  object["id"] = event.id;
  object["kind"] = treaty::name_of(event.kind);
  object["treaty"] = event.treaty;
  object["participant"] = or_null(event.participant, [](const auto& id) { return id.str(); });
  object["participant_name"] = event.participant_name;
  object["act"] =
      or_null(event.act, [](treaty::ActKind act) { return std::string{treaty::name_of(act)}; });
  object["date"] = or_null(event.date, iso);
  object["published"] =
      or_null(event.published, [](treaty::Instant instant) { return seconds(instant); });
  object["first_seen"] = seconds(event.first_seen);
  object["count"] = or_null(event.count, [](int count) { return count; });
  object["count_needed"] = or_null(event.count_needed, [](int count) { return count; });
  object["entry_into_force"] = or_null(event.entry_into_force, iso);
  object["corrects"] = or_null(event.corrects, [](const std::string& id) { return id; });
  object["evidence"] = event.evidence;
  object["url"] = event.url;
  object["headline"] = event.headline;
  object["text"] = event.text;
  return json::serialize(object);
}

std::vector<StoredEvent> load_events(Database& db, const EventQuery& query) {
  if (query.treaty.empty()) {
    return db.sql().all(
        "SELECT sequence, content, hash, particulars FROM told WHERE sequence > ? ORDER BY "
        "sequence LIMIT ?",
        read_event, query.after, query.limit);
  }
  return db.sql().all(
      "SELECT sequence, content, hash, particulars FROM told WHERE treaty = ? AND sequence > ? "
      "ORDER BY sequence LIMIT ?",
      read_event, query.treaty, query.after, query.limit);
}

std::vector<StoredEvent> latest_events(Database& db, std::string_view treaty, std::size_t limit) {
  if (treaty.empty()) {
    return db.sql().all(
        "SELECT sequence, content, hash, particulars FROM told ORDER BY sequence DESC LIMIT ?",
        read_event, limit);
  }
  return db.sql().all(
      "SELECT sequence, content, hash, particulars FROM told WHERE treaty = ? ORDER BY sequence "
      "DESC LIMIT ?",
      read_event, treaty, limit);
}

std::optional<StoredEvent> find_event(Database& db, std::string_view id) {
  return db.sql().first("SELECT sequence, content, hash, particulars FROM told WHERE id = ?",
                        read_event, id);
}

std::vector<StoredEvent> events_correcting(Database& db, std::string_view id) {
  return db.sql().all(
      "SELECT sequence, content, hash, particulars FROM told WHERE corrects = ? ORDER BY sequence",
      read_event, id);
}

std::int64_t last_sequence(Database& db) {
  return db.sql().value<std::int64_t>("SELECT coalesce(max(sequence), 0) FROM event").value();
}

std::int64_t last_sequence_until(Database& db, treaty::Instant when) {
  return db.sql()
      .value<std::int64_t>(
          "SELECT coalesce(max(sequence), 0) FROM event WHERE content ->> '$.first_seen' <= ?",
          seconds(when))
      .value();
}

ChainCheck verify_chain(Database& db) {
  ChainCheck check;
  std::int64_t last = 0;
  for (;;) {
    const auto links = db.sql().all(
        "SELECT sequence, id, treaty, corrects, content, hash FROM event WHERE sequence > ? "
        "ORDER BY sequence LIMIT 1000",
        read_link, last);
    if (links.empty()) return check;
    for (const Link& link : links) {
      if (link.sequence != last + 1) {
        check.broken_at = "event " + std::to_string(last + 1) + " is missing";
        return check;
      }
      if (lib::sha256_hex(check.head + '\n' + link.content) != link.hash || !fits(link)) {
        check.broken_at = "event " + std::to_string(link.sequence) + " (" + link.id +
                          ") is not what was recorded";
        return check;
      }
      check.head = link.hash;
      last = link.sequence;
      ++check.events;
    }
  }
}

}  // namespace store
