#include "notify/feed.h"

#include <fstream>
#include <string>
#include <vector>

#include "lib/json.h"
#include "notify/samples.h"
#include "support/catch.h"
#include "support/child.h"
#include "support/temp_folder.h"

using namespace tests;

namespace {

notify::Feed feed() {
  return {.name = "XVIII-16",
          .language = "en",
          .title = "UN Convention against Cybercrime",
          .author = "Treaty watch",
          .domain = "treatyd.example.org",
          .since = day("2026-01-01"),
          .self_url = "https://treatyd.example.org/XVIII-16.atom",
          .home_url = "https://treatyd.example.org/",
          .rights = "Only the depositary's record is authoritative.",
          .stale = {}};
}

/// As feedparser reads it.
lib::json::value parsed(const std::string& atom) {
  const tests::TempFolder folder;
  const std::string path = (folder.path() / "feed.atom").string();
  std::ofstream{path, std::ios::binary} << atom;
  Child reader{{"/usr/bin/python3", "-B", TREATYD_SOURCE_DIR "/tests/notify/read_feed.py", path}};
  return lib::json::parse(reader.line());
}

std::vector<treaty::Event> history() {
  std::vector<treaty::Event> events = {deposit("FRA", "France", 3)};
  events.push_back(told(treaty::EventKind::source_broken, "x", "Broken", "Broken."));
  events.push_back(told(treaty::EventKind::fact_corrected, "FRA", "Corrected", "It was wrong."));
  events.back().corrects = events.front().id;
  events.back().first_seen = instant("2026-11-05");
  return events;
}

}  // namespace

TEST_CASE("an Atom feed is read back by an independent parser, newest first", "[feed]") {
  const lib::json::value atom = parsed(notify::atom_feed(feed(), history()));
  CHECK_FALSE(atom.at("bozo").as_bool());
  CHECK(atom.at("version") == "atom10");
  CHECK(atom.at("id") == "tag:treatyd.example.org,2026-01-01:feed/XVIII-16");
  CHECK(atom.at("updated") == "2026-11-05T09:00:00Z");
  CHECK(atom.at("links").at("self") == "https://treatyd.example.org/XVIII-16.atom");
  const auto& entries = atom.at("entries").as_array();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].at("title") == "Corrected");
  CHECK(entries[0].at("answers") == entries[1].at("id"));
  CHECK(entries[1].at("id") == "tag:treatyd.example.org,2026-01-01:event/XVIII-16.deposit.FRA");
  CHECK(entries[1].at("answers").is_null());
  CHECK(entries[1].at("updated") == "2026-11-03T09:00:00Z");
  CHECK(entries[1].at("terms") == lib::json::parse(R"(["deposit","XVIII-16","FRA"])"));
  CHECK(entries[1].at("link") ==
        "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-16");
}

TEST_CASE("a JSON feed has the same ids and carries the events", "[feed]") {
  const auto json = lib::json::parse(notify::json_feed(feed(), history()));
  CHECK(json.at("version") == "https://jsonfeed.org/version/1.1");
  CHECK(json.at("feed_url").as_string() == feed().self_url);
  const auto& items = json.at("items").as_array();
  REQUIRE(items.size() == 2);
  CHECK(items[1].at("id").as_string() == notify::event_tag(feed(), history().front().id));
  CHECK(items[1].at("_treatyd").at("participant").at("name") == "France");
  CHECK(items[0].at("_treatyd").at("corrects").as_string() == history().front().id);
}

TEST_CASE("a stale feed says so and keeps its date", "[feed]") {
  notify::Feed stale = feed();
  stale.stale = "The depositary's record could not be checked since yesterday.";
  const std::string atom = notify::atom_feed(stale, history());
  CHECK(atom.find("could not be checked since yesterday") != std::string::npos);
  CHECK(atom.find("<updated>2026-11-05T09:00:00Z</updated>") != std::string::npos);
  const auto json = lib::json::parse(notify::json_feed(stale, {}));
  CHECK(json.at("description").as_string().starts_with("The depositary's record could not"));
}

TEST_CASE("a feed without events is whole and dated", "[feed]") {
  const lib::json::value atom = parsed(notify::atom_feed(feed(), {}));
  CHECK_FALSE(atom.at("bozo").as_bool());
  CHECK(atom.at("updated") == "2026-01-01T00:00:00Z");
}

TEST_CASE("hostile names come out harmless in feeds", "[feed]") {
  const std::string hostile = "<script>]]>&\x01\r\n\xE2\x80\xAE\xFF" + std::string(400, 'W');
  std::vector<treaty::Event> events = {deposit("FRA", hostile.c_str(), 3)};
  events[0].url = "javascript:alert(1)";
  const std::string text = notify::atom_feed(feed(), events);
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("javascript") == std::string::npos);
  const lib::json::value atom = parsed(text);
  CHECK_FALSE(atom.at("bozo").as_bool());
  REQUIRE(atom.at("entries").as_array().size() == 1);
  const auto json = lib::json::parse(notify::json_feed(feed(), events));
  CHECK_FALSE(json.at("items").at(0).as_object().contains("url"));
}
