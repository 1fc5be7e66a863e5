#include "notify/badge.h"

#include <string>

#include "lib/xml.h"
#include "notify/samples.h"
#include "support/catch.h"

using namespace tests;
using treaty::EifState;

namespace {

notify::Badge badge(const treaty::Assessment& assessment, bool stale = false) {
  return notify::badge_of(assessment, site_words(), instant("2026-11-03"), stale);
}

}  // namespace

TEST_CASE("a badge tells the count until there is a date", "[badge]") {
  const notify::Badge counting = badge(play(3));
  CHECK(counting.value == "3 of 40");
  CHECK(counting.detail == "37 more are needed");
  CHECK(counting.as_of == "as of 3 November 2026");
  CHECK(counting.percent == 7);
  CHECK(badge(play(39)).detail == "1 more is needed");

  treaty::Assessment assessment = play(40);
  CHECK(badge(assessment).value == "in force on 31 Jan 2027 (computed)");
  assessment.official = day("2027-02-01");
  assessment.state = EifState::official;
  CHECK(badge(assessment).value == "in force on 1 Feb 2027");
  assessment.state = EifState::in_force;
  CHECK(badge(assessment).value == "in force");
  CHECK(badge(assessment).detail == "since 1 February 2027");
  assessment.state = EifState::contested;
  CHECK(badge(assessment).value == "date contested");
}

TEST_CASE("without a rule a badge tells the register's count", "[badge]") {
  treaty::Assessment assessment = play(3);
  assessment.has_rule = false;
  CHECK(badge(assessment).value == "4 Parties");
  CHECK_FALSE(badge(assessment).has_bar);
}

TEST_CASE("a stale badge is grey and carries the day of its figure", "[badge]") {
  const notify::Badge stale = badge(play(3), true);
  CHECK(stale.tone == notify::BadgeTone::stale);
  CHECK(stale.value == "3 of 40 · 3 Nov 2026");
  const std::string svg = notify::badge_svg(stale);
  CHECK(svg.find("#1f6fb2") == std::string::npos);
  CHECK(svg.find("#5c6670") != std::string::npos);
  CHECK(notify::badge_of(play(3), site_words(), {}, true).value == "3 of 40 · unchecked");
}

TEST_CASE("a badge loads nothing, runs nothing and names itself", "[badge]") {
  for (const std::string& svg :
       {notify::badge_svg(badge(play(3))), notify::counter_svg(badge(play(3)))}) {
    const auto parsed = lib::parse_xml(svg);
    CHECK_FALSE(parsed.stop.has_value());
    const auto root = parsed.document.child("svg");
    CHECK(std::string{root.child_value("title")} ==
          "UN Convention against Cybercrime: 3 of 40; 37 more are needed (as of 3 November 2026)");
    CHECK(std::string{root.attribute("role").value()} == "img");
    for (const char* forbidden : {"<script", "href", "<image", "@import", "http://w", "onload"}) {
      INFO(forbidden);
      CHECK(svg.find(forbidden, svg.find("viewBox")) == std::string::npos);
    }
  }
}

TEST_CASE("a hostile name stays text on a badge", "[badge]") {
  treaty::Assessment assessment = play(3);
  assessment.name = "</text><script>alert(1)</script>\x01\xFF" + std::string(400, 'W');
  for (const std::string& svg :
       {notify::badge_svg(badge(assessment)), notify::counter_svg(badge(assessment))}) {
    CHECK(svg.find("<script") == std::string::npos);
    CHECK_FALSE(lib::parse_xml(svg).stop.has_value());
  }
}
