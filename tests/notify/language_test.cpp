#include "notify/language.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "lib/plain_text.h"
#include "lib/toml.h"
#include "notify/event_words.h"
#include "notify/every_event.h"
#include "support/catch.h"
#include "support/temp_folder.h"

using namespace tests;
using notify::Language;
using treaty::EventKind;

namespace {

const std::filesystem::path kTemplates = TREATYD_SOURCE_DIR "/config/templates";

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> translations() {
  std::vector<std::string> codes = notify::languages_in(kTemplates);
  std::erase(codes, "en");
  return codes;
}

bool is_all_translated(const std::string& text) {
  return notify::unmarked(text) == text;
}

const Language& french() {
  static const Language language{kTemplates / "fr"};
  return language;
}
const Language& spanish() {
  static const Language language{kTemplates / "es"};
  return language;
}

notify::Worded worded(const std::string& code, const treaty::Event& event) {
  const Language language{kTemplates / code};
  return notify::EventWords{kTemplates / code, language}.words(event,
                                                               "UN Convention against Cybercrime");
}

}  // namespace

TEST_CASE("the languages are the folders that hold a notice", "[language]") {
  CHECK(notify::languages_in(kTemplates) == std::vector<std::string>{"en", "es", "fr"});
}

TEST_CASE("every event that a reader may be told has words in every language", "[language]") {
  const std::vector<treaty::Event> events = every_event();
  std::set<EventKind> kinds;
  for (const treaty::Event& event : events)
    kinds.insert(event.kind);
  for (int i = 0; i <= static_cast<int>(EventKind::heartbeat); ++i) {
    const auto kind = static_cast<EventKind>(i);
    INFO(treaty::name_of(kind));
    CHECK(kinds.contains(kind) == !treaty::is_for_operator(kind));
  }
  for (const std::string& code : translations()) {
    const Language language{kTemplates / code};
    const notify::EventWords words{kTemplates / code, language};
    for (const treaty::Event& event : events) {
      const auto [headline, text] = words.words(event, "UN Convention against Cybercrime");
      INFO(code << ' ' << event.id << '\n' << headline << '\n' << text);
      CHECK(headline.size() > 20);
      CHECK(text.size() > 30);
      CHECK(is_all_translated(headline));
      const bool quotes = event.kind == EventKind::declaration ||
                          event.kind == EventKind::objection ||
                          event.kind == EventKind::notice_retracted;
      CHECK(is_all_translated(text) == !quotes);
      CHECK_FALSE(holds(headline + text, "{"));
      CHECK_FALSE(holds(headline + text, "  "));
      CHECK_FALSE(holds(text, "()"));
      CHECK_FALSE(holds(text, " ."));
      CHECK((text.ends_with('.') || event.kind == EventKind::notice_retracted ||
             event.kind == EventKind::objection || quotes));
      CHECK(headline != event.headline);
    }
  }
}

TEST_CASE("every act that ends in a party has the terms of the field", "[language]") {
  for (const std::string& code : translations()) {
    const Language language{kTemplates / code};
    for (const treaty::ActKind kind : treaty::all_act_kinds()) {
      INFO(code << ' ' << name_of(kind));
      CHECK_FALSE(language.act(kind).empty());
      CHECK_FALSE(language.done(kind).empty());
    }
  }
  CHECK(french().done(treaty::ActKind::accession) == "dépôt de l'instrument d'adhésion");
  CHECK(spanish().act(treaty::ActKind::definitive_signature) == "firma definitiva");
}

TEST_CASE("every State has its short name in every language", "[language]") {
  const toml::table table = toml::parse_file(TREATYD_SOURCE_DIR "/config/participants.toml");
  std::size_t states = 0;
  for (const toml::node& node : *table["participant"].as_array()) {
    const toml::table& one = *node.as_table();
    if (one.contains("nature") || one.contains("ceased")) continue;
    ++states;
    const std::string id = *one["id"].value<std::string>();
    for (const std::string& code : translations()) {
      INFO(code << ' ' << id);
      const std::string name =
          Language{kTemplates / code}.participant(treaty::ParticipantId{id}, "none");
      CHECK(is_all_translated(name));
    }
  }
  CHECK(states > 190);
  CHECK(french().participant(treaty::ParticipantId{"EU"}, "European Union") == "Union européenne");
}

TEST_CASE("a name that a language lacks is the depositary's, marked as English", "[language]") {
  const std::string name = french().participant(treaty::ParticipantId{"QZZ"}, "Freedonia");
  CHECK_FALSE(is_all_translated(name));
  CHECK(notify::unmarked(name) == "Freedonia");
  CHECK(notify::with_english_marked("<p>" + name + "</p>") ==
        "<p><span lang=\"en\">Freedonia</span></p>");
  CHECK(french().participant(std::nullopt, "Freedonia") == name);
  CHECK(Language{}.participant(treaty::ParticipantId{"FRA"}, "France") == "France");
  CHECK(notify::unmarked(french().treaty("I-1", "Some Agreement")) == "Some Agreement");
  CHECK(french().treaty("I-1", "") == "Traité I-1");
}

TEST_CASE("half a mark leaves no open element", "[language]") {
  const std::string marked = french().foreign("abc");
  const std::string begins = marked.substr(0, marked.find("abc"));
  const std::string ends = marked.substr(marked.find("abc") + 3);
  CHECK(notify::with_english_marked(begins + "a" + marked + ends) ==
        "a<span lang=\"en\">abc</span>");
  CHECK(notify::with_english_marked("<p>" + begins + "a</p><p>b" + ends + "</p>") ==
        "<p>a</p><p>b</p>");
  CHECK(french().foreign(marked) == marked);
}

TEST_CASE("days, times and waits are written as the language writes them", "[language]") {
  CHECK(french().day(day("2003-07-01")) == "1er juillet 2003");
  CHECK(french().day(day("2003-09-29")) == "29 septembre 2003");
  CHECK(spanish().day(day("2003-07-01")) == "1 de julio de 2003");
  CHECK(Language{}.day(day("2003-07-01")) == "1 July 2003");
  CHECK(french().instant(instant("2026-11-03")) == "3 novembre 2026, 09 h 00 (UTC)");
  CHECK(Language{}.instant(instant("2026-11-03")) == "3 November 2026, 09:00 UTC");
  CHECK(french().wait("90 days") == "90 jours");
  CHECK(french().wait("1 month") == "1 mois");
  CHECK(spanish().wait("1 month") == "1 mes");
  CHECK(spanish().wait("3 months") == "3 meses");
  CHECK(french().wait("first of the month after 60 days") ==
        "premier jour du mois suivant le 60e jour");
  CHECK(french().wait("none").empty());
  CHECK(french().wait("after a while").empty());
}

TEST_CASE("a list ends with the language's own word", "[language]") {
  const std::vector<std::string> three = {"Albanie", "France", "Qatar"};
  CHECK(french().list(three) == "Albanie, France et Qatar");
  CHECK(spanish().list(std::vector<std::string>{"Francia", "Qatar"}) == "Francia y Qatar");
  CHECK(spanish().list(std::vector<std::string>{"Francia", "Italia"}) == "Francia e Italia");
  CHECK(french().list(std::vector<std::string>{"France"}) == "France");
}

TEST_CASE("one is told as one, and more as more", "[language]") {
  const auto text_at = [](const char* code, int count) {
    treaty::Event event = told_of(
        change(treaty::ChangeKind::added, {}, act(treaty::ActKind::ratification, "2026-11-01")),
        count - 1, count)[0];
    return worded(code, event).text;
  };
  CHECK(holds(text_at("fr", 39), "39 instruments sur 40\u202F; il en manque un."));
  CHECK(holds(text_at("fr", 38), "38 instruments sur 40\u202F; il en manque 2."));
  CHECK(holds(text_at("es", 39), "39 instrumentos de 40; falta uno."));
  CHECK(holds(text_at("es", 38), "38 instrumentos de 40; faltan 2."));
}

TEST_CASE("an organization's instrument is told with why it does not count", "[language]") {
  const treaty::Event event =
      told_of(change(treaty::ChangeKind::added, {}, act(treaty::ActKind::approval, "2026-09-01"),
                     "EU", "European Union"),
              3, 3)[0];
  CHECK(worded("fr", event).headline ==
        "Union européenne\u202F: dépôt de l'instrument d'approbation (3 sur 40) – Convention des "
        "Nations Unies contre la cybercriminalité");
  CHECK(holds(worded("fr", event).text,
              "l'instrument d'une organisation ne s'ajoute pas à ceux de ses États membres."));
  CHECK(holds(worded("fr", event).text, "63 jours après l'acte."));
}

TEST_CASE("a retraction quotes the notice as it was told, in the reader's language", "[language]") {
  const treaty::Event told = told_of(
      change(treaty::ChangeKind::added, {}, act(treaty::ActKind::ratification, "2026-11-01")), 2,
      3)[0];
  const treaty::Event back = treaty::retraction_of(
      told, "It was a test.", standing_at(2, "2026-11-05"), instant("2026-11-05"));
  const std::string headline = worded("fr", told).headline;
  CHECK(worded("fr", back).headline == "Avis rétracté\u202F: " + headline);
  CHECK(holds(worded("fr", back).text, "«\u202F" + headline + "\u202F»"));
  CHECK(holds(worded("fr", back).text, "2 instruments sur 40"));
}

TEST_CASE("an event without particulars keeps its English words, marked", "[language]") {
  const treaty::Event plain = told(EventKind::source_broken, "x", "Broken", "It is broken.");
  CHECK(notify::with_english_marked(worded("fr", plain).text) ==
        "<span lang=\"en\">It is broken.</span>");
  CHECK(worded("en", plain).text == "It is broken.");
}

TEST_CASE("a language file with a mistake is named", "[language]") {
  const TempFolder folder;
  const auto write = [&](const std::string& text) {
    std::filesystem::create_directories(folder.path() / "xx");
    std::ofstream{folder.path() / "xx" / "language.toml"} << text;
  };
  CHECK_THROWS_WITH(Language(folder.path() / "xx"), Catch::Contains("language.toml"));
  write("months = [");
  CHECK_THROWS_WITH(Language(folder.path() / "xx"), Catch::Contains("language.toml: line 1"));
  write("[dates]\nday = 3\n");
  CHECK_THROWS_WITH(Language(folder.path() / "xx"), Catch::Contains("day must be a text"));
  write("[dates]\nday = \"{day}\"\n");
  CHECK_THROWS_WITH(Language(folder.path() / "xx"), Catch::Contains("first_day is missing"));
}

TEST_CASE("every event's text names the treaty, so that it can stand alone", "[language]") {
  for (const auto& [code, name] :
       {std::pair{"en", "UN Convention against Cybercrime"}, std::pair{"fr", "cybercriminalité"},
        std::pair{"es", "Ciberdelincuencia"}}) {
    for (const treaty::Event& event : every_event()) {
      // These two are not worded by the law, but by the sample.
      if (event.kind == EventKind::heartbeat || event.kind == EventKind::withdrawal_notified) {
        continue;
      }
      const std::string text = worded(code, event).text;
      INFO(code << ' ' << event.id << '\n' << text);
      CHECK(holds(text, name));
    }
  }
}
