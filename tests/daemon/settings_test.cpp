#include "daemon/settings.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "daemon/config/participants_file.h"
#include "support/catch.h"
#include "support/temp_folder.h"

namespace {

struct Loaded {
  service::Settings settings;
  std::vector<service::ConfigError> errors;
};

Loaded load(const std::string& toml, service::Groups groups = {}) {
  const tests::TempFolder folder;
  const auto file = folder.path() / "treatyd.toml";
  std::ofstream{file} << toml;
  Loaded loaded;
  loaded.settings = service::load_settings(file.string(), loaded.errors, std::move(groups));
  return loaded;
}

/// Those of the shipped data files.
service::Groups shipped_groups() {
  std::vector<service::ConfigError> errors;
  const std::string data = TREATYD_SOURCE_DIR "/config";
  auto participants = service::read_participants_file(data + "/participants.toml", errors);
  REQUIRE(participants);
  service::Groups groups{*std::move(participants), service::load_rolls(data + "/treaties", errors)};
  REQUIRE(errors.empty());
  return groups;
}

}  // namespace

TEST_CASE("The shortest configuration names a treaty, and everything else has its default") {
  const auto [settings, errors] = load("track = [\"XVIII-16\"]\n");
  CHECK(errors.empty());
  CHECK(settings.source.base_url == "https://treaties.un.org");
  CHECK(settings.source.interval == std::chrono::hours{6});
  CHECK_FALSE(settings.mail);
  CHECK(settings.socket.mode == 0660);
  CHECK(settings.warnings.size() == 2);  // nobody is told, and the site cannot tell who asks
}

TEST_CASE("The configuration that is shipped has no mistake") {
  std::vector<service::ConfigError> errors;
  service::load_settings(TREATYD_SOURCE_DIR "/config/treatyd.toml", errors);
  CHECK(errors.empty());
}

TEST_CASE("Patterns are tracked beside numbers, and what is neither is a mistake") {
  const auto [settings, errors] = load("track = [\"XVIII-16\", \"IV-*\", \"*\"]\n");
  CHECK(errors.empty());
  CHECK(settings.track == std::vector<std::string>{"XVIII-16"});
  CHECK(settings.track_patterns == std::vector<std::string>{"IV-*", "*"});
  CHECK_FALSE(settings.source.catalogue);
  const auto wrong = load("track = [\"XVIII-16\", \"XVIII*\"]\n");
  REQUIRE(wrong.errors.size() == 1);
  CHECK(wrong.errors[0].str().find("no pattern such as") != std::string::npos);
}

TEST_CASE("A time is written with its unit") {
  CHECK(service::parse_span("90s") == std::chrono::seconds{90});
  CHECK(service::parse_span("15m") == std::chrono::minutes{15});
  CHECK(service::parse_span("6h") == std::chrono::hours{6});
  CHECK(service::parse_span("2d") == std::chrono::days{2});
  for (const char* wrong : {"", "6", "h", "6 h", "-6h", "0h", "6w", "6hh", "99999999999h"}) {
    INFO(wrong);
    CHECK_FALSE(service::parse_span(wrong));
  }
}

TEST_CASE("The depositary's site is asked over https, and not every minute") {
  const auto plain = load("track = [\"XVIII-16\"]\n[source]\nbase_url = \"http://example.org\"\n");
  REQUIRE(plain.errors.size() == 1);
  CHECK(plain.errors[0].line == 3);
  const auto greedy = load("track = [\"XVIII-16\"]\n[source]\ninterval = \"1m\"\n");
  REQUIRE(greedy.errors.size() == 1);
  CHECK(greedy.errors[0].text.find("at least 15m") != std::string::npos);
}

TEST_CASE("A subscriber has one way to be told, and mail needs a server") {
  const std::string start = "track = [\"XVIII-16\"]\n[[subscriber]]\nname = \"anna\"\n";
  CHECK(load(start).errors.size() == 1);
  CHECK(load(start + "mail = \"a@example.org\"\n").errors.size() == 1);
  CHECK(load(start + "command = [\"/bin/true\"]\n").errors.empty());
  CHECK(load(start + "command = [\"/bin/true\"]\nmail = \"a@example.org\"\n").errors.size() == 1);
}

TEST_CASE("A subscriber is told in a language of its own, else in everybody's") {
  const std::string tell = "[[subscriber]]\ncommand = [\"/bin/tell\"]\nname = ";
  const auto [settings, errors] = load("track = [\"XVIII-16\"]\nlanguage = \"fr\"\n" + tell +
                                       "\"anna\"\n" + tell + "\"ben\"\nlanguage = \"es\"\n");
  CHECK(errors.empty());
  REQUIRE(settings.subscribers.size() == 2);
  CHECK(settings.subscribers[0].language == "fr");
  CHECK(settings.subscribers[1].language == "es");
  CHECK(load("track = [\"XVIII-16\"]\n").settings.language == "en");
  const auto wrong = load("track = [\"XVIII-16\"]\nlanguage = \"fra\"\n");
  REQUIRE(wrong.errors.size() == 1);
  CHECK(wrong.errors[0].line == 2);
  CHECK(wrong.errors[0].text ==
        "there are no words in \"fra\"; did you mean \"fr\"? There are: en, es, fr");
}

TEST_CASE("A webhook needs an address that may be asked and keys that can sign") {
  const tests::TempFolder folder;
  const auto keys = [&](const std::string& text) {
    std::ofstream{folder.path() / "keys"} << text;
    return "secret_file = \"" + (folder.path() / "keys").string() + "\"\n";
  };
  const std::string start = "track = [\"XVIII-16\"]\n[[subscriber]]\nname = \"desk\"\n";
  const std::string there = "webhook = \"https://hooks.example.org/T0P\"\n";
  const std::string good = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n";
  const auto mistake = [&](const std::string& rest) {
    const Loaded loaded = load(start + rest);
    REQUIRE(loaded.errors.size() == 1);
    CHECK(loaded.errors[0].str().find("T0P") == std::string::npos);
    return loaded.errors[0].text;
  };

  const Loaded loaded = load(start + there + keys(good + '\n' + good) + "cloud_events = true\n");
  REQUIRE(loaded.errors.empty());
  const auto& target = std::get<notify::WebhookTarget>(loaded.settings.subscribers.at(0).target);
  CHECK(target.keys.size() == 2);
  CHECK(target.cloud_events);
  CHECK_FALSE(target.allow_private);

  CHECK(mistake(there).starts_with("a webhook needs secret_file"));
  CHECK(mistake(there + "secret_file = \"/nonexistent\"\n").starts_with("no signing key"));
  CHECK(mistake(there + keys(good + "whsec_T0P\n"))
            .ends_with("line 2: what follows the key's "
                       "prefix is not base64"));
  CHECK(mistake("webhook = \"http://hooks.example.org/T0P\"\n" + keys(good)) ==
        "webhook must be https; http is for this machine only");
  CHECK(mistake("webhook = \"https://user:T0P@example.org/\"\n" + keys(good))
            .starts_with("webhook must be an address"));
  const std::string here = "webhook = \"http://127.0.0.1:8080/T0P\"\n";
  CHECK(mistake(here + keys(good)).starts_with("webhook leads to this machine"));
  CHECK(load(start + here + keys(good) + "allow_private = true\n").errors.empty());
  CHECK(mistake(there + keys(good) + "command = [\"/bin/true\"]\n") ==
        "a subscriber has one of mail, webhook and command, not several");
}

TEST_CASE("A webhook with a format is a room of that service, and needs what the service needs") {
  const tests::TempFolder folder;
  std::ofstream{folder.path() / "token"} << "syt_token\n";
  const std::string token = "token_file = \"" + (folder.path() / "token").string() + "\"\n";
  const std::string start =
      "track = [\"XVIII-16\"]\n[[subscriber]]\nname = \"room\"\n"
      "webhook = \"https://chat.example.org/T0P\"\n";
  const auto mistake = [&](const std::string& rest) {
    const Loaded loaded = load(start + rest);
    REQUIRE(loaded.errors.size() == 1);
    CHECK(loaded.errors[0].str().find("T0P") == std::string::npos);
    return loaded.errors[0].text;
  };
  for (const char* service : {"slack", "mattermost", "discord", "ntfy"}) {
    CAPTURE(service);
    const Loaded loaded = load(start + "format = \"" + service + "\"\n");
    REQUIRE(loaded.errors.empty());
    const auto& target = std::get<notify::ChatTarget>(loaded.settings.subscribers.at(0).target);
    CHECK(notify::name_of(target.service) == service);
  }
  const std::string matrix = "format = \"matrix\"\n";
  const std::string room = "room = \"!a:example.org\"\n";
  const Loaded loaded = load(start + matrix + room + token);
  REQUIRE(loaded.errors.empty());
  CHECK(std::get<notify::ChatTarget>(loaded.settings.subscribers.at(0).target).token ==
        "syt_token");
  CHECK(mistake(matrix + token).starts_with("format = \"matrix\" needs room"));
  CHECK(mistake(matrix + room).starts_with("format = \"matrix\" needs token_file"));
  CHECK(mistake(matrix + room + "token_file = \"/nonexistent\"\n").starts_with("no token"));
  CHECK(mistake("format = \"slak\"\n").starts_with("\"slak\" is no format"));
  CHECK(mistake("format = \"slack\"\ncloud_events = true\n").starts_with("cloud_events is for"));
  CHECK(mistake("format = \"slack\"\n" + room).find("unknown key") != std::string::npos);
  const std::string here = "track = [\"XVIII-16\"]\n[[subscriber]]\nname = \"room\"\n";
  CHECK(load(here + "webhook = \"https://ntfy.example.org\"\nformat = \"ntfy\"\n").errors.size() ==
        1);
}

TEST_CASE("A subscriber says when to be told, in a zone that exists") {
  const std::string start =
      "track = [\"XVIII-16\"]\n[[subscriber]]\nname = \"anna\"\ncommand = [\"/bin/true\"]\n";
  const Loaded loaded =
      load(start + "when = \"weekly\"\nhour = 7\nzone = \"Europe/Vienna\"\nweekends = false\n");
  REQUIRE(loaded.errors.empty());
  const notify::Schedule& schedule = loaded.settings.subscribers.at(0).schedule;
  CHECK(schedule.when == notify::When::weekly);
  CHECK(schedule.hour == 7);
  CHECK(schedule.zone == "Europe/Vienna");
  CHECK_FALSE(schedule.weekends);
  for (const char* wrong : {"when = \"hourly\"\n", "when = \"daily\"\nhour = 24\n",
                            "zone = \"Europe/Wien\"\n", "hour = 8\n"}) {
    CAPTURE(wrong);
    CHECK(load(start + wrong).errors.size() == 1);
  }
}

TEST_CASE("It is said when readers cannot leave by themselves, or by mail alone") {
  const std::string start =
      "track = [\"XVIII-16\"]\n[source]\ncontact = \"a@example.org\"\n"
      "[[subscriber]]\nname = \"anna\"\nmail = \"a@example.org\"\n"
      "[mail]\nserver = \"mail.example.org\"\nfrom = \"a@example.org\"\n";
  const std::string way = "unsubscribe = \"leave@example.org\"\n";
  const std::string pages =
      "[publish]\ndirectory = \"/nonexistent\"\ndomain = \"example.org\"\nsince = 2026-01-01\n"
      "base_url = \"https://example.org\"\n";
  const Loaded none = load(start);
  REQUIRE(none.settings.warnings.size() == 1);
  CHECK(none.settings.warnings[0].starts_with("neither publish.base_url nor mail.unsubscribe"));
  const Loaded by_mail = load(start + way);
  REQUIRE(by_mail.settings.warnings.size() == 1);
  CHECK(by_mail.settings.warnings[0].find("by mail alone") != std::string::npos);
  CHECK(load(start + way + pages).settings.warnings.empty());
  CHECK(load(start + "unsubscribe = \"nobody\"\n").errors.size() == 1);
}

TEST_CASE("There may be several mail servers, and a subscriber names the one that takes its mail") {
  const std::string start =
      "track = [\"XVIII-16\"]\n[mail]\nserver = \"mail.example.org\"\n"
      "from = \"watch@example.org\"\n"
      "[mail.servers.north]\nserver = \"127.0.0.1\"\nport = 2525\nsecurity = \"none\"\n"
      "[mail.servers.south]\nserver = \"mail.south.example\"\nfrom = \"south@south.example\"\n";
  const std::string anna = "[[subscriber]]\nname = \"anna\"\nmail = \"a@example.org\"\n";
  const Loaded loaded = load(start + anna + "via = \"north\"\n");
  REQUIRE(loaded.errors.empty());
  const service::MailSettings& mail = loaded.settings.mail.value();
  CHECK(mail.usual.server == "mail.example.org");
  REQUIRE(mail.others.size() == 2);
  CHECK(mail.others.at("north").port == 2525);
  CHECK(mail.others.at("north").from == "watch@example.org");
  CHECK(mail.others.at("south").from == "south@south.example");
  CHECK(std::get<notify::MailTarget>(loaded.settings.subscribers.at(0).target).via == "north");

  const auto mistake = [&](const std::string& rest) {
    const Loaded wrong = load(start + rest);
    REQUIRE(wrong.errors.size() == 1);
    return wrong.errors[0];
  };
  CHECK(mistake(anna + "via = \"nroth\"\n").text ==
        "there is no [mail.servers.nroth]; did you mean \"north\"?");
  CHECK(mistake(anna + "via = \"nroth\"\n").line == 15);
  CHECK(mistake("[mail.servers.west]\nserver = \"mail.west.example\"\nprot = 25\n").text ==
        "unknown key mail.servers.west.prot; did you mean mail.servers.west.port?");
  CHECK(mistake("[mail.servers.west]\nserver = \"mail.west.example\"\nsecurity = \"none\"\n")
            .text.starts_with("security = \"none\" is for a server on this machine only"));
  CHECK(mistake("[mail.servers.west]\nport = 25\n").text == "mail.servers.west.server is missing");
  const std::string command = "[[subscriber]]\nname = \"ben\"\ncommand = [\"/bin/true\"]\n";
  CHECK(mistake(command + "via = \"north\"\n").text.starts_with("unknown key subscriber.via"));
}

TEST_CASE("Groups of States are the UN's, the EU, the rolls and the operator's own lists") {
  const service::Groups groups = shipped_groups();
  const std::string start =
      "track = [\"XVIII-16\"]\n[groups]\npacific = [\"FJI\", \"Tonga\"]\n"
      "[[subscriber]]\nname = \"anna\"\ncommand = [\"/bin/true\"]\n";
  const Loaded loaded = load(start +
                                 "groups = [\"EU\", \"western-europe\", \"pacific\", "
                                 "\"ctbt-annex-2\", \"continents/Asia\"]\n",
                             groups);
  REQUIRE(loaded.errors.empty());
  const auto& named = loaded.settings.subscribers.at(0).filter.groups;
  REQUIRE(named.size() == 5);
  const auto has = [&](std::size_t group, const char* id, const char* day) {
    return named.at(group)->contains(treaty::ParticipantId{id}, treaty::Day::from_iso(day).value());
  };
  CHECK(has(0, "GBR", "2020-01-31"));
  CHECK_FALSE(has(0, "GBR", "2020-02-01"));
  CHECK(has(0, "EU", "2026-01-01"));
  CHECK_FALSE(has(0, "CHE", "2026-01-01"));
  CHECK(has(1, "CHE", "2026-01-01"));
  CHECK(has(2, "TON", "2026-01-01"));
  CHECK_FALSE(has(2, "WSM", "2026-01-01"));
  CHECK(has(3, "ZAF", "2026-01-01"));
  CHECK(has(4, "AFG", "2026-01-01"));
  CHECK_FALSE(has(4, "AGO", "2026-01-01"));

  const auto mistake = [&](const std::string& toml) {
    const Loaded wrong = load(toml, groups);
    REQUIRE(wrong.errors.size() == 1);
    return wrong.errors[0];
  };
  const auto unknown = mistake(start + "groups = [\"pacfic\"]\n");
  CHECK(unknown.text == "there is no group \"pacfic\"; did you mean \"pacific\"?");
  CHECK(unknown.line == 7);
  CHECK(mistake("track = [\"XVIII-16\"]\n[groups]\npacific = [\"Figi\"]\n").text ==
        "no participant is known as \"Figi\"; did you mean \"Fiji\"? Use its id, such as FRA, or a "
        "name");
  CHECK(mistake("track = [\"XVIII-16\"]\n[groups]\nEU = [\"FJI\"]\n")
            .text.starts_with("there is a group \"EU\" already"));
  CHECK(mistake("track = [\"XVIII-16\"]\n[groups]\npacific = []\n").line == 3);
  CHECK(mistake(start + "participants = [\"Frence\"]\n").text.find("\"France\"") !=
        std::string::npos);
}

TEST_CASE("The address of a webhook may stand in a file, and no message repeats it") {
  const tests::TempFolder folder;
  const auto at = [&](const std::string& text) {
    std::ofstream{folder.path() / "address"} << text;
    return "webhook_file = \"" + (folder.path() / "address").string() + "\"\nformat = \"slack\"\n";
  };
  const std::string start = "track = [\"XVIII-16\"]\n[[subscriber]]\nname = \"room\"\n";
  const Loaded loaded = load(start + at("https://hooks.slack.com/services/T0P\n"));
  REQUIRE(loaded.errors.empty());
  CHECK(std::get<notify::ChatTarget>(loaded.settings.subscribers.at(0).target).url ==
        "https://hooks.slack.com/services/T0P");
  const auto mistake = [&](const std::string& rest) {
    const Loaded wrong = load(start + rest);
    REQUIRE(wrong.errors.size() == 1);
    CHECK(wrong.errors[0].str().find("T0P") == std::string::npos);
    return wrong.errors[0].text;
  };
  CHECK(mistake(at("")).starts_with("no address can be read from"));
  CHECK(mistake("webhook_file = \"/nonexistent\"\nformat = \"slack\"\n")
            .starts_with("no address can be read from"));
  CHECK(mistake(at("hooks.slack.com/T0P\n")).starts_with("webhook must be an address"));
  CHECK(mistake(at("https://hooks.slack.com/T0P\n") + "webhook = \"https://a.example/T0P\"\n") ==
        "a subscriber has one of webhook and webhook_file, not both");
}
