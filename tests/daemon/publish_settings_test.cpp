#include <fstream>
#include <string>
#include <vector>

#include "daemon/settings.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

struct Loaded {
  service::Settings settings;
  std::vector<service::ConfigError> errors;
};

Loaded load(const std::string& toml) {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.toml";
  std::ofstream{file} << toml;
  Loaded loaded;
  loaded.settings = service::load_settings(file.string(), loaded.errors);
  return loaded;
}

const std::string kMeeting =
    "track = [\"XVIII-16\", \"IV-*\"]\n[[meeting]]\ntreaty = \"XVIII-16\"\nname = \"Session\"\n"
    "from = 2027-01-25\n";

}  // namespace

TEST_CASE("A meeting is on a tracked treaty and lasts a day unless it says until when") {
  const auto [settings, errors] = load(kMeeting + "place = \"Vienna\"\n");
  CHECK(errors.empty());
  REQUIRE(settings.meetings.size() == 1);
  CHECK(settings.meetings[0].name == "Session");
  CHECK(settings.meetings[0].place == "Vienna");
  CHECK(settings.meetings[0].last == settings.meetings[0].first);
  CHECK(load(kMeeting + "until = 2027-01-29\n").settings.meetings[0].last.iso() == "2027-01-29");
}

TEST_CASE("What is wrong with a meeting is named with its line") {
  const auto mistake = [](const std::string& toml) {
    const auto loaded = load(toml);
    REQUIRE(loaded.errors.size() == 1);
    return loaded.errors[0].str();
  };
  CHECK(mistake(kMeeting + "until = 2027-01-20\n").find("2027-01-20, lies before") !=
        std::string::npos);
  CHECK(mistake(kMeeting + "until = 2027-01-20\n").find("treatyd.toml:6:") != std::string::npos);
  CHECK(mistake(kMeeting + "until = \"2027-01-29\"\n").find("until") != std::string::npos);
  CHECK(mistake(kMeeting + "untill = 2027-01-29\n").find("until") != std::string::npos);
  CHECK(mistake(kMeeting + "url = \"javascript:x\"\n").find("no web address") != std::string::npos);
  CHECK(mistake("track = [\"XVIII-16\"]\n[[meeting]]\ntreaty = \"XVIII-61\"\nname = \"x\"\n"
                "from = 2027-01-25\n")
            .find("did you mean \"XVIII-16\"?") != std::string::npos);
  CHECK(mistake("track = [\"XVIII-16\"]\n[[meeting]]\ntreaty = \"XVIII-16\"\nname = \"x\"\n")
            .find("first day") != std::string::npos);
}

TEST_CASE("Two meetings that a calendar could not tell apart are a mistake") {
  const std::string again =
      "[[meeting]]\ntreaty = \"XVIII-16\"\nname = \"SESSION!\"\nfrom = 2027-01-25\n";
  const auto twice = load(kMeeting + again);
  REQUIRE(twice.errors.size() == 1);
  CHECK(twice.errors[0].line == 8);
  const std::string other =
      "[[meeting]]\ntreaty = \"IV-1\"\nname = \"Session\"\nfrom = 2027-01-25\n";
  CHECK(load(kMeeting + other).errors.empty());
}

TEST_CASE("Pages are in every language there is, or in those that are named, English on top") {
  const std::string publish =
      "track = [\"XVIII-16\"]\n[publish]\ndirectory = \"/tmp/x\"\ndomain = \"x.example\"\n"
      "since = 2026-01-01\n";
  using Codes = std::vector<std::string>;
  CHECK(load(publish).settings.publish->languages == Codes{"en", "es", "fr"});
  CHECK(load(publish + "languages = [\"fr\"]\n").settings.publish->languages == Codes{"en", "fr"});
  const auto wrong = load(publish + "languages = [\"fi\"]\n");
  REQUIRE(wrong.errors.size() == 1);
  CHECK(wrong.errors[0].str().find("There are: en, es, fr") != std::string::npos);
}

TEST_CASE("A map that is not there is a warning, and one that is damaged a mistake") {
  const tests::TempFolder folder;
  const std::string file = (folder.path() / "world.json").string();
  const std::string publish =
      "track = [\"XVIII-16\"]\n[publish]\ndirectory = \"/tmp/x\"\ndomain = \"x.example\"\n"
      "since = 2026-01-01\nmap = \"" +
      file + "\"\n";
  const auto fault = [&](const std::string& json) {
    std::ofstream{file} << json;
    const auto loaded = load(publish);
    return loaded.errors.empty() ? std::string{} : loaded.errors[0].str();
  };
  const auto missing = load(publish);
  CHECK(missing.errors.empty());
  CHECK_FALSE(missing.settings.publish->map);
  const auto& warnings = missing.settings.warnings;
  CHECK(std::any_of(warnings.begin(), warnings.end(), [&](const std::string& warning) {
    return warning.find("there is no " + file + ", and the pages do without a map") !=
           std::string::npos;
  }));
  CHECK(fault("[]").find("no JSON object") != std::string::npos);
  CHECK(fault("{\"width\": 9}").find("no width and height") != std::string::npos);
  const std::string size = "{\"width\": 9, \"height\": 9, ";
  CHECK(fault(size + "\"shapes\": {\"FRA\": \"M0 0\\\"onload\"}, \"dots\": {}}").find("no path") !=
        std::string::npos);
  CHECK(fault(size + "\"shapes\": {}, \"dots\": {\"MLT\": [1]}}").find("no [x, y]") !=
        std::string::npos);
  CHECK(fault(size + "\"shapes\": {\"FRA\": \"M0 0l1 1-2 3z\"}, \"dots\": {\"MLT\": [1, 2]}}")
            .empty());
}
