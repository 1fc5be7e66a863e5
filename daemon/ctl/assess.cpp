#include "daemon/ctl/assess.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "daemon/clock.h"
#include "daemon/config/rule_file.h"
#include "daemon/config/rule_text.h"
#include "daemon/ctl/documents.h"
#include "daemon/ctl/page.h"
#include "daemon/json/assessment.h"
#include "daemon/json/reading.h"
#include "daemon/places.h"
#include "lib/format.h"
#include "treaty/assess.h"
#include "treaty/clause.h"
#include "treaty/what_if.h"
#include "treaty/wording.h"

namespace ctl {
namespace {

namespace json = lib::json;

struct Assessed {
  std::string file;
  std::optional<treaty::Assessment> assessment;
  const treaty::Rule* rule = nullptr;
  std::optional<feeds::ReadFault> fault;
};

// A rule with mistakes is told and left out, so that one bad file does not hide the others.
std::map<std::string, treaty::Rule> rules_of(const AssessRequest& request, bool& failed) {
  std::vector<service::ConfigError> errors;
  if (!request.rules.empty() && !std::filesystem::is_directory(request.rules)) {
    std::cerr << "treatyctl: --rules " << request.rules
              << ": there is no such folder; it holds one rule file for each treaty\n";
    failed = true;
    return {};
  }
  const std::string own = service::data_directory() + "/treaties";
  auto rules = request.rules.empty()
                   ? service::load_rules(own, errors)
                   : service::load_rules(request.rules, errors, service::load_rolls(own, errors));
  for (const service::ConfigError& error : errors)
    std::cerr << "treatyctl: " << error.str() << '\n';
  failed = failed || !errors.empty();
  return rules;
}

std::vector<treaty::Supposition> suppositions_of(const AssessRequest& request) {
  std::vector<treaty::Supposition> all;
  const auto add = [&](treaty::Supposition::Sort sort, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      if (auto one = treaty::supposition_from(sort, text)) all.push_back(std::move(*one));
    }
  };
  add(treaty::Supposition::Sort::deposit, request.deposits);
  add(treaty::Supposition::Sort::withdrawal, request.withdrawals);
  return all;
}

// Assesses each file and hands it to `take`, in the order of the files.
template <typename Take>
int for_each_file(const AssessRequest& request, const Take& take) {
  const auto today = treaty::Day::from_iso(request.today);
  treaty::AssessOptions options{.today = today ? *today : service::Clock{}.today(),
                                .as_of = treaty::Day::from_iso(request.as_of)};
  bool failed = false;
  const auto rules = rules_of(request, failed);
  const Knowledge known = knowledge();
  std::vector<std::pair<std::string, Document>> documents;
  for (const std::string& file : request.files)
    documents.emplace_back(file, read_document_file(file, known));
  for (const auto& [file, document] : documents) {
    const auto* reading = std::get_if<treaty::Reading>(&document);
    if (reading != nullptr && reading->entry_into_force.date) {
      options.in_force.emplace(reading->number, *reading->entry_into_force.date);
    }
  }
  const auto suppositions = suppositions_of(request);
  for (const auto& [file, document] : documents) {
    Assessed assessed{.file = file};
    if (const auto* fault = std::get_if<feeds::ReadFault>(&document)) {
      assessed.fault = *fault;
      failed = true;
    } else {
      const auto& reading = std::get<treaty::Reading>(document);
      const auto rule = rules.find(reading.number);
      if (rule != rules.end()) assessed.rule = &rule->second;
      const auto ledger = treaty::with_suppositions(treaty::ledger_of(reading, known.participants),
                                                    suppositions, known.participants);
      if (const auto* why = std::get_if<std::string>(&ledger)) {
        assessed.fault = feeds::ReadFault{"impossible", "what is supposed", *why};
        failed = true;
      } else {
        assessed.assessment =
            treaty::assess(assessed.rule, std::get<treaty::Ledger>(ledger), options);
      }
    }
    take(assessed);
  }
  std::cout.flush();
  return failed ? 1 : 0;
}

void print_fault(const Assessed& assessed) {
  std::cout << fmt::format("{}: {} ({}, {})\n", assessed.file, assessed.fault->text,
                           assessed.fault->code, assessed.fault->where);
}

std::string day_words(const std::optional<treaty::Day>& day) {
  return day ? day->words() : "none";
}

void print_title(const treaty::Assessment& one) {
  constexpr std::size_t kNumber = 14;
  std::cout << hung(one.number, kNumber, one.name);
}

void print_summary(const Assessed& assessed) {
  const treaty::Assessment& one = *assessed.assessment;
  print_title(one);
  if (one.has_rule && one.instruments > 0) {
    std::cout << fmt::format(
        "  {} of {} instruments by the treaty's own rule; {} in the register\n", one.count,
        one.instruments, one.count_register);
  } else {
    std::cout << fmt::format("  {} in the register; {}\n", one.count_register,
                             one.has_rule ? "the rule gives no number" : "no rule file");
  }
  std::cout << fmt::format("  date by the rule: {}; printed by the depositary: {}\n",
                           day_words(one.computed), day_words(one.official));
  std::cout << fmt::format("  state: {}; rule and depositary: {}\n", treaty::name_of(one.state),
                           treaty::name_of(one.outcome));
}

}  // namespace

int assess_files(const AssessRequest& request) {
  return for_each_file(request, [&](const Assessed& assessed) {
    if (request.json) {
      json::object line;
      if (assessed.fault) {
        line = {{"file", assessed.file}, {"error", service::fault_to_json(*assessed.fault)}};
      } else {
        line = service::assessment_json(*assessed.assessment, assessed.rule);
        line["file"] = assessed.file;
      }
      std::cout << json::serialize(line) << '\n';
    } else if (assessed.fault) {
      print_fault(assessed);
    } else {
      print_summary(assessed);
    }
  });
}

int explain_files(const AssessRequest& request) {
  return for_each_file(request, [](const Assessed& assessed) {
    if (assessed.fault) return print_fault(assessed);
    const treaty::Assessment& one = *assessed.assessment;
    print_title(one);
    std::cout << '\n' << treaty::eif_sentence(one, "the treaty") << "\n\n";
    for (const std::string& sentence : one.explanation) {
      for (const std::string& line : wrapped(sentence, kColumns))
        std::cout << line << '\n';
    }
  });
}

int what_if_files(const AssessRequest& request) {
  if (request.json) return assess_files(request);
  return for_each_file(request, [](const Assessed& assessed) {
    if (assessed.fault) return print_fault(assessed);
    print_summary(assessed);
    const treaty::Assessment& one = *assessed.assessment;
    if (one.threshold_day) std::cout << "  reached on " << one.threshold_day->words() << '\n';
    for (const treaty::ThresholdStatus& threshold : one.thresholds) {
      std::cout << fmt::format("  {}: {} deposited, {} States Parties\n", threshold.name,
                               threshold.deposited.count, threshold.states_parties.count);
    }
    for (const treaty::Problem& problem : one.problems)
      std::cout << "  " << problem.text << '\n';
  });
}

int propose_rules(const std::vector<std::string>& files) {
  const Knowledge known = knowledge();
  bool failed = false;
  for (const std::string& file : files) {
    const Document document = read_document_file(file, known);
    std::string why;
    if (const auto* reading = std::get_if<treaty::Reading>(&document)) {
      const auto rule =
          treaty::rule_from_clause(reading->number, reading->title, reading->entry_into_force.text);
      if (const auto* proposal = std::get_if<treaty::ProposedRule>(&rule)) {
        std::cout << service::rule_text(*proposal) << '\n';
        continue;
      }
      why = std::get<treaty::ClauseNotRead>(rule).why;
    } else {
      why = std::get<feeds::ReadFault>(document).text;
    }
    failed = true;
    std::cerr << "treatyctl: " << file << ": " << why << '\n';
  }
  std::cout.flush();
  return failed ? 1 : 0;
}

}  // namespace ctl
