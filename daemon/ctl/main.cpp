#include "lib/cli.h"

int main(int argc, char** argv) {
  CLI::App app{"Ask a treatyd service, or read the UN Treaty Collection's documents from files.",
               "treatyctl"};
  app.require_subcommand(1);
  CLI11_PARSE(app, argc, argv);
  return 0;
}
