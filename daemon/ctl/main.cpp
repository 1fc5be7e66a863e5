#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "daemon/ctl/read.h"
#include "lib/cli.h"

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

}  // namespace

int main(int argc, char** argv) {
  constexpr int kFailure = 1;
  constexpr int kUsage = 2;
  int code = 0;
  CLI::App app{"Ask a treatyd service, or read the UN Treaty Collection's documents from files.",
               "treatyctl"};
  app.require_subcommand(1);
  add_read(app, code);
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
