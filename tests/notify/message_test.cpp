#include "notify/message.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "lib/plain_text.h"
#include "notify/every_event.h"
#include "notify/language.h"
#include "notify/samples.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace tests;
using treaty::Event;
using treaty::EventKind;

namespace {

notify::Templates english() {
  return {TREATYD_SOURCE_DIR "/config/templates", "en"};
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The text with its line breaks folded, to look for sentences.
std::string flowed(const std::string& text) {
  return lib::one_line(text, 100'000);
}

int times(const std::string& text, const std::string& part) {
  int n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++n;
  return n;
}

}  // namespace

TEST_CASE("a notice says the fact first, then count, date, meaning, source and reason",
          "[message]") {
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const notify::Message message = english().compose(events, context_at(3), reason());
  INFO(message.text);
  CHECK(message.subject ==
        "France deposited its instrument of ratification of the UN Convention against Cybercrime "
        "(3 of 40)");
  const std::string text = flowed(message.text);
  const std::vector<std::string> parts = {
      "France deposited its instrument of ratification of the UN Convention against Cybercrime on "
      "2 "
      "November 2026.",
      "By the treaty's own rule: 3 of 40 instruments; 37 more are needed.",
      "In the register: 4 Parties. The register counts the European Union, whose instrument is not "
      "additional.",
      "Signatures: 76.",
      "Entry into force: No date yet",
      "Signature closes: 31 December 2026.",
      "WHAT IT MEANS With the deposit",
      "WHAT IT DOES NOT MEAN One deposit does not bring the treaty into force",
      "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-16",
      "The rule: A/RES/79/243",
      "Last checked: 3 November 2026, 09:00 UTC.",
      "You get this because you follow every event of XVIII-16.",
      "Your note: for our monthly letter",
      "To leave, write to leave@treatyd.example.org with the subject \"leave anna\"."};
  std::size_t from = 0;
  for (const std::string& part : parts) {
    INFO(part);
    const std::size_t at = text.find(part, from);
    REQUIRE(at != std::string::npos);
    from = at;
  }
  CHECK(text.starts_with("France deposited"));
}

TEST_CASE("no line of the text is longer than 72 columns but for addresses", "[message]") {
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const notify::Message message = english().compose(events, context_at(3), reason());
  std::istringstream lines{message.text};
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK((lib::characters(line) <= 72 || holds(line, "https://")));
  }
}

TEST_CASE("both forms carry the same words", "[message]") {
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const notify::Message message = english().compose(events, context_at(3), reason());
  for (const char* part : {"3 of 40 instruments; 37 more are needed.", "4 Parties.",
                           "A vote in parliament or an announcement is not a deposit",
                           "Only the depositary's record is authoritative."}) {
    INFO(part);
    CHECK(holds(flowed(message.text), part));
    CHECK(holds(message.html, part));
  }
  CHECK(holds(message.html, "src=TREATY&amp;mtdsg_no=XVIII-16"));
  CHECK_FALSE(holds(message.html, "<img"));
  CHECK_FALSE(holds(message.html, "url("));
}

TEST_CASE("what one step made is one notice, the weightiest first", "[message]") {
  std::vector<Event> events = {deposit("FRA", "France", 40), deposit("QAT", "Qatar", 40)};
  events.push_back(told(EventKind::milestone_threshold, "40.2026-11-02",
                        "Threshold reached: 40 instruments deposited",
                        "The 40 instruments were deposited by 2 November 2026."));
  events.push_back(told(EventKind::eif_computed, "2027-01-31",
                        "Computed: enters into force on 31 January 2027",
                        "It enters into force on 31 January 2027."));
  const notify::Message message = english().compose(events, context_at(40), reason());
  INFO(message.text);
  CHECK(message.subject == "Threshold reached: 40 instruments deposited");
  const std::string text = flowed(message.text);
  CHECK(text.find("by 2 November 2026.") < text.find("enters into force on 31 January"));
  CHECK(text.find("enters into force on 31 January") < text.find("France deposited"));
  // The date is told once where the notice of the number tells it.
  events[2].entry_into_force = events[3].date = day("2027-01-31");
  CHECK_FALSE(holds(flowed(english().compose(events, context_at(40), reason()).text),
                    "enters into force on 31 January"));
  CHECK(holds(text,
              "31 January 2027, computed from the treaty's rule (2 November 2026 + 90 "
              "days). The depositary has not printed a date yet."));
  CHECK(holds(text, "40 instruments count; the 40 that are needed were reached on 2 November"));
  CHECK(times(text, "By the treaty's own rule 40 of 40") == 1);
}

TEST_CASE("a burst of acts becomes a list under one subject", "[message]") {
  std::vector<Event> events;
  for (const char* name : {"Albania", "France", "Qatar", "Yemen", "Zambia"})
    events.push_back(deposit("FRA", name, 8));
  const notify::Message message = english().compose(events, context_at(8), reason());
  INFO(message.text);
  CHECK(message.subject ==
        "5 instruments deposited for the UN Convention against Cybercrime (8 of 40)");
  CHECK(holds(message.text, "- Zambia: ratification, 2 November 2026\n"));
  CHECK(flowed(message.text).starts_with(message.subject + ": "));
  CHECK(times(message.html, "<li") == 5);
  for (Event& event : events)
    event.kind = EventKind::eif_participant;
  CHECK(english().compose(events, context_at(8), reason()).subject ==
        "In force for 5 Parties: the UN Convention against Cybercrime");
}

TEST_CASE("a subject that names one act says how many more came with it", "[message]") {
  std::vector<Event> events = {deposit("FRA", "France", 3), deposit("QAT", "Qatar", 3)};
  CHECK(english().compose(events, context_at(3), reason()).subject ==
        "France deposited its instrument of ratification of the UN Convention against Cybercrime "
        "(3 of 40), and 1 more");
  events.pop_back();
  CHECK(english().compose(events, context_at(3), reason()).subject.ends_with("(3 of 40)"));
}

TEST_CASE("a digest of nothing but a day that draws near has that day for its subject",
          "[message]") {
  const std::vector<Event> events = {told(EventKind::deadline_approaching, "x",
                                          "Signature closes in 7 days", "It closes in 7 days.")};
  const notify::Message message = english().compose_digest(
      events, [](const std::string&) { return context_at(3); }, reason());
  CHECK(message.subject == "Signature closes in 7 days");
  CHECK(holds(message.text, "31 December 2026: signature closes."));
}

TEST_CASE("the way to leave is a link in HTML", "[message]") {
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  notify::Reason why = reason();
  why.leave = english().leave("https://treaties.example.org/s/token", "", "leave anna");
  CHECK(holds(english().compose(events, context_at(3), why).html,
              "To leave, open <a href=\"https://treaties.example.org/s/token\""));
  why.leave = english().leave("", "leave@treatyd.example.org", "leave anna");
  CHECK(holds(english().compose(events, context_at(3), why).html,
              "href=\"mailto:leave@treatyd.example.org?subject=leave%20anna\""));
  why.leave = {};
  CHECK_FALSE(holds(english().compose(events, context_at(3), why).html, "To leave"));
}

TEST_CASE("how far a burst brings the count is told once, and the burst gives the subject",
          "[message]") {
  const std::string count = "By the treaty's own rule 18 of 40 instruments are deposited; 22 more.";
  std::vector<Event> events;
  for (int i = 0; i < 18; ++i)
    events.push_back(deposit("FRA", "France", i + 1));
  for (const char* tail : {"1", "10"}) {
    events.push_back(told(EventKind::milestone_count, tail, "18 of 40 instruments", count));
    events.back().count = 18;
  }
  const notify::Message message = english().compose(events, context_at(18), reason());
  INFO(message.text);
  CHECK(message.subject ==
        "18 instruments deposited for the UN Convention against Cybercrime (18 of 40)");
  const std::string above = flowed(message.text.substr(0, message.text.find("\n- ")));
  CHECK(holds(above, count));
  CHECK(times(above, "18 of 40") == 1);
  CHECK(times(message.html, "<li") == 18);
}

TEST_CASE("every kind of event has words for what it means, in every language", "[message]") {
  const auto [code, means, means_not] = GENERATE(table<std::string, std::string, std::string>(
      {{"en", "WHAT IT MEANS\n", "WHAT IT DOES NOT MEAN\n"},
       {"fr", "CE QUE CELA SIGNIFIE\n", "CE QUE CELA NE SIGNIFIE PAS\n"},
       {"es", "QUÉ SIGNIFICA\n", "QUÉ NO SIGNIFICA\n"}}));
  const notify::Templates words{TREATYD_SOURCE_DIR "/config/templates", code};
  for (int i = 0; i <= static_cast<int>(EventKind::heartbeat); ++i) {
    const auto kind = static_cast<EventKind>(i);
    if (treaty::is_for_operator(kind) || kind == EventKind::heartbeat) continue;
    const std::vector<Event> events = {told(kind, "x", "Something happened", "It happened.")};
    const notify::Message message = words.compose(events, context_at(3), reason());
    INFO(code << ' ' << treaty::name_of(kind));
    CHECK(holds(message.text, means));
    const bool retraction = kind == EventKind::notice_retracted;
    CHECK(holds(message.text, means_not) == !retraction);
    CHECK_FALSE(holds(message.text, "\n\n\n"));
    CHECK_FALSE(holds(message.text + message.html, "{{"));
  }
}

TEST_CASE("every state of the date has its own words", "[message]") {
  using treaty::EifState;
  notify::Context context = context_at(40);
  const auto words_in = [&](EifState state) {
    context.assessment->state = state;
    const std::vector<Event> events = {deposit("FRA", "France", 40)};
    return flowed(english().compose(events, context, reason()).text);
  };
  CHECK(holds(words_in(EifState::contested), "Contested (31 January 2027 by the rule)"));
  CHECK(holds(words_in(EifState::provisional), "Applied provisionally"));
  CHECK(holds(words_in(EifState::ended), "No longer in force."));
  context.assessment->official = day("2027-02-01");
  context.assessment->agree = false;
  CHECK(holds(words_in(EifState::official),
              "1 February 2027, official: the depositary has printed "
              "this date. The rule gives 31 January 2027; the "
              "depositary's date stands."));
  context.assessment->agree = true;
  CHECK(holds(words_in(EifState::in_force), "In force since 1 February 2027. "));
}

TEST_CASE("without a rule no count toward entry into force is given", "[message]") {
  notify::Context context = context_at(3);
  context.assessment->has_rule = false;
  const std::vector<Event> events = {deposit("FRA", "France", 3)};
  const std::string text = flowed(english().compose(events, context, reason()).text);
  CHECK(holds(text,
              "No rule for this treaty's entry into force that can be applied is on file here"));
  CHECK(holds(text, "In the register: 4 Parties."));
}

TEST_CASE("hostile names come out harmless in both forms", "[message]") {
  const std::string hostile =
      "<script>alert(1)</script>\r\nBcc: x@example.org\xE2\x80\xAE \xFF" + std::string(400, 'W');
  std::vector<Event> events = {deposit("FRA", hostile.c_str(), 3)};
  events[0].url = "javascript:alert(1)";
  notify::Reason why = reason();
  why.note = hostile;
  const notify::Message message = english().compose(events, context_at(3), why);
  CHECK_FALSE(holds(message.subject, "\n"));
  CHECK_FALSE(holds(message.text, "\nBcc"));
  CHECK_FALSE(holds(message.text, "\xE2\x80\xAE"));
  CHECK_FALSE(holds(message.html, "<script"));
  CHECK(holds(message.html, "&lt;script&gt;"));
  CHECK_FALSE(holds(message.html, "javascript:"));
  CHECK(lib::characters(message.subject) <= 200);
}

TEST_CASE("an event about the service tells of no treaty", "[message]") {
  Event event = told(EventKind::source_broken, "x", "Cannot read the source", "It is down.");
  event.treaty.clear();
  const std::vector<Event> events = {event};
  const notify::Message message = english().compose(events, {}, reason());
  CHECK(message.subject == "Cannot read the source");
  CHECK_FALSE(holds(message.text, "STANDS"));
  CHECK(holds(message.text, "Not yet checked."));
}

TEST_CASE("a notice in French is French throughout, and says that nobody has checked it",
          "[message]") {
  const notify::Templates french{TREATYD_SOURCE_DIR "/config/templates", "fr"};
  const std::vector<Event> events = told_of(
      change(treaty::ChangeKind::added, {}, act(treaty::ActKind::ratification, "2026-11-02")), 2,
      3);
  notify::Context context = context_at(3);
  context.assessment->differing = standing_at(3, "2026-11-03").differing;
  const notify::Reason why = {french.following({.treaties = {"XVIII-16"}}), "pour notre lettre",
                              french.leave("", "leave@treatyd.example.org", "leave anna")};
  const notify::Message message = french.compose(events, context, why);
  INFO(message.text);
  CHECK(message.language == "fr");
  CHECK(message.subject ==
        "France\u202F: dépôt de l'instrument de ratification (3 sur 40) – Convention des Nations "
        "Unies contre la cybercriminalité");
  const std::string text = flowed(message.text);
  for (const char* part :
       {"France\u202F: dépôt de l'instrument de ratification le 2 novembre 2026",
        "ÉTAT DES LIEUX – Convention des Nations Unies contre la cybercriminalité",
        "- Instruments comptés selon la clause du traité\u202F: 3 instruments sur 40\u202F; il en "
        "manque 37.",
        "- Parties selon le registre\u202F: 4. Union européenne\u202F: Partie selon le registre, "
        "mais "
        "hors du décompte de la clause",
        "- 60 États Parties (l'adoption de protocoles additionnels peut être examinée)\u202F: 0 à "
        "ce "
        "jour\u202F; instruments déposés\u202F: 3.",
        "- Clôture de la signature\u202F: 31 décembre 2026.", "CE QUE CELA SIGNIFIE",
        "CE QUE CELA NE SIGNIFIE PAS",
        "Dernière vérification\u202F: 3 novembre 2026, 09 h 00 (UTC).",
        "vous suivez tous les événements pour XVIII-16.",
        "écrivez à leave@treatyd.example.org avec pour objet «\u202Fleave anna\u202F».",
        "Seul le registre du dépositaire fait foi. Traduction non relue par un traducteur."}) {
    INFO(part);
    CHECK(holds(text, part));
  }
  CHECK(holds(message.html, "<html lang=\"fr\">"));
  CHECK(holds(message.html, "<span lang=\"en\">A/RES/79/243; article 65(1)"));
  CHECK_FALSE(holds(message.html, "cybercriminalité\xEE\x80"));
  for (const char* english : {"the ", "deposited", " of ", "register", "Source: "}) {
    INFO(english);
    std::string rest = text;
    rest.erase(rest.find("A/RES/79/243"), 60);
    CHECK_FALSE(holds(rest, english));
  }
}

TEST_CASE("a translation that somebody has read says nothing about it", "[message]") {
  const TempFolder folder;
  std::filesystem::copy(TREATYD_SOURCE_DIR "/config/templates", folder.path(),
                        std::filesystem::copy_options::recursive);
  const std::vector<Event> events = told_of(
      change(treaty::ChangeKind::added, {}, act(treaty::ActKind::accession, "2026-11-02")), 2, 3);
  const auto text = [&] {
    const notify::Templates words{folder.path().string(), "es"};
    const notify::Message message = words.compose(events, context_at(3), reason());
    return flowed(message.text) + message.html;
  };
  CHECK(times(text(), "Traducción no revisada por un traductor.") == 2);
  std::ofstream{folder.path() / "es" / "reviewed"} << "2026-12-01, a translator\n";
  CHECK_FALSE(holds(text(), "no revisada"));
}

TEST_CASE("hostile names come out harmless in every language", "[message]") {
  const std::string hostile =
      "<script>alert(1)</script>\r\nBcc: x@example.org\xE2\x80\xAE \xFF\xEE\x80\x8A" +
      std::string(400, 'W');
  for (const auto& [code, words] : notify::load_templates(TREATYD_SOURCE_DIR "/config/templates")) {
    const std::vector<Event> events =
        told_of(change(treaty::ChangeKind::added, {},
                       act(treaty::ActKind::ratification, "2026-11-02"), "QZZ", hostile.c_str()),
                2, 3);
    notify::Reason why = reason();
    why.note = hostile;
    notify::Context context = context_at(3);
    context.assessment->name = hostile;
    const notify::Message message = words.compose(events, context, why);
    INFO(code << '\n' << message.subject << '\n' << message.html);
    CHECK_FALSE(holds(message.subject, "\n"));
    CHECK_FALSE(holds(message.text, "\nBcc"));
    CHECK_FALSE(holds(message.text + message.html, "\xE2\x80\xAE"));
    CHECK_FALSE(holds(message.text + message.html + message.subject, "\xEE\x80"));
    CHECK_FALSE(holds(message.html, "<script"));
    CHECK(times(message.html, "<span lang=\"en\">") <= times(message.html, "</span>"));
    CHECK(lib::characters(message.subject) <= 200);
  }
}

TEST_CASE("every language has the templates of messages that English has", "[message]") {
  const std::filesystem::path folder = TREATYD_SOURCE_DIR "/config/templates";
  for (const std::string& code : notify::languages_in(folder)) {
    for (const auto& entry : std::filesystem::directory_iterator{folder / "en"}) {
      const std::string name = entry.path().filename().string();
      const bool is_message = name.starts_with("notice.") || name.starts_with("digest.") ||
                              name.starts_with("issue.") || name.starts_with("means");
      if (!is_message) continue;
      INFO(code << ' ' << name);
      CHECK(std::filesystem::exists(folder / code / name));
    }
  }
}

TEST_CASE("a faulty template is named with file and line", "[message]") {
  CHECK_THROWS_WITH(notify::Templates("/nonexistent", "en"),
                    Catch::Contains("/nonexistent/en/count.mustache"));
}
