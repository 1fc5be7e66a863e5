#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "daemon/ctl/assess.h"
#include "daemon/ctl/read.h"
#include "lib/cli.h"
#include "treaty/day.h"

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

// Adds `assess` and `explain`, which work on files.
void add_assess(CLI::App& app, int& code) {
  auto options = std::make_shared<ctl::AssessRequest>();
  CLI::App* assess = app.add_subcommand(
      "assess", "Read files of the collection and tell when each treaty enters into force");
  CLI::App* explain = app.add_subcommand(
      "explain",
      "The same in sentences: what counts, what does not, the arithmetic and the source");
  for (CLI::App* command : {assess, explain}) {
    command->add_option("FILE", options->files, "Pages (.html) or XML files")->required();
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
  explain->callback([options, &code] { code = ctl::explain_files(*options); });
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
  add_assess(app, code);
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
