#include <algorithm>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "daemon/settings.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

struct Checked {
  std::vector<std::string> mistakes;  ///< "line: text"
  std::vector<std::string> warnings;
};

Checked check(const std::string& toml) {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.toml";
  std::ofstream{file} << toml;
  std::vector<service::ConfigError> errors;
  Checked checked{.warnings = service::load_settings(file.string(), errors).warnings};
  for (const service::ConfigError& error : errors)
    checked.mistakes.push_back(std::to_string(error.line) + ": " + error.text);
  return checked;
}

bool holds(const std::vector<std::string>& texts, const std::string& part) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

const std::string kTrack = "track = [\"XVIII-16\"]\n";

}  // namespace

TEST_CASE("What would be found out only when a mail is due is a mistake of the configuration") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[source]\ncontact = \"the press office\"\n", "3: contact must be a mail address or a web"},
      {"[mail]\nserver = \"mail.example.org:587\"\nfrom = \"a@example.org\"\n",
       "a port goes into port = 587"},
      {"[mail]\nserver = \"https://mail.example.org\"\nfrom = \"a@example.org\"\n",
       "3: server is the name of a host alone"},
      {"[publish]\nsince = 2026-01-01\ndomain = \"example.org\"\ndirectory = \"/srv/t\"\n"
       "base_url = \"treaties.example.org\"\n",
       "6: base_url must be the web address of the pages"},
      {"[publish]\nsince = 2026-01-01\ndomain = \"example.org\"\ndirectory = \"/srv/t\"\n"
       "base_url = \"https://example.org/?t=1\"\n",
       "neither \"?\" nor \"#\""},
      {"[publish]\nsince = 2026-01-01\ndomain = \"https://example.org\"\ndirectory = \"/srv/t\"\n",
       "4: domain must be a domain name alone"},
      {"[publish]\nsince = 2026-01-01\ndomain = \"example.org\"\ndirectory = \"public\"\n",
       "5: directory must be a path from the root"},
      {"[watch]\nconfirm_manually = [\"XVIII-12\"]\n", "3: XVIII-12 is not tracked; did you mean"},
      {"[[subscriber]]\nname = \"a\"\ncommand = [\"/bin/true\"]\ntreaties = [\"IV-4\"]\n",
       "5: IV-4 is not tracked; add it to track, or take it out here"},
  };
  for (const auto& [more, sentence] : cases) {
    const Checked checked = check(kTrack + more);
    INFO(more);
    CHECK(checked.mistakes.size() == 1);
    CHECK(holds(checked.mistakes, sentence));
  }
  for (const char* good : {"contact = \"press@example.org\"", "contact = \"https://example.org/\""})
    CHECK(check(kTrack + "[source]\n" + good + '\n').mistakes.empty());
}

TEST_CASE("What is only missing on this machine is a warning") {
  const Checked checked =
      check(kTrack +
            "[socket]\ngroup = \"no-such-group\"\n[[subscriber]]\nname = \"a\"\n"
            "command = [\"/no/such/program\"]\n");
  CHECK(checked.mistakes.empty());
  CHECK(holds(checked.warnings, "no group no-such-group"));
  CHECK(holds(checked.warnings, "subscriber a: there is no program /no/such/program"));
}

TEST_CASE("A mistyped key is told once, and not as missing too") {
  const Checked track = check("trak = [\"XVIII-16\"]\n");
  CHECK(track.mistakes == std::vector<std::string>{"1: unknown key trak; did you mean track?"});
  const Checked server = check(kTrack + "[mail]\nsevrer = \"localhost\"\nfrom = \"a@b.org\"\n");
  CHECK(server.mistakes ==
        std::vector<std::string>{"3: unknown key mail.sevrer; did you mean mail.server?"});
  CHECK(holds(check(kTrack + "[mail]\nfrom = \"a@b.org\"\n").mistakes, "mail.server is missing"));
}

TEST_CASE("A subscriber without a target does not make its other keys unknown") {
  const Checked checked =
      check(kTrack + "[[subscriber]]\nname = \"a\"\nmial = \"a@example.org\"\nto_name = \"A\"\n");
  CHECK(checked.mistakes.size() == 2);
  CHECK_FALSE(holds(checked.mistakes, "to_name"));
}

TEST_CASE("Mistakes are told from the top of the file") {
  const Checked checked = check("nonsense = 1\n" + kTrack +
                                "[[subscriber]]\nname = \"a\"\ncommand = [\"/bin/true\"]\n"
                                "kinds = [\"zzz\"]\n[source]\ninterval = \"1m\"\n");
  REQUIRE(checked.mistakes.size() == 3);
  CHECK(checked.mistakes[0].starts_with("1: unknown key nonsense"));
  CHECK(checked.mistakes[1].starts_with("6: \"zzz\" is no kind of event; there are: signature"));
  CHECK(checked.mistakes[2].starts_with("8: interval"));
}
