#include "notify/site_words.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "lib/toml.h"
#include "notify/samples.h"
#include "support/catch.h"
#include "support/temp_folder.h"
#include "treaty/event.h"

using namespace tests;

namespace {

const std::filesystem::path kTemplates = TREATYD_SOURCE_DIR "/config/templates";

std::set<std::string> braces_of(const std::string& text) {
  static const std::regex brace{"\\{[a-z]+\\}"};
  return {std::sregex_token_iterator{text.begin(), text.end(), brace}, {}};
}

std::string fault_of(const std::filesystem::path& folder) {
  try {
    const notify::SiteWords words{folder};
  } catch (const std::runtime_error& fault) {
    return fault.what();
  }
  return {};
}

}  // namespace

TEST_CASE("every language of the pages fills in what English fills in", "[site-words]") {
  const toml::table english = toml::parse_file((kTemplates / "en/site.toml").string());
  const auto codes = notify::site_languages_in(kTemplates);
  CHECK(codes == std::vector<std::string>{"en", "es", "fr"});
  for (const std::string& code : codes) {
    const toml::table words = toml::parse_file((kTemplates / code / "site.toml").string());
    for (const auto& [key, node] : *english["words"].as_table()) {
      INFO(code << ": " << key.str());
      const std::string text = words["words"][key.str()].value_or(std::string{});
      CHECK(braces_of(text) == braces_of(node.value_or(std::string{})));
      CHECK((!text.empty() || key.str() == "unreviewed"));
    }
  }
}

TEST_CASE("every kind of event, region and chapter has a name in every language", "[site-words]") {
  for (const std::string& code : notify::site_languages_in(kTemplates)) {
    const notify::SiteWords& words = site_words(code);
    for (int n = 0; n <= static_cast<int>(treaty::EventKind::heartbeat); ++n) {
      const auto kind = static_cast<treaty::EventKind>(n);
      const bool told = !treaty::is_for_operator(kind) && kind != treaty::EventKind::heartbeat;
      if (told) CHECK_FALSE(words.kind(treaty::name_of(kind)).empty());
    }
    CHECK(words.region("African States") == notify::unmarked(words.region("African States")));
    CHECK(words.chapter("XVIII").starts_with("XVIII. "));
    CHECK(words.chapter("XL").find("XL") != std::string::npos);
  }
}

TEST_CASE("numbers, days and spans are said as the language says them", "[site-words]") {
  CHECK(site_words().count("next_number", 1) == "1 more instrument");
  CHECK(site_words().count("next_number", 0) == "0 more instruments");
  CHECK(site_words("fr").count("next_number", 0) == "encore 0 instrument");
  CHECK(site_words("fr").count("next_number", 2) == "encore 2 instruments");
  CHECK(site_words().short_day(day("2026-11-03")) == "3 Nov 2026");
  CHECK(site_words("fr").short_day(day("2026-08-03")) == "3 août 2026");
  CHECK(site_words().days(day("2027-01-25"), day("2027-01-29")) == "25 to 29 January 2027");
  CHECK(site_words("es").days(day("2027-01-25"), day("2027-01-29")) ==
        "del 25 al 29 de enero de 2027");
  CHECK(site_words("fr").days(day("2027-02-01"), day("2027-02-05")) ==
        "du 1er février 2027 au 5 février 2027");
  CHECK(site_words().days(day("2027-01-30"), day("2027-02-02")) ==
        "30 January 2027 to 2 February 2027");
}

TEST_CASE("braces in a value are text", "[site-words]") {
  CHECK(site_words().say("calendar_deadline", {{"treaty", "{deadline}"}, {"deadline", "x"}}) ==
        "{deadline}: x");
}

TEST_CASE("a text that a language lacks, or that no page has, is a fault of its file",
          "[site-words]") {
  const tests::TempFolder home;
  std::filesystem::copy(kTemplates / "en", home.path() / "en");
  std::filesystem::copy(kTemplates / "fr", home.path() / "fr");
  CHECK(fault_of(home.path() / "fr").empty());
  const auto file = home.path() / "fr" / "site.toml";
  std::ifstream in{file};
  const std::string whole{std::istreambuf_iterator<char>{in}, {}};
  std::string less = whole;
  less.replace(less.find("skip = "), 7, "leap = ");
  std::ofstream{file} << less;
  CHECK(fault_of(home.path() / "fr") == file.string() + ": skip is missing");
  std::string more = whole;
  more.insert(more.find("skip = "), "leap = \"x\"\n");
  std::ofstream{file} << more;
  CHECK(fault_of(home.path() / "fr") == file.string() + ": leap is no text of the pages");
  std::ofstream{file} << "x";
  CHECK(fault_of(home.path() / "fr").starts_with(file.string() + ": line 1"));
}
