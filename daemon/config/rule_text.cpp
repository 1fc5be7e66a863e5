#include "daemon/config/rule_text.h"

#include <string_view>

#include "lib/format.h"
#include "treaty/wait.h"

namespace service {
namespace {

// A TOML basic string; control characters cannot occur in what the reader hands on but blanks can.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + '"';
}

std::string comment(std::string_view text) {
  constexpr std::size_t kWidth = 96;
  std::string out;
  std::string line = "#";
  while (!text.empty()) {
    const auto space = text.find_first_of(" \t\r\n");
    const std::string_view word = text.substr(0, space);
    if (line.size() + 1 + word.size() > kWidth) {
      out += line + '\n';
      line = "#";
    }
    if (!word.empty()) (line += ' ') += word;
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return out + line + '\n';
}

std::string counts(const std::vector<treaty::ActKind>& kinds) {
  std::string out;
  for (const treaty::ActKind kind : kinds)
    out += (out.empty() ? "" : ", ") + quoted(treaty::name_of(kind));
  return '[' + out + ']';
}

}  // namespace

std::string rule_text(const treaty::ProposedRule& proposal) {
  const treaty::Rule& rule = proposal.rule;
  const treaty::EntryRule& entry = rule.entry;
  std::string out =
      "# Proposed by the program; to be compared with the text by whoever accepts it.\n";
  out += "# Read from:\n";
  for (const std::string& words : proposal.words)
    out += comment('"' + words + '"');
  out += fmt::format("\nnumber = {}\nname   = {}\nsource = {}\n\n[entry_into_force]\n",
                     quoted(rule.number), quoted(rule.name), quoted(rule.source));
  if (!entry.article.empty()) out += fmt::format("article       = {}\n", quoted(entry.article));
  out += fmt::format("instruments   = {}\n", entry.number->value);
  if (entry.unit != treaty::CountUnit::instruments) {
    out += fmt::format("unit          = {}\n", quoted(treaty::name_of(entry.unit)));
  }
  out += fmt::format("wait          = {}\ncounts        = {}\nsuccessions   = {}\n",
                     quoted(treaty::words_of(*entry.wait)), counts(entry.counts),
                     quoted(treaty::name_of(entry.successions)));
  out += fmt::format("organizations = {}\n", quoted(treaty::name_of(entry.organizations)));
  if (entry.not_before.treaty) {
    out += fmt::format("\n[entry_into_force.not_before]\ntreaty = {}\n",
                       quoted(*entry.not_before.treaty));
  }
  if (entry.later) {
    out += fmt::format("\n[entry_into_force.later]\nwait = {}\n",
                       quoted(treaty::words_of(*entry.later->wait)));
  }
  return out;
}

}  // namespace service
