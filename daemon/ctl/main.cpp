#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/nearest.h"
#include "daemon/ctl/assess.h"
#include "daemon/ctl/backup.h"
#include "daemon/ctl/check_config.h"
#include "daemon/ctl/doctor.h"
#include "daemon/ctl/online.h"
#include "daemon/ctl/read.h"
#include "daemon/ctl/register_online.h"
#include "daemon/ctl/verify.h"
#include "daemon/places.h"
#include "feeds/address.h"
#include "lib/cli.h"
#include "treaty/day.h"
#include "treaty/what_if.h"

namespace {

// Adds `read`; the exit code goes to `code`, which must outlive the parsing.
void add_read(CLI::App& app, int& code) {
  struct Options {
    std::vector<std::string> files;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* read = app.add_subcommand(
      "read", "Read pages and XML files of the collection and print what they say");
  read->add_option("FILE", options->files, "Pages (.html) or XML files, as the site serves them")
      ->required();
  read->add_flag("--json", options->json, "One JSON object a line, a file each");
  read->callback([options, &code] { code = ctl::read_files(options->files, options->json); });
}

std::string day_mistake(const std::string& text) {
  if (treaty::Day::from_iso(text)) return {};
  return '"' + text + "\" is no day; write it as 2026-12-31";
}

// `explain NUMBER` asks the service, `explain FILE` reads; a file of that name comes first.
bool is_number(const std::vector<std::string>& files) {
  return files.size() == 1 && !std::filesystem::exists(files.front()) &&
         feeds::TreatyNumber::parse(files.front());
}

// Adds `assess` and `explain`, which work on files; `explain` also on what the service knows.
void add_assess(CLI::App& app, int& code, const std::shared_ptr<std::string>& socket) {
  auto options = std::make_shared<ctl::AssessRequest>();
  CLI::App* assess = app.add_subcommand(
      "assess", "Read files of the collection and tell when each treaty enters into force");
  CLI::App* explain = app.add_subcommand(
      "explain",
      "The same in sentences: what counts, what does not, the arithmetic and the source");
  for (CLI::App* command : {assess, explain}) {
    command
        ->add_option(command == assess ? "FILE" : "FILE|NUMBER", options->files,
                     command == assess ? "Pages (.html) or XML files"
                                       : "Pages or XML files, or the number of a tracked treaty")
        ->required();
    command->add_option("--rules", options->rules, "Folder with the treaties' rules");
    command->add_option("--today", options->today, "The day to assess on, as 2026-12-31")
        ->check(day_mistake);
    command
        ->add_option("--as-of", options->as_of,
                     "The legal state on that day; later acts are left out")
        ->check(day_mistake);
  }
  assess->add_flag("--json", options->json, "One JSON object a line, a file each");
  assess->callback([options, &code] { code = ctl::assess_files(*options); });
  explain->add_option("--socket", *socket, "The service's socket, for a NUMBER");
  explain->callback([options, socket, &code] {
    code = is_number(options->files)
               ? ctl::explain_online({.socket = *socket}, *options, std::cout, std::cerr)
               : ctl::explain_files(*options);
  });
}

std::string supposition_mistake(const std::string& text) {
  if (treaty::supposition_from(treaty::Supposition::Sort::deposit, text)) return {};
  return '"' + text + "\" is not understood; write \"France 2026-12-01\"";
}

// Adds `what-if` and `propose-rule`.
void add_suppositions(CLI::App& app, int& code, const std::shared_ptr<std::string>& socket) {
  auto options = std::make_shared<ctl::AssessRequest>();
  CLI::App* what_if = app.add_subcommand(
      "what-if", "What would follow from deposits or withdrawals that have not happened");
  what_if->add_option("FILE|NUMBER", options->files, "A file, or the number of a tracked treaty")
      ->required()
      ->expected(1);
  what_if->add_option("--socket", *socket, "The service's socket, for a NUMBER");
  what_if->add_option("--deposit", options->deposits, "Supposed: \"France 2026-12-01\"")
      ->check(supposition_mistake);
  what_if->add_option("--withdraw", options->withdrawals, "Supposed to take effect on that day")
      ->check(supposition_mistake);
  what_if->add_option("--rules", options->rules, "Folder with the treaties' rules");
  what_if->add_option("--today", options->today, "The day to assess on, as 2026-12-31")
      ->check(day_mistake);
  what_if->add_flag("--json", options->json, "The whole assessment as JSON");
  what_if->callback([options, socket, &code] {
    code = is_number(options->files)
               ? ctl::what_if_online({.socket = *socket, .json = options->json},
                                     options->files.front(), options->deposits,
                                     options->withdrawals, std::cout, std::cerr)
               : ctl::what_if_files(*options);
  });

  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* propose = app.add_subcommand(
      "propose-rule", "Read the clause that a record quotes into a rule for a person to accept");
  propose->add_option("FILE|NUMBER", *files, "Pages or XML files, or a tracked treaty's number")
      ->required();
  propose->add_option("--socket", *socket, "The service's socket, for a NUMBER");
  propose->callback([files, socket, &code] {
    code = is_number(*files)
               ? ctl::propose_rule_online({.socket = *socket}, files->front(), std::cout, std::cerr)
               : ctl::propose_rules(*files);
  });
}

void add_check_config(CLI::App& app, int& code) {
  struct Options {
    std::string file = service::default_config_file();
    std::string rules;
  };
  auto options = std::make_shared<Options>();
  CLI::App* check =
      app.add_subcommand("check-config", "Name every mistake of a configuration with its line");
  check->add_option("FILE", options->file, "The configuration")->capture_default_str();
  check->add_option("--rules", options->rules, "A folder of treaty files instead of the installed");
  check->callback([options, &code] {
    code = ctl::check_config(options->file, options->rules, std::cout, std::cerr);
  });
}

void add_verify(CLI::App& app, int& code) {
  auto options = std::make_shared<ctl::VerifyOptions>();
  options->state = service::default_state_directory();
  CLI::App* verify = app.add_subcommand(
      "verify", "Do all that was recorded again from the kept documents, and compare");
  verify->add_option("--state", options->state, "The folder of the service's database")
      ->capture_default_str();
  verify->add_option("--rules", options->rules,
                     "A folder of treaty files instead of the installed");
  verify->add_flag("--json", options->json, "The answer as one line of JSON");
  verify->callback([options, &code] { code = ctl::verify(*options, std::cout, std::cerr); });
}

void add_backup(CLI::App& app, int& code) {
  auto options = std::make_shared<ctl::BackupOptions>();
  options->state = service::default_state_directory();
  CLI::App* backup = app.add_subcommand(
      "backup", "Copy the database, also while the service runs, and check the copy");
  backup->add_option("FILE", options->file, "The copy; must not exist")->required();
  backup->add_option("--state", options->state, "The folder of the service's database")
      ->capture_default_str();
  backup->add_flag("--json", options->json, "The answer as one line of JSON");
  backup->callback([options, &code] { code = ctl::backup(*options, std::cout, std::cerr); });
}

// Where a treatyd with that state folder answers, unless it was told otherwise.
std::string socket_beside(const std::string& state) {
  const bool installed = state == service::default_state_directory();
  return installed || std::getenv("TREATYD_SOCKET") != nullptr ? service::client_socket()
                                                               : state + "/treatyd.sock";
}

void add_doctor(CLI::App& app, int& code, const std::shared_ptr<std::string>& socket) {
  struct Options {
    ctl::doctor::Subject subject;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  options->subject.config = service::default_config_file();
  options->subject.state = service::default_state_directory();
  CLI::App* doctor =
      app.add_subcommand("doctor", "Look at everything that the service needs, and say what to do");
  doctor->add_option("--config", options->subject.config, "The configuration")
      ->capture_default_str();
  doctor->add_option("--state", options->subject.state, "The folder of the service's database")
      ->capture_default_str();
  doctor->add_option("--socket", *socket, "The service's socket (default: that of --state)");
  doctor->add_option("--rules", options->subject.rules,
                     "A folder of treaty files instead of the installed");
  doctor->add_flag("--offline", options->subject.offline,
                   "Ask neither the depositary's site nor the mail server");
  doctor->add_flag("--json", options->json, "The report as one line of JSON");
  doctor->callback([options, socket, &code] {
    auto& subject = options->subject;
    const bool named = *socket != service::client_socket();
    subject.socket = named ? *socket : socket_beside(subject.state);
    code = ctl::examine(subject, options->json, std::cout);
  });
}

// A word in the place of a command that is none; CLI11 would only say that a command is missing.
std::optional<std::string> mistyped_command(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> known;
  for (const CLI::App* command : app.get_subcommands(nullptr))
    known.push_back(command->get_name());
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--socket") {
      ++i;
    } else if (!word.starts_with('-')) {
      if (std::find(known.begin(), known.end(), word) != known.end()) return std::nullopt;
      const auto nearest = service::nearest_of(word, known);
      return '"' + word + "\" is no command" +
             (nearest ? "; did you mean " + *nearest + '?' : std::string{}) +
             "; treatyctl --help lists them";
    }
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int kFailure = 1;
  constexpr int kUsage = 2;
  int code = 0;
  CLI::App app{"Ask a treatyd service, or read the UN Treaty Collection's documents from files.",
               "treatyctl"};
  app.formatter(std::make_shared<lib::NarrowHelp>());
  app.require_subcommand(1);
  app.set_version_flag("--version", "treatyctl " TREATYD_VERSION);
  app.footer(
      "Exit status: 0 fine; 1 failure, or a predicate is false; 2 usage; 3 the service\n"
      "cannot be reached; 4 what it knows is stale; 5 not found; 6 not allowed.");
  auto socket = std::make_shared<std::string>(service::client_socket());
  ctl::register_online(app, code, socket);
  add_read(app, code);
  add_assess(app, code, socket);
  add_suppositions(app, code, socket);
  add_check_config(app, code);
  add_verify(app, code);
  add_backup(app, code);
  add_doctor(app, code, socket);
  if (const auto mistake = mistyped_command(app, argc, argv)) {
    std::cerr << "treatyctl: " << *mistake << '\n';
    return kUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  } catch (const std::exception& error) {
    std::cerr << "treatyctl: " << error.what() << '\n';
    return kFailure;
  }
  return code;
}
