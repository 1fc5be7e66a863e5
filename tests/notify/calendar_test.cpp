#include "notify/calendar.h"

#include <fstream>
#include <string>
#include <vector>

#include "lib/json.h"
#include "notify/samples.h"
#include "support/catch.h"
#include "support/child.h"
#include "support/temp_folder.h"

using namespace tests;
using treaty::EventKind;

namespace {

lib::json::value parsed(const std::vector<notify::CalendarTreaty>& treaties,
                        const std::vector<notify::Meeting>& meetings = {},
                        const std::string& language = "en") {
  const tests::TempFolder folder;
  const std::string path = (folder.path() / "calendar.ics").string();
  notify::StateWords state_words{TREATYD_SOURCE_DIR "/config/templates/" + language};
  std::ofstream{path, std::ios::binary}
      << notify::calendar_of({"Treaties", "treatyd.example.org",
                              "https://treatyd.example.org/calendar.ics", instant("2026-01-01", 0)},
                             treaties, meetings, site_words(language), state_words);
  Child reader{
      {"/usr/bin/python3", "-B", TREATYD_SOURCE_DIR "/tests/notify/read_calendar.py", path}};
  return lib::json::parse(reader.line());
}

treaty::Event dated(EventKind kind, const char* date, const char* seen) {
  treaty::Event event = told(kind, date, "H", "T.");
  event.date = day(date);
  event.first_seen = instant(seen);
  return event;
}

notify::CalendarTreaty tracked(int count) {
  return {play(count), {}, instant("2026-01-01"), "https://example.org/?a=1&b=2"};
}

const lib::json::value& entry(const lib::json::value& calendar, const std::string& uid) {
  for (const auto& item : calendar.at("entries").as_array()) {
    if (item.at("uid").as_string() == uid + "@treatyd.example.org") return item;
  }
  FAIL("no entry " << uid);
  return calendar;
}

}  // namespace

TEST_CASE("before the number is reached only deadlines are in the calendar", "[calendar]") {
  const auto calendar = parsed({tracked(3)});
  CHECK(calendar.at("method") == "PUBLISH");
  CHECK(calendar.at("name") == "Treaties");
  CHECK(calendar.at("refresh") == "PT12H");
  CHECK(calendar.at("longest").as_int64() <= 75);
  CHECK(calendar.at("bare_line_ends") == 0);
  REQUIRE(calendar.at("entries").as_array().size() == 1);
  const auto& deadline = entry(calendar, "deadline.XVIII-16.signature-closes");
  CHECK(deadline.at("summary") == "UN Convention against Cybercrime: signature closes");
  CHECK(deadline.at("first") == "2026-12-31");
  CHECK(deadline.at("end") == "2027-01-01");
  CHECK(deadline.at("transparent").as_bool());
  CHECK(deadline.at("url") == "https://example.org/?a=1&b=2");
}

TEST_CASE("a computed date is tentative, an official one confirmed, under one UID", "[calendar]") {
  notify::CalendarTreaty treaty = tracked(40);
  treaty.events = {dated(EventKind::eif_computed, "2027-01-31", "2026-11-03")};
  const auto before = parsed({treaty});
  const auto& computed = entry(before, "entry-into-force.XVIII-16");
  CHECK(computed.at("status") == "TENTATIVE");
  CHECK(computed.at("first") == "2027-01-31");
  CHECK(computed.at("sequence") == 1);
  CHECK(computed.at("summary") == "Entry into force: UN Convention against Cybercrime (computed)");
  CHECK(computed.at("stamp") == "2026-11-03T09:00:00+00:00");

  treaty.events.push_back(dated(EventKind::eif_official, "2027-02-01", "2026-11-20"));
  treaty.assessment.official = day("2027-02-01");
  treaty.assessment.state = treaty::EifState::official;
  const auto after = parsed({treaty});
  const auto& official = entry(after, "entry-into-force.XVIII-16");
  CHECK(official.at("status") == "CONFIRMED");
  CHECK(official.at("first") == "2027-02-01");
  CHECK(official.at("sequence") == 2);
  CHECK(official.at("stamp") == "2026-11-20T09:00:00+00:00");
}

TEST_CASE("a date that no longer stands stays as cancelled", "[calendar]") {
  notify::CalendarTreaty treaty = tracked(39);
  treaty.events = {dated(EventKind::eif_computed, "2027-01-31", "2026-11-03"),
                   dated(EventKind::notice_retracted, "2027-01-31", "2026-11-10")};
  const auto calendar = parsed({treaty});
  const auto& gone = entry(calendar, "entry-into-force.XVIII-16");
  CHECK(gone.at("status") == "CANCELLED");
  CHECK(gone.at("first") == "2027-01-31");
  CHECK(gone.at("sequence") == 2);
}

TEST_CASE("later participants and meetings have entries of their own", "[calendar]") {
  notify::CalendarTreaty treaty = tracked(40);
  treaty.assessment.participants = {{.name = "France",
                                     .id = treaty::ParticipantId{"FRA"},
                                     .deposited = day("2026-11-02"),
                                     .in_force = day("2027-01-31")},
                                    {.name = "Côte d'Ivoire; \"x\", y",
                                     .id = treaty::ParticipantId{"CIV"},
                                     .deposited = day("2027-03-01"),
                                     .in_force = day("2027-03-31")}};
  const auto calendar = parsed({treaty}, {{"XVIII-16", "Ad Hoc Committee, session on rules",
                                           "Vienna", "", day("2027-01-25"), day("2027-01-29")}});
  CHECK(calendar.at("entries").as_array().size() == 4);
  const auto& later = entry(calendar, "in-force.XVIII-16.CIV");
  CHECK(later.at("summary") ==
        "In force for Côte d'Ivoire; \"x\", y: UN Convention against Cybercrime");
  CHECK(later.at("first") == "2027-03-31");
  const auto& meeting =
      entry(calendar, "meeting.XVIII-16.ad-hoc-committee-session-on-rules.2027-01-25");
  CHECK(meeting.at("summary") ==
        "UN Convention against Cybercrime: Ad Hoc Committee, session on rules");
  CHECK(meeting.at("sequence") == 0);
  CHECK(meeting.at("stamp") == "2026-01-01T00:00:00+00:00");
  CHECK(meeting.at("first") == "2027-01-25");
  CHECK(meeting.at("end") == "2027-01-30");
}

TEST_CASE("a participant's day leaves the calendar after a year, the treaty's own stays",
          "[calendar]") {
  notify::CalendarTreaty treaty = tracked(40);
  treaty.assessment.official = day("2003-09-29");
  treaty.assessment.state = treaty::EifState::in_force;
  const auto later = [](const char* id, const char* on) {
    return treaty::Standing{
        .name = id, .id = treaty::ParticipantId{id}, .deposited = day(on), .in_force = day(on)};
  };
  treaty.assessment.deadlines.clear();
  treaty.assessment.participants = {later("FRA", "2025-10-31"), later("CIV", "2025-11-01")};
  const auto calendar = parsed({treaty});
  CHECK(calendar.at("entries").as_array().size() == 2);
  entry(calendar, "entry-into-force.XVIII-16");
  entry(calendar, "in-force.XVIII-16.CIV");
}

TEST_CASE("calendars in two languages have the same entries under the same UIDs", "[calendar]") {
  notify::CalendarTreaty treaty = tracked(40);
  treaty.assessment.deadlines = play(3).deadlines;
  const auto english = parsed({treaty});
  const auto french = parsed({treaty}, {}, "fr");
  REQUIRE(english.at("entries").as_array().size() == french.at("entries").as_array().size());
  for (const auto& item : english.at("entries").as_array()) {
    const std::string uid{item.at("uid").as_string()};
    const auto& same = entry(french, uid.substr(0, uid.find('@')));
    for (const char* part : {"first", "end", "status", "sequence", "stamp"})
      CHECK(same.at(part) == item.at(part));
    CHECK(same.at("summary") != item.at("summary"));
  }
  CHECK(entry(french, "entry-into-force.XVIII-16").at("summary") ==
        "Entrée en vigueur : Convention des Nations Unies contre la cybercriminalité (date "
        "calculée)");
  CHECK(french.at("longest").as_int64() <= 75);
}

TEST_CASE("hostile names come out harmless in a calendar", "[calendar]") {
  notify::CalendarTreaty treaty = tracked(40);
  treaty.assessment.name = "Evil\r\nEND:VEVENT\r\nBEGIN:VALARM;x,y é" + std::string(400, 'W');
  const auto calendar =
      parsed({treaty}, {{"XVIII-16", "Evil\r\nEND:VEVENT\xE2\x80\xAE{n}", "x\r\nURL:y",
                         "javascript:alert(1)", day("2027-01-25"), day("2027-01-25")}});
  CHECK(calendar.at("entries").as_array().size() == 3);
  const auto& meeting = entry(calendar, "meeting.XVIII-16.evil-end-vevent-n.2027-01-25");
  const std::string summary{meeting.at("summary").as_string()};
  CHECK(summary.ends_with(": Evil END:VEVENT{n}"));
  CHECK(meeting.at("url") == "");
  CHECK(calendar.at("longest").as_int64() <= 75);
  const auto& eif = entry(calendar, "entry-into-force.XVIII-16");
  CHECK(eif.at("summary").as_string().starts_with(
      "Entry into force: Evil END:VEVENT BEGIN:VALARM;x,y é"));
}
