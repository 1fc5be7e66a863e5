#include "treaty/declarations.h"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.h"
#include "support/treaties.h"

using treaty::Declaration;
using treaty::DeclarationDecision;
using treaty::Event;
using treaty::EventKind;
using treaty::Form;
using treaty::Reading;
using treaty::Record;
using treaty::View;
using namespace tests;

namespace {

const treaty::Day kToday = day("2026-11-23");

Declaration said(const char* id, const char* text,
                 const char* heading = "Declaration:", const char* section = "declaration") {
  const auto known = world();
  const treaty::ParticipantId key{id};
  return {section, known.find(key)->name, key, heading, text, {}};
}

Reading showing(std::vector<Declaration> declarations, Form form = Form::html) {
  Reading shown = reading({row("FRA", "France", {act(treaty::ActKind::signature, "2025-10-25")})});
  shown.form = form;
  shown.declarations = std::move(declarations);
  return shown;
}

View at_hour(int hour, Reading reading) {
  return {std::move(reading), treaty::Instant{kToday.sys_days()} + std::chrono::hours{hour},
          "evidence" + std::to_string(hour)};
}

Record holding(std::vector<Declaration> declarations) {
  Record record = record_of(showing({}));
  record.declarations_taken = treaty::Instant{};
  std::int64_t id = 0;
  for (Declaration& one : declarations)
    record.declarations.push_back({++id, std::move(one), {}, "00", {}, {}});
  return record;
}

std::vector<std::string> kinds_of(const std::vector<treaty::DeclarationChange>& changes) {
  std::vector<std::string> kinds;
  for (const auto& change : changes) {
    const std::string claim = change.claim();
    kinds.push_back(
        claim.substr(0, claim.rfind(' ')).substr(std::string{"declaration "}.size(), 9));
  }
  return kinds;
}

const char* const kDual =
    "In accordance with article 35 (2), the Republic makes mutual assistance conditional on dual "
    "criminality.";

}  // namespace

TEST_CASE("White space, punctuation, case, order and repetition of declarations never matter") {
  const auto record = holding({said("FRA", kDual), said("ALB", "Second.")});
  auto retyped =
      said("FRA",
           "In accordance with Article 35(2),\xC2\xA0the Republic makes mutual\nassistance "
           "conditional on “dual criminality”.");
  CHECK(treaty::compare_declarations(record,
                                     showing({said("ALB", "Second."), retyped, said("FRA", kDual)}))
            .empty());
}

TEST_CASE("A heading that became the first line of the text is no change") {
  const auto record = holding({said("FRA", "Body.", "Upon signature:")});
  CHECK(treaty::compare_declarations(record, showing({said("FRA", "Upon signature: Body.", "")}))
            .empty());
}

TEST_CASE("Another number in a declaration is a change of it") {
  const auto record = holding({said("FRA", "On article 35."), said("ALB", "On article 35.")});
  const auto changes = treaty::compare_declarations(
      record, showing({said("FRA", "On article 36."), said("ALB", "On article 35.")}));
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].before->declaration.text == "On article 35.");
  CHECK(changes[0].after->text == "On article 36.");
}

TEST_CASE(
    "Of several texts of a participant each that is gone and each that is new is told alone") {
  const auto record = holding({said("FRA", "One."), said("FRA", "Two."), said("FRA", "Three.")});
  const auto changes = treaty::compare_declarations(
      record, showing({said("FRA", "One."), said("FRA", "Deux."), said("FRA", "Trois.")}));
  CHECK(changes.size() == 4);
}

TEST_CASE("The same words in another section, or of another participant, are another text") {
  const auto record = holding({said("FRA", "No.")});
  CHECK(treaty::compare_declarations(
            record,
            showing({said("FRA", "No."), said("FRA", "No.", "", "objection"), said("ALB", "No.")}))
            .size() == 2);
}

TEST_CASE("The declarations of the first page are taken in silence") {
  Record record = record_of(showing({}));
  const auto decision =
      treaty::decide_declarations(record, {at_hour(1, showing({said("FRA", kDual)}))}, {});
  CHECK(decision.taken_in_silence);
  CHECK(decision.accepted.size() == 1);
  const auto after =
      treaty::with_declarations(record, decision, {at_hour(1, showing({said("FRA", kDual)}))});
  CHECK(after.declarations_taken);
  CHECK(after.declarations.size() == 1);
}

TEST_CASE("The XML form claims nothing about declarations: it leaves whole sections out") {
  const auto record = holding({said("FRA", kDual)});
  const std::vector<treaty::Pending> waiting{{"declaration added FRA 0123456789abcdef", "", {}},
                                             {"entry into force not dated", "", {}}};
  const auto decision = treaty::decide_declarations(
      record, {at_hour(1, showing({said("ALB", "New.")}, Form::xml))}, waiting);
  CHECK(decision.accepted.empty());
  REQUIRE(decision.pending.size() == 1);
  CHECK(decision.pending[0].claim == waiting[0].claim);
  const Record none = record_of(showing({}));
  CHECK_FALSE(
      treaty::decide_declarations(none, {at_hour(1, showing({}, Form::xml))}, {}).taken_in_silence);
}

TEST_CASE("A new declaration waits for a second look") {
  const auto record = holding({said("FRA", kDual)});
  const auto shown = showing({said("FRA", kDual), said("ALB", "New.")});
  const auto first = treaty::decide_declarations(record, {at_hour(1, shown)}, {});
  CHECK(first.accepted.empty());
  REQUIRE(first.pending.size() == 1);
  CHECK(first.pending[0].why.find("Albania: \"New.\"") != std::string::npos);
  SECTION("the same look told twice is one sighting") {
    CHECK(treaty::decide_declarations(record, {at_hour(1, shown)}, first.pending).accepted.empty());
  }
  SECTION("another look confirms it") {
    const auto second = treaty::decide_declarations(record, {at_hour(7, shown)}, first.pending);
    CHECK(kinds_of(second.accepted) == std::vector<std::string>{"added ALB"});
    CHECK(second.settled == std::vector{first.pending[0].claim});
    CHECK(second.pending.empty());
  }
  SECTION("so does the XML form of the same look, when it shows the same words") {
    auto xml = shown;
    xml.form = Form::xml;
    CHECK(treaty::decide_declarations(record, {at_hour(1, shown), at_hour(1, xml)}, {})
              .accepted.size() == 1);
  }
  SECTION("it is forgotten when it is not shown again") {
    const auto back = treaty::decide_declarations(
        record, {at_hour(7, showing({said("FRA", kDual)}))}, first.pending);
    CHECK(back.accepted.empty());
    CHECK(back.pending.empty());
  }
}

TEST_CASE("That a declaration is gone needs two pages, and the XML form cannot confirm it") {
  const auto record = holding({said("FRA", kDual)});
  const auto first = treaty::decide_declarations(
      record, {at_hour(1, showing({})), at_hour(1, showing({}, Form::xml))}, {});
  CHECK(first.accepted.empty());
  const auto second = treaty::decide_declarations(record, {at_hour(7, showing({}))}, first.pending);
  CHECK(kinds_of(second.accepted) == std::vector<std::string>{"vanished "});
}

TEST_CASE("Many texts gone at once wait for a person, and hold no new one up") {
  std::vector<Declaration> many;
  for (const char* text : {"A.", "B.", "C.", "D.", "E.", "F."})
    many.push_back(said("FRA", text));
  const auto record = holding(many);
  std::vector<treaty::Pending> pending;
  DeclarationDecision decision;
  for (int hour = 1; hour < 6; ++hour) {
    decision = treaty::decide_declarations(record, {at_hour(hour, showing({said("ALB", "New.")}))},
                                           pending);
    if (hour == 2) CHECK(kinds_of(decision.accepted) == std::vector<std::string>{"added ALB"});
    pending = decision.pending;
  }
  REQUIRE(!decision.pending.empty());
  CHECK(decision.pending.back().claim.starts_with("declarations, 6 gone or changed at once "));
}

TEST_CASE("A decision about a look carries its declarations, without moving a count") {
  const auto assess = [](const Record& record) {
    return treaty::Assessment{.number = record.number, .today = kToday};
  };
  const auto record = holding({});
  const auto shown = showing({said("FRA", kDual)});
  const auto first = treaty::decide(record, {at_hour(1, shown)}, {}, kToday, assess);
  REQUIRE(first.pending.size() == 1);
  const auto second = treaty::decide(record, {at_hour(7, shown)}, first.pending, kToday, assess);
  CHECK(second.accepted.empty());
  CHECK(second.declarations.accepted.size() == 1);
  REQUIRE(second.after.declarations.size() == 1);
  CHECK(second.after.declarations[0].evidence == "evidence7");
}

namespace {

std::vector<Event> told(const treaty::DeclarationChange& change) {
  const treaty::Assessment state{
      .number = "XVIII-16", .name = "UN Convention against Cybercrime", .today = kToday};
  return treaty::events_of_declarations(
      {change}, state, {treaty::Instant{kToday.sys_days()}, "ab", "https://example.org/"});
}

bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("A reservation is told with its heading, its articles and its words") {
  auto reservation = said("FRA", kDual, "Reservation made upon ratification:");
  reservation.articles = {"35(2)"};
  const auto events = told({std::nullopt, reservation});
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == EventKind::declaration);
  CHECK(events[0].id == "XVIII-16.declaration.FRA." + treaty::declaration_key(reservation));
  CHECK(events[0].headline ==
        "France made a reservation concerning the UN Convention against Cybercrime (article "
        "35(2))");
  CHECK(has(events[0].text, "Reservation made upon ratification:"));
  CHECK(has(events[0].text, "It mentions article 35(2)."));
  CHECK(has(events[0].text, "dual criminality."));
  CHECK(events[0].participant == treaty::ParticipantId{"FRA"});
  CHECK(events[0].url == "https://example.org/");
  CHECK_FALSE(events[0].act);
}

TEST_CASE("An objection is told as an objection, with the day that its text begins with") {
  const auto objection = said("FRA", "4 March 2026\nFrance objects.", "", "objection");
  const auto events = told({std::nullopt, objection});
  CHECK(events[0].kind == EventKind::objection);
  CHECK(events[0].id.starts_with("XVIII-16.objection.FRA."));
  CHECK(events[0].date == day("2026-03-04"));
  CHECK(events[0].text.find('\n') == std::string::npos);
}

TEST_CASE("A long text is cut at a word, and says where the whole is") {
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += "liberté ";
  auto declaration = said("FRA", text.c_str());
  declaration.articles = {"1", "2", "3", "4", "5"};
  const auto events = told({std::nullopt, declaration});
  CHECK(events[0].text.size() < 1100);
  CHECK(has(events[0].text, "liberté … The whole is on the depositary's page."));
  CHECK(has(events[0].headline, "(articles 1, 2 and 3 more)"));
}

TEST_CASE("A changed and a vanished declaration point at the one that was told") {
  const auto earlier = said("FRA", "On article 35.");
  const std::string id = "XVIII-16.declaration.FRA." + treaty::declaration_key(earlier);
  const treaty::HeldDeclaration held{1, earlier, {}, "00", {}, {}};
  const auto later = said("FRA", "On article 36.");
  const auto changed = told({held, later});
  CHECK(changed[0].corrects == id);
  CHECK(changed[0].headline.starts_with("Changed: a declaration by France"));
  CHECK(changed[0].id != id);
  const auto gone = told({held, std::nullopt});
  CHECK(gone[0].corrects == id);
  CHECK(gone[0].id == id + ".gone.2026-11-23");
  CHECK(gone[0].headline.starts_with("No longer shown: a declaration by France"));
}

TEST_CASE("An article is found with its parts, and not by its first digits") {
  Declaration declaration;
  declaration.articles = {"35(2)(a)", "400"};
  CHECK(treaty::mentions_article(declaration, "35"));
  CHECK(treaty::mentions_article(declaration, "35(2)"));
  CHECK(treaty::mentions_article(declaration, "400"));
  CHECK_FALSE(treaty::mentions_article(declaration, "3"));
  CHECK_FALSE(treaty::mentions_article(declaration, "40"));
}
