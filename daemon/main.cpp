#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <sysexits.h>

#include "daemon/clock.h"
#include "daemon/library.h"
#include "daemon/places.h"
#include "daemon/service.h"
#include "daemon/settings.h"
#include "lib/cli.h"
#include "lib/log.h"
#include "store/database.h"

namespace {

struct Options {
  std::string config = service::default_config_file();
  std::string state = service::default_state_directory();
  std::string socket;
  std::string rules;
  std::string clock;
};

constexpr const char* kAbout =
    "treatyd watches treaties in the UN Treaty Collection, computes by each treaty's\n"
    "own rule when it enters into force, and tells subscribers. Ask the running\n"
    "service with treatyctl.";

constexpr const char* kFooter =
    "Exit status: 0 after SIGTERM or SIGINT; 64 usage; 69 when the socket cannot be\n"
    "set up; 73 when the state cannot be written, or another treatyd holds it; 78\n"
    "when the configuration has a mistake. SIGHUP has the configuration and the rules\n"
    "read again; with a mistake in them everything stays as it was, and the log says\n"
    "why.";

void read_options(CLI::App& app, Options& options) {
  app.set_version_flag("--version", "treatyd " TREATYD_VERSION);
  app.add_option("--config", options.config, "the configuration file")->capture_default_str();
  app.add_option("--state", options.state, "the folder of the database")->capture_default_str();
  app.add_option("--socket", options.socket,
                 "the Unix socket to answer on (default: treatyd.sock in the run folder, or in "
                 "--state when that is given)");
  app.add_option("--rules", options.rules, "a folder of treaty files instead of the installed one");
  app.add_option("--clock", options.clock,
                 "a file that holds today's date (2003-07-01), for replays and tests: the service "
                 "then looks at the record only when asked to; refused on the installed state");
  app.footer(kFooter);
}

int report(const std::vector<service::ConfigError>& errors) {
  for (const service::ConfigError& error : errors)
    std::cerr << error.str() << '\n';
  std::cerr << errors.size() << (errors.size() == 1 ? " mistake" : " mistakes")
            << " in the configuration; treatyd does not start\n";
  return EX_CONFIG;
}

int start(const Options& options) {
  std::vector<service::ConfigError> errors;
  service::Library library =
      service::load_library(service::data_directory(), options.rules, errors);
  service::Settings settings = service::load_settings(options.config, errors, library.groups);
  if (!errors.empty()) {
    const int status = report(errors);
    if (!std::filesystem::exists(options.config)) {
      std::cerr << "copy " << service::example_config_file() << " there and edit it, or name "
                << "another file with --config\n";
    }
    return status;
  }
  for (const std::string& warning : settings.warnings)
    lib::log_warning(warning);

  std::filesystem::create_directories(options.state);
  service::Clock clock = options.clock.empty() ? service::Clock{} : service::Clock{options.clock};
  const service::Places places{options.state, options.socket,
                               service::data_directory() + "/templates", options.config,
                               options.rules};
  service::Service service{std::move(settings), std::move(library), std::move(clock), places};
  service.run();
  return EX_OK;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app{kAbout, "treatyd"};
  app.formatter(std::make_shared<lib::NarrowHelp>());
  read_options(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? EX_OK : EX_USAGE;
  }
  if (!options.clock.empty() && options.state == service::default_state_directory()) {
    std::cerr
        << "--clock needs a --state of its own: a false date must not reach the real record\n";
    return EX_USAGE;
  }
  if (options.socket.empty()) {
    options.socket = options.state == service::default_state_directory()
                         ? service::default_socket()
                         : options.state + "/treatyd.sock";
  }
  lib::start_log(lib::LogLevel::info);
  try {
    return start(options);
  } catch (const store::OpenError& fault) {
    lib::log_error(fault.what());
    return EX_CANTCREAT;
  } catch (const std::filesystem::filesystem_error& fault) {
    lib::log_error("the folder " + fault.path1().string() +
                   " cannot be made: " + fault.code().message() + "; --state names another one");
    return EX_CANTCREAT;
  } catch (const std::exception& fault) {
    lib::log_error(fault.what());
    return EX_UNAVAILABLE;
  }
}
