#include <string>
#include <utility>

#include "lib/json.h"
#include "lib/plain_text.h"
#include "lib/rfc3339.h"
#include "notify/event_json.h"
#include "notify/feed.h"

namespace notify {
namespace {

constexpr std::size_t kTitle = 200;
constexpr std::size_t kText = 4000;

void set_address(lib::json::object& json, const char* name, const std::string& url) {
  const std::string address = lib::web_address(url);
  if (!address.empty()) json[name] = address;
}

lib::json::object item_of(const Feed& feed, const treaty::Event& event) {
  lib::json::object item;
  item["id"] = event_tag(feed, event.id);
  set_address(item, "url", event.url);
  item["title"] = lib::one_line(event.headline.empty() ? event.text : event.headline, kTitle);
  item["content_text"] = lib::one_line(event.text, kText);
  item["date_published"] = lib::rfc3339(event.first_seen);
  lib::json::array tags;
  tags.emplace_back(treaty::name_of(event.kind));
  if (!event.treaty.empty()) tags.emplace_back(event.treaty);
  if (event.participant) tags.emplace_back(event.participant->str());
  item["tags"] = std::move(tags);
  item["_treatyd"] = event_json(event);
  return item;
}

}  // namespace

std::string json_feed(const Feed& feed, std::span<const treaty::Event> events) {
  lib::json::object json;
  json["version"] = "https://jsonfeed.org/version/1.1";
  json["title"] = lib::one_line(feed.title, kTitle);
  set_address(json, "home_page_url", feed.home_url);
  set_address(json, "feed_url", feed.self_url);
  if (!feed.stale.empty()) json["description"] = feed.stale;
  json["language"] = feed.language;
  lib::json::object author;
  author["name"] = lib::one_line(feed.author, kTitle);
  lib::json::array authors;
  authors.emplace_back(std::move(author));
  json["authors"] = std::move(authors);
  lib::json::array items;
  for (const treaty::Event* event : feed_entries(events))
    items.emplace_back(item_of(feed, *event));
  json["items"] = std::move(items);
  return lib::json::serialize(json);
}

}  // namespace notify
