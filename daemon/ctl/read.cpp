#include "daemon/ctl/read.h"

#include <iostream>
#include <utility>
#include <variant>

#include "daemon/ctl/documents.h"
#include "daemon/json/reading.h"
#include "lib/format.h"

namespace ctl {
namespace {

namespace json = lib::json;

void print_json(const std::string& file, const Document& result) {
  json::object line{{"file", file}};
  if (const auto* fault = std::get_if<feeds::ReadFault>(&result)) {
    line["error"] = service::fault_to_json(*fault);
  } else {
    for (auto& [key, value] : service::reading_to_json(std::get<treaty::Reading>(result)))
      line.emplace(key, std::move(value));
  }
  std::cout << json::serialize(line) << '\n';
}

std::string total(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "none";
}

void print_summary(const std::string& file, const Document& result) {
  if (const auto* fault = std::get_if<feeds::ReadFault>(&result)) {
    std::cout << fmt::format("{}: {} ({}, {})\n", file, fault->text, fault->code, fault->where);
    return;
  }
  const auto& reading = std::get<treaty::Reading>(result);
  std::size_t acts = 0;
  for (const treaty::ReadParticipant& participant : reading.participants)
    acts += participant.acts.size();
  std::cout << fmt::format("{}  {}\n  {}\n", reading.number, reading.title, reading.concluded);
  if (reading.as_at) std::cout << fmt::format("  as at {}\n", *reading.as_at);
  std::cout << fmt::format("  entry into force: {}\n", reading.entry_into_force.text);
  std::cout << fmt::format(
      "  signatories: {} published, {} counted; parties: {} published, {} counted\n",
      total(reading.published.signatories), total(reading.counted.signatories),
      total(reading.published.parties), total(reading.counted.parties));
  std::cout << fmt::format(
      "  {} participants, {} acts, {} predecessors, {} declarations, {} footnotes, {} annexes, "
      "{} repairs\n",
      reading.participants.size(), acts, reading.predecessors.size(), reading.declarations.size(),
      reading.footnotes.size(), reading.annexes.size(), reading.repairs);
  for (const treaty::Problem& problem : reading.problems) {
    std::cout << fmt::format("  problem {}: {}: {}\n", problem.code, problem.where, problem.text);
  }
}

}  // namespace

int read_files(const std::vector<std::string>& files, bool as_json) {
  const Knowledge known = knowledge();
  bool failed = false;
  for (const std::string& file : files) {
    const Document result = read_document_file(file, known);
    failed = failed || std::holds_alternative<feeds::ReadFault>(result);
    as_json ? print_json(file, result) : print_summary(file, result);
  }
  std::cout.flush();
  return failed ? 1 : 0;
}

}  // namespace ctl
