#include <string>

#include "lib/plain_text.h"
#include "lib/rfc3339.h"
#include "lib/xml.h"
#include "notify/feed.h"

namespace notify {
namespace {

constexpr std::size_t kTitle = 200;
constexpr std::size_t kText = 4000;

void add(lib::XmlNode parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(text.c_str());
}

void add_link(lib::XmlNode parent, const char* relation, const std::string& url,
              const char* type = nullptr) {
  const std::string address = lib::web_address(url);
  if (address.empty()) return;
  auto link = parent.append_child("link");
  link.append_attribute("rel").set_value(relation);
  if (type != nullptr) link.append_attribute("type").set_value(type);
  link.append_attribute("href").set_value(address.c_str());
}

void add_category(lib::XmlNode parent, const char* scheme, const std::string& term,
                  const std::string& label = {}) {
  if (term.empty()) return;
  auto category = parent.append_child("category");
  category.append_attribute("scheme").set_value(scheme);
  category.append_attribute("term").set_value(term.c_str());
  if (!label.empty()) category.append_attribute("label").set_value(label.c_str());
}

void add_entry(lib::XmlNode root, const Feed& feed, const treaty::Event& event) {
  auto entry = root.append_child("entry");
  add(entry, "id", event_tag(feed, event.id));
  add(entry, "title", lib::one_line(event.headline.empty() ? event.text : event.headline, kTitle));
  add(entry, "updated", lib::rfc3339(event.first_seen));
  add(entry, "published", lib::rfc3339(event.first_seen));
  add_link(entry, "alternate", event.url, "text/html");
  if (event.corrects) {
    auto answer = entry.append_child("thr:in-reply-to");
    answer.append_attribute("ref").set_value(event_tag(feed, *event.corrects).c_str());
  }
  add_category(entry, "urn:treatyd:kind", std::string{treaty::name_of(event.kind)});
  add_category(entry, "urn:treatyd:treaty", event.treaty);
  if (event.participant) {
    add_category(entry, "urn:treatyd:participant", event.participant->str(),
                 lib::one_line(event.participant_name, kTitle));
  }
  auto content = entry.append_child("content");
  content.append_attribute("type").set_value("text");
  content.text().set(lib::one_line(event.text, kText).c_str());
}

}  // namespace

std::string atom_feed(const Feed& feed, std::span<const treaty::Event> events) {
  const auto entries = feed_entries(events);
  lib::XmlDocument document;
  auto root = document.append_child("feed");
  root.append_attribute("xmlns").set_value("http://www.w3.org/2005/Atom");
  root.append_attribute("xmlns:thr").set_value("http://purl.org/syndication/thread/1.0");
  root.append_attribute("xml:lang").set_value(feed.language.c_str());
  add(root, "id", feed_tag(feed));
  add(root, "title", lib::one_line(feed.title, kTitle));
  if (!feed.stale.empty()) add(root, "subtitle", feed.stale);
  const treaty::Instant updated =
      entries.empty() ? treaty::Instant{feed.since.sys_days()} : entries.front()->first_seen;
  add(root, "updated", lib::rfc3339(updated));
  auto author = root.append_child("author");
  add(author, "name", lib::one_line(feed.author, kTitle));
  add_link(root, "self", feed.self_url, "application/atom+xml");
  add_link(root, "alternate", feed.home_url, "text/html");
  add(root, "generator", "treatyd");
  if (!feed.rights.empty()) add(root, "rights", feed.rights);
  for (const treaty::Event* event : entries)
    add_entry(root, feed, *event);
  return lib::write_xml(document);
}

}  // namespace notify
