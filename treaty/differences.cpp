#include "treaty/differences.h"

#include <algorithm>
#include <set>
#include <utility>

#include "treaty/wording.h"

namespace treaty {

std::vector<CountDifference> count_differences(const Assessment& assessment,
                                               const std::vector<Deposit>& deposits) {
  std::vector<CountDifference> reasons;
  std::set<std::string> counted;
  std::set<std::string> registered;
  const auto stands = [&](const Deposit& deposit) {
    return !deposit.end_unknown && (!deposit.ended || assessment.today < *deposit.ended) &&
           deposit.act.date <= assessment.today;
  };
  for (const Deposit& deposit : deposits) {
    if (!stands(deposit)) continue;
    if (deposit.counts) counted.insert(deposit.key);
    if (binds(deposit.act) && !deposit.beside_table()) registered.insert(deposit.key);
  }
  std::set<std::string> told;
  for (const Deposit& deposit : deposits) {
    if (!stands(deposit) || told.contains(deposit.key)) continue;
    const bool here = counted.contains(deposit.key);
    const bool there = registered.contains(deposit.key);
    if (here == there) continue;
    told.insert(deposit.key);
    CountDifference reason{{std::nullopt, deposit.name}, there, deposit.why_not, std::nullopt};
    for (const Standing& standing : assessment.participants) {
      if (standing.name == deposit.name) reason.participant.id = standing.id;
    }
    if (!deposit.beside_table()) reason.act = deposit.act.kind;
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

std::string sentence_of(const CountDifference& difference) {
  const std::string& name = difference.participant.name;
  if (difference.in_register) {
    return name +
           " is a Party in the register and is not counted by the rule: " + difference.why_not +
           '.';
  }
  return name + " is counted by the rule and is no Party in the register: " +
         (difference.act ? "its act is a " + words_of(*difference.act)
                         : std::string{"its act is in no row of the table"}) +
         '.';
}

std::vector<std::string> sentences_of(const std::vector<CountDifference>& differences) {
  std::vector<std::string> sentences;
  std::set<std::string> told;
  for (const CountDifference& difference : differences) {
    std::vector<std::string> names;
    for (const CountDifference& other : differences) {
      const bool same =
          difference.in_register && other.in_register && other.why_not == difference.why_not;
      if (same) names.push_back(other.participant.name);
    }
    if (names.size() < 2) {
      sentences.push_back(sentence_of(difference));
    } else if (told.insert(difference.why_not).second) {
      std::sort(names.begin(), names.end());
      sentences.push_back(std::to_string(names.size()) +
                          " Parties in the register are not counted by the rule, each because " +
                          difference.why_not + ": " + joined(names) + '.');
    }
  }
  return sentences;
}

}  // namespace treaty
