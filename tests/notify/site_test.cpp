#include "notify/site.h"

#include <filesystem>
#include <string>
#include <vector>

#include "lib/html.h"
#include "lib/xml.h"
#include "notify/chart.h"
#include "notify/samples.h"
#include "notify/site_view.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace tests;
using treaty::Participant;
using treaty::ParticipantId;

namespace {

using Files = std::map<std::string, std::string>;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

treaty::Participants groups() {
  const auto in = [](const char* id, const char* name, const char* region) {
    Participant participant = state(id, name);
    participant.region = region;
    return participant;
  };
  return treaty::Participants{{in("FRA", "France", "Western European and other States"),
                               in("AUT", "Austria", "Western European and other States"),
                               in("ALB", "Albania", "Eastern European States"),
                               in("QAT", "Qatar", "Asia-Pacific States")}};
}

treaty::Assessment with_rows(int count = 2) {
  treaty::Assessment assessment = play(count);
  assessment.participants = {
      {.name = "Qatar",
       .id = ParticipantId{"QAT"},
       .act = treaty::ActKind::ratification,
       .deposited = day("2026-05-04"),
       .signed_on = day("2025-10-25"),
       .counted = true},
      {.name = "France",
       .id = ParticipantId{"FRA"},
       .act = treaty::ActKind::acceptance,
       .deposited = day("2026-11-02"),
       .signed_on = day("2025-10-25"),
       .counted = true},
      {.name = "Albania", .id = ParticipantId{"ALB"}, .signed_on = day("2025-10-26")}};
  assessment.explanation = {"Article 65(1) asks for 40 instruments."};
  return assessment;
}

notify::Site site() {
  notify::SiteTreaty entry{context_at(2), {deposit("FRA", "France", 2)}, {}, instant("2026-01-01")};
  entry.context.assessment = with_rows();
  entry.context.register_url = "https://treaties.un.org/x?a=1&b=2";
  return {.title = "Treaty watch",
          .author = "",
          .domain = "treatyd.example.org",
          .since = day("2026-01-01"),
          .base_url = "https://treatyd.example.org",
          .editions = {{"en", "English"}, {"fr", "Français"}},
          .treaties = {std::move(entry)},
          .meetings = {}};
}

Files pages(notify::Site site, const std::string& language = "en") {
  const notify::SitePages pages{TREATYD_SOURCE_DIR "/config/templates", language};
  for (notify::SiteTreaty& entry : site.treaties)
    pages.tell(entry);
  Files files = pages.front_files(site, groups());
  for (const notify::SiteTreaty& entry : site.treaties)
    files.merge(pages.treaty_files(site, entry, groups()));
  return files;
}

}  // namespace

TEST_CASE("the site has pages, feeds, images and data under fixed names", "[site]") {
  const Files files = pages(site());
  for (const auto& [name, bytes] : files) {
    INFO(name);
    CHECK_FALSE(bytes.empty());
  }
  for (const char* name : {"index.html",
                           "style.css",
                           "page.js",
                           "icon.svg",
                           "calendar.ics",
                           "events.atom",
                           "events.json",
                           "milestones.atom",
                           "milestones.json",
                           "kinds/deposit.atom",
                           "kinds/eif.official.json",
                           "participants/QAT.atom",
                           "participants/FRA.json",
                           "feeds/index.html",
                           "data/treaties.csv",
                           "data/treaties.json",
                           "data/participants.csv",
                           "data/participants.json",
                           "data/events.csv",
                           "data/events.json",
                           "data/datapackage.json",
                           "XVIII-16/index.html",
                           "XVIII-16/badge.svg",
                           "XVIII-16/counter.svg",
                           "XVIII-16/chart.svg",
                           "XVIII-16/events.atom",
                           "XVIII-16/events.json",
                           "XVIII-16/milestones.atom",
                           "XVIII-16/milestones.json",
                           "XVIII-16/participants.csv",
                           "XVIII-16/participants.json",
                           "XVIII-16/datapackage.json"}) {
    INFO(name);
    CHECK(files.contains(name));
  }
  CHECK_FALSE(files.contains("kinds/source.broken.atom"));
  CHECK(pages(site()) == files);
  CHECK(holds(files.at("XVIII-16/events.atom"),
              "href=\"https://treatyd.example.org/XVIII-16/events.atom\""));
  CHECK_FALSE(holds(files.at("XVIII-16/milestones.atom"), "<entry>"));
}

TEST_CASE("the page of a treaty says how it stands, for whom and why", "[site]") {
  const std::string page = pages(site()).at("XVIII-16/index.html");
  for (const char* part :
       {"<p class=\"big\">2 of 40</p>",
        "38 more instruments are needed before the treaty can enter into force. No date yet",
        "aria-label=\"Western European and other States: 1 of 2 States have deposited\"",
        "aria-label=\"Eastern European States: 0 of 1 States have deposited, 1 more have signed\"",
        "title=\"Austria: No act\"", "<th scope=\"row\">Qatar</th>",
        "<td data-key=\"2026-05-04\">4 May 2026 <small>ratification</small></td>",
        "<span class=\"tag signed\">Signed</span>", "France deposited its instrument",
        "Article 65(1) asks for 40 instruments.", "href=\"https://treaties.un.org/x?a=1&amp;b=2\"",
        "Last checked: 3 November 2026, 09:00 UTC."}) {
    INFO(part);
    CHECK(holds(page, part));
  }
  CHECK_FALSE(holds(page, "Not up to date"));
  CHECK_FALSE(holds(page, "{{"));
}

TEST_CASE("a page asks nobody else for anything", "[site]") {
  const Files files = pages(site());
  for (const char* name : {"index.html", "XVIII-16/index.html"}) {
    auto page = lib::parse_html(files.at(name));
    REQUIRE(page.has_value());
    const lib::XmlNode root = page->document;
    for (auto node = root.first_child(); node; node = lib::next_in(node, root)) {
      const std::string source = node.attribute("src").value();
      CHECK(source.find(':') == std::string::npos);
      // What a page names its like in other languages by is an address, and not loaded.
      if (std::string{node.name()} != "link" || node.attribute("hreflang")) continue;
      CHECK(std::string{node.attribute("href").value()}.find(':') == std::string::npos);
    }
    CHECK(holds(files.at(name), "default-src 'none'"));
  }
  CHECK_FALSE(holds(files.at("style.css"), "url("));
  CHECK_FALSE(holds(files.at("page.js"), "fetch("));
}

TEST_CASE("an event is in the feeds of its treaty, participant and kind, under one id", "[site]") {
  const Files files = pages(site());
  const std::string id =
      "tag:treatyd.example.org,2026-01-01:event/" + deposit("FRA", "France", 2).id;
  for (const char* name : {"events", "XVIII-16/events", "participants/FRA", "kinds/deposit"}) {
    INFO(name);
    CHECK(holds(files.at(std::string{name} + ".atom"), "<id>" + id + "</id>"));
    CHECK(holds(files.at(std::string{name} + ".json"), id));
  }
  for (const char* name : {"milestones", "participants/QAT", "kinds/signature"})
    CHECK_FALSE(holds(files.at(std::string{name} + ".atom"), "<entry>"));
}

TEST_CASE("in another language every file but the data has its like, in a folder", "[site]") {
  const Files english = pages(site());
  const Files french = pages(site(), "fr");
  for (const auto& [path, bytes] : english) {
    INFO(path);
    const bool shared = path.starts_with("data/") || path == "style.css" || path == "page.js" ||
                        path == "icon.svg" || path.find("/participants.") != std::string::npos ||
                        path.ends_with("datapackage.json");
    CHECK(french.contains("fr/" + path) != shared);
  }
  for (const auto& [path, bytes] : french)
    CHECK(path.starts_with("fr/"));
  const std::string& page = french.at("fr/XVIII-16/index.html");
  for (const char* part :
       {"<html lang=\"fr\">", "2 sur 40", "Convention des Nations Unies contre la cybercriminalité",
        "href=\"../../style.css\"", "href=\"../../XVIII-16/participants.csv\"",
        "<a href=\"../../XVIII-16/index.html\" lang=\"en\" hreflang=\"en\">English</a>",
        "hreflang=\"fr\" href=\"https://treatyd.example.org/fr/XVIII-16/index.html\"",
        "<span lang=\"fr\" aria-current=\"true\">Français</span>", "Albanie",
        "<span lang=\"en\">Article 65(1) asks for 40 instruments.</span>",
        "Traduction non relue par un traducteur."}) {
    INFO(part);
    CHECK(holds(page, part));
  }
  CHECK(holds(english.at("XVIII-16/index.html"), "<a href=\"../fr/XVIII-16/index.html\""));
  CHECK(holds(english.at("index.html"), "<a href=\"fr/index.html\""));
}

TEST_CASE("an event has one id in every language, and a feed one of its own", "[site]") {
  const std::string english = pages(site()).at("XVIII-16/events.atom");
  const std::string french = pages(site(), "fr").at("fr/XVIII-16/events.atom");
  const std::string id =
      "<id>tag:treatyd.example.org,2026-01-01:event/" + deposit("FRA", "France", 2).id + "</id>";
  CHECK(holds(english, id));
  CHECK(holds(french, id));
  CHECK(holds(english, "<id>tag:treatyd.example.org,2026-01-01:feed/XVIII-16</id>"));
  CHECK(holds(french, "<id>tag:treatyd.example.org,2026-01-01:feed/fr/XVIII-16</id>"));
  CHECK(holds(french, "xml:lang=\"fr\""));
  CHECK(holds(french, "href=\"https://treatyd.example.org/fr/XVIII-16/events.atom\""));
}

TEST_CASE("what comes next is on the page: what is missing, deadlines, meetings, and no other's",
          "[site]") {
  notify::Site meeting = site();
  meeting.meetings = {{"XVIII-16", "Session on the rules", "Vienna", "https://example.org/s",
                       day("2026-11-10"), day("2026-11-12")},
                      {"XVIII-16", "It is over", "", "", day("2026-10-01"), day("2026-10-02")},
                      {"IV-4", "Of another treaty", "", "", day("2026-12-01"), day("2026-12-01")}};
  const std::string page = pages(meeting).at("XVIII-16/index.html");
  for (const char* part :
       {"38 more instruments", "follows from the rule (90 days)",
        "<p class=\"when\">10 to 12 November 2026 <span>in 8 days</span></p>",
        "<a href=\"https://example.org/s\">Session on the rules</a>", "<p>Vienna</p>",
        "31 December 2026 <span>in 59 days</span>", "<h3>Signature closes</h3>"}) {
    INFO(part);
    CHECK(holds(page, part));
  }
  CHECK_FALSE(holds(page, "It is over"));
  CHECK_FALSE(holds(page, "Of another treaty"));
}

TEST_CASE("of many treaties the index is a list by chapter, the closest on top", "[site]") {
  notify::Site many = site();
  for (int n = 1; n <= 20; ++n) {
    notify::SiteTreaty entry = many.treaties[0];
    entry.context.assessment = play(n);
    entry.context.assessment->number = "IV-" + std::to_string(n);
    entry.context.assessment->name = "Treaty of " + std::to_string(n);
    entry.events.clear();
    many.treaties.push_back(entry);
  }
  const std::string page = pages(many).at("index.html");
  CHECK_FALSE(holds(page, "class=\"card"));
  const std::size_t closest = page.find("Closest to entry into force");
  const std::size_t human_rights = page.find("<h2>IV. Human rights</h2>");
  REQUIRE(human_rights != std::string::npos);
  CHECK(closest < page.find("Treaty of 20"));
  CHECK(page.find("Treaty of 20") < human_rights);
  CHECK(page.find("XVIII. Penal matters") < human_rights);  // as they are tracked
  CHECK(holds(page, "data-state=\"on_the_way\""));
  CHECK(holds(page, "<option value=\"on_the_way\">On the way (21)</option>"));
}

TEST_CASE("a map shows how each State stands, in words too, and names no other land", "[site]") {
  notify::Site mapped = site();
  mapped.map = notify::WorldMap{.width = 100,
                                .height = 50,
                                .shapes = {{"FRA", "M0 0l9 0 0 9z"},
                                           {"AUT", "M20 0l9 0 0 9z"},
                                           {"XYZ", "M40 0l9 0 0 9z"},
                                           {"", "M60 0l9 0 0 9z"}},
                                .dots = {{"QAT", {5, 5}}, {"XYZ", {77, 77}}}};
  const std::string page = pages(mapped).at("XVIII-16/index.html");
  for (const char* part :
       {"<path class=\"map-deposited\" fill=\"url(#map-deposited)\" d=\"M0 0l9 0 0 "
        "9z\"><title>France: Deposited</title>",
        "<path class=\"map-none\" d=\"M20 0l9 0 0 9z\"><title>Austria: No act</title>",
        "<path class=\"map-land\" d=\"M40 0l9 0 0 9z\"/>",
        "<circle class=\"small map-deposited\" cx=\"5\" cy=\"5\" r=\"6\"><title>Qatar: Deposited",
        "<title id=\"map-title\">Map: who has joined</title>",
        "Parties: 0; deposited, not yet in force: 2; signed: 1."}) {
    INFO(part);
    CHECK(holds(page, part));
  }
  CHECK_FALSE(holds(page, "cx=\"77\""));
  CHECK(holds(page, "say nothing about the legal status"));
  CHECK_FALSE(holds(pages(site()).at("XVIII-16/index.html"), "say nothing about the legal status"));
}

TEST_CASE("a stale page says so on top, and its images turn grey", "[site]") {
  notify::Site stale = site();
  stale.treaties[0].stale = true;
  const Files files = pages(stale);
  const std::string& page = files.at("XVIII-16/index.html");
  CHECK(holds(page, "<body class=\"stale\">"));
  CHECK(page.find("Not up to date.") < page.find("<h1>"));
  CHECK(holds(files.at("index.html"), "Not up to date."));
  CHECK(holds(files.at("XVIII-16/badge.svg"), "#5c6670"));
  CHECK(holds(files.at("XVIII-16/events.atom"), "could not be checked since"));
}

TEST_CASE("a treaty without any act has a page all the same", "[site]") {
  notify::Site empty = site();
  empty.treaties[0].context.assessment = play(0);
  empty.treaties[0].events.clear();
  const Files files = pages(empty);
  CHECK_FALSE(files.contains("XVIII-16/chart.svg"));
  CHECK(holds(files.at("XVIII-16/index.html"), "0 of 40"));
  CHECK_FALSE(holds(files.at("XVIII-16/index.html"), "<table"));
}

TEST_CASE("the chart shows the way, the goal and the date, and says it in words", "[site]") {
  treaty::Assessment assessment = with_rows(40);
  const std::string chart = notify::progress_chart(assessment, site_words(), 760, 340);
  CHECK_FALSE(lib::parse_xml(chart).stop.has_value());
  CHECK(holds(chart, ">40 needed<"));
  CHECK(holds(chart, ">2 deposited<"));
  CHECK(holds(chart, ">3 signed<"));
  CHECK(holds(chart, ">computed: 31 January 2027<"));
  CHECK(notify::chart_in_words(with_rows(), site_words()) ==
        "From 25 October 2025 to 2 November 2026: 3 signatures and 2 instruments that count, of 40 "
        "needed.");
  assessment.state = treaty::EifState::in_force;
  CHECK(holds(notify::progress_chart(assessment, site_words(), 760, 340),
              ">in force 31 January 2027<"));
}

TEST_CASE("hostile names stay text on the pages", "[site]") {
  notify::Site hostile = site();
  const std::string name = "<script>alert(1)</script>\" onload=\"x\xFF" + std::string(400, 'W');
  hostile.treaties[0].context.assessment->participants[0].name = name;
  hostile.treaties[0].context.assessment->name = name;
  hostile.treaties[0].events[0].headline = name;
  hostile.title = name;
  hostile.meetings = {
      {"XVIII-16", name, name, "javascript:alert(1)", day("2026-12-01"), day("2026-12-02")}};
  hostile.map =
      notify::WorldMap{.width = 9, .height = 9, .shapes = {{"QAT", "M0 0l9 0 0 9z"}}, .dots = {}};
  Files files = pages(hostile);
  files.merge(pages(hostile, "fr"));
  files.merge(pages(hostile, "es"));
  for (const auto& [path, bytes] : files) {
    INFO(path);
    CHECK_FALSE(holds(bytes, "\xFF"));
    if (path.ends_with(".json") || path.ends_with(".csv") || path.ends_with(".ics")) continue;
    CHECK_FALSE(holds(bytes, "<script>"));
    CHECK_FALSE(holds(bytes, "javascript:"));
    if (path.ends_with(".html")) {
      CHECK_FALSE(holds(bytes, "\" onload"));
      continue;
    }
    const auto parsed = lib::parse_xml(bytes);
    CHECK_FALSE((parsed.stop.has_value() && !path.ends_with(".css") && !path.ends_with(".js")));
    for (auto node = parsed.document.first_child(); node;
         node = lib::next_in(node, parsed.document)) {
      CHECK_FALSE(node.attribute("onload"));
    }
  }
}

TEST_CASE("pages are published at once, and only those that changed", "[site]") {
  const tests::TempFolder home;
  const std::string folder = (home.path() / "site").string();
  const Files files = pages(site());
  CHECK(notify::publish(files, folder).size() == files.size());
  CHECK(notify::publish(files, folder).empty());
  notify::Site later = site();
  later.treaties[0].context.last_good_check = instant("2026-11-04");
  const std::size_t changed = notify::publish(pages(later), folder).size();
  CHECK(changed >= 4U);  // pages, badge, counter and the table of treaties carry the day
  CHECK(changed < files.size());
}
