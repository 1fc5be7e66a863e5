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
  notify::SiteTreaty entry{context_at(2), {deposit("FRA", "France", 2)}, instant("2026-01-01")};
  entry.context.assessment = with_rows();
  entry.context.register_url = "https://treaties.un.org/x?a=1&b=2";
  return {.title = "Treaty watch",
          .author = "",
          .domain = "treatyd.example.org",
          .since = day("2026-01-01"),
          .base_url = "https://treatyd.example.org",
          .treaties = {std::move(entry)},
          .meetings = {}};
}

Files pages(const notify::Site& site) {
  const notify::SitePages pages{TREATYD_SOURCE_DIR "/config/templates", "en"};
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
       {"<p class=\"big\">2 of 40</p>", "2 of 40 instruments; 38 more are needed.", "No date yet",
        "aria-label=\"Western European and other States: 1 of 2 States have deposited\"",
        "aria-label=\"Eastern European States: 0 of 1 States have deposited, 1 more have signed\"",
        "title=\"Austria: no act\"", "<th scope=\"row\">Qatar</th>",
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
      if (std::string{node.name()} != "link") continue;
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
  const std::string chart = notify::progress_chart(assessment, 760, 320);
  CHECK_FALSE(lib::parse_xml(chart).stop.has_value());
  CHECK(holds(chart, ">40 needed<"));
  CHECK(holds(chart, ">2 deposited<"));
  CHECK(holds(chart, ">3 signed<"));
  CHECK(holds(chart, ">computed: 31 January 2027<"));
  CHECK(notify::chart_in_words(with_rows()) ==
        "From 25 October 2025 to 2 November 2026: 3 signatures and 2 instruments that count, of 40 "
        "needed.");
  assessment.state = treaty::EifState::in_force;
  CHECK(holds(notify::progress_chart(assessment, 760, 320), ">in force 31 January 2027<"));
}

TEST_CASE("hostile names stay text on the pages", "[site]") {
  notify::Site hostile = site();
  const std::string name = "<script>alert(1)</script>\" onload=\"x\xFF" + std::string(400, 'W');
  hostile.treaties[0].context.assessment->participants[0].name = name;
  hostile.treaties[0].context.assessment->name = name;
  hostile.treaties[0].events[0].headline = name;
  hostile.title = name;
  for (const auto& [path, bytes] : pages(hostile)) {
    INFO(path);
    CHECK_FALSE(holds(bytes, "\xFF"));
    if (path.ends_with(".json") || path.ends_with(".csv") || path.ends_with(".ics")) continue;
    CHECK_FALSE(holds(bytes, "<script>"));
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
  CHECK(notify::publish(files, folder) == files.size());
  CHECK(notify::publish(files, folder) == 0);
  notify::Site later = site();
  later.treaties[0].context.last_good_check = instant("2026-11-04");
  const std::size_t changed = notify::publish(pages(later), folder);
  CHECK(changed >= 4);  // pages, badge, counter and the table of treaties carry the day
  CHECK(changed < files.size());
}
