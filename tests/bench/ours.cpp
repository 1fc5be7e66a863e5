// ours TASK FILE...: the project's readers as an engine of compare.py, which tells how they talk.
// Tasks: reading (all of a document, page or XML), table (its head and participant table alone),
// pugixml (the tree of an XML document alone).
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "daemon/config/participants_file.h"
#include "feeds/read_document.h"
#include "lib/xml.h"

namespace {

struct Found {
  std::size_t rows = 0;
  std::size_t cells = 0;
};

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

Found read(const std::string& document, const treaty::Participants& participants,
           feeds::Extent extent) {
  const auto result = feeds::read_document(document, participants, {}, extent);
  const auto* reading = std::get_if<treaty::Reading>(&result);
  if (reading == nullptr) throw std::runtime_error{std::get<feeds::ReadFault>(result).text};
  Found found{reading->participants.size(), 0};
  for (const treaty::ReadParticipant& participant : reading->participants)
    found.cells += participant.acts.size();
  return found;
}

Found tree(const std::string& document) {
  const lib::ParsedXml parsed = lib::parse_xml(document);
  if (parsed.stop) throw std::runtime_error{parsed.stop->why};
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::vector<service::ConfigError> errors;
  const auto participants = service::read_participants_file(
      std::string{TREATYD_SOURCE_DIR} + "/config/participants.toml", errors);
  std::vector<std::string> documents;
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::ifstream in{words[i], std::ios::binary};
    documents.emplace_back(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
  }
  const std::string task = words.at(0);
  for (std::string line; std::getline(std::cin, line);) {
    const double begun = cpu_seconds();
    Found all;
    for (const std::string& document : documents) {
      const Found one = task == "pugixml" ? tree(document)
                        : task == "table"
                            ? read(document, *participants, feeds::Extent::head_and_table)
                            : read(document, *participants, feeds::Extent::whole);
      all.rows += one.rows;
      all.cells += one.cells;
    }
    const double spent = cpu_seconds() - begun;
    std::cout << spent << ' ' << all.rows << ' ' << all.cells << std::endl;
  }
}
