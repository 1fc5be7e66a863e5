#include "daemon/config/rule_file.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "daemon/config/reading_exceptions.h"
#include "daemon/config/rule_words.h"
#include "treaty/wait.h"

namespace service {
namespace {

using treaty::ActKind;

std::vector<std::string> toml_files(const std::string& directory) {
  std::vector<std::string> paths;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator{directory, missing}) {
    if (entry.path().extension() == ".toml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// A word of a closed list; `choices` is for the message.
template <typename Value>
void take_word(StrictTable& table, std::string_view key,
               std::optional<Value> (*parse)(std::string_view), std::string_view choices,
               Value& into) {
  const auto word = table.string(key);
  if (!word) return;
  if (const auto value = parse(*word)) {
    into = *value;
  } else {
    table.error(key, std::string{key} + " \"" + *word + "\" is none of " + std::string{choices});
  }
}

std::optional<treaty::Wait> take_wait(StrictTable& table, std::string_view key) {
  const auto words = table.string(key);
  if (!words) return std::nullopt;
  auto wait = treaty::wait_from_words(*words);
  if (!wait) {
    table.error(key, std::string{key} + " \"" + *words +
                         "\" is not understood; write \"none\", \"90 days\", \"3 months\", "
                         "\"2 years\", \"first of the month after 6 months\", \"first of the month "
                         "after 60 days\" or \"first of the 6th month after\"");
  }
  return wait;
}

std::optional<treaty::Count> take_count(StrictTable& table, std::string_view key) {
  const auto number = table.integer(key);
  if (!number) return std::nullopt;
  if (*number < 1 || *number > 10'000) {
    table.error(key, std::string{key} + " must be at least 1 and at most 10000");
    return std::nullopt;
  }
  return treaty::Count{static_cast<int>(*number)};
}

std::optional<treaty::Fraction> take_fraction(StrictTable& table, std::string_view key) {
  const auto text = table.string(key);
  if (!text) return std::nullopt;
  const auto fraction = treaty::fraction_from_text(*text);
  if (!fraction) {
    table.error(key, std::string{key} + " \"" + *text +
                         "\" must be a part of the whole, as \"2/3\" or \"55%\"");
  }
  return fraction;
}

void take_counts(StrictTable& table, treaty::EntryRule& entry) {
  if (!table.has("counts")) {
    entry.counts = usual_kinds(entry.unit);
    return;
  }
  for (const std::string& word : table.strings("counts")) {
    if (const auto kind = act_kind_of(word)) {
      entry.counts.push_back(*kind);
    } else {
      std::string known;
      for (const ActKind one : treaty::all_act_kinds())
        known += (known.empty() ? "" : ", ") + std::string{treaty::name_of(one)};
      table.error("counts", "counts: \"" + word + "\" is no act; acts are " + known);
    }
  }
}

std::vector<treaty::RollEntry> listed(const std::vector<std::string>& participants) {
  std::vector<treaty::RollEntry> entries;
  for (const std::string& who : participants)
    entries.push_back({who, {}, 1, ""});
  return entries;
}

std::optional<treaty::Roll> take_roll(StrictTable& table, std::string_view key,
                                      const Rolls& rolls) {
  const auto name = table.string(key);
  if (!name) return std::nullopt;
  const auto found = rolls.find(*name);
  if (found != rolls.end()) return found->second;
  std::string known;
  for (const auto& [one, roll] : rolls)
    known += (known.empty() ? "" : ", ") + one;
  table.error(key, std::string{key} + ": there is no file rolls/" + *name + ".toml" +
                       (known.empty() ? "" : "; there are " + known));
  return std::nullopt;
}

treaty::Condition read_condition(StrictTable& table, const Rolls& rolls) {
  treaty::Condition condition;
  condition.text = table.required_string("text");
  if (auto roll = take_roll(table, "roll", rolls)) condition.roll = std::move(*roll);
  if (table.has("participants")) {
    if (table.has("roll")) table.error("participants", "roll and participants exclude each other");
    condition.roll.name = condition.text;
    condition.roll.entries = listed(table.strings("participants"));
  }
  condition.number = take_count(table, "number");
  condition.all = table.boolean("all").value_or(false);
  condition.share = take_fraction(table, "share");
  if (auto more = take_fraction(table, "more_than")) {
    if (condition.share) table.error("more_than", "share and more_than exclude each other");
    condition.share = more;
    condition.more_than_share = true;
  }
  if (const auto groups = take_count(table, "groups")) condition.groups = groups->value;
  condition.group = table.string("group").value_or("");
  condition.needs = table.string("needs").value_or("");
  table.done();
  return condition;
}

// nullopt when it has no day: that was reported.
std::optional<treaty::UnshownAct> read_unshown(StrictTable& table) {
  std::string who = table.required_string("participant");
  std::string name = table.string("name").value_or(who);
  const std::string word = table.required_string("act");
  const auto kind = act_kind_of(word);
  if (!kind && !word.empty()) table.error("act", "act: \"" + word + "\" is no act");
  const auto date = table.day("date");
  if (!table.has("date")) table.error("unshown.date is missing");
  const auto until = table.day("until");
  std::string source = table.required_string("source");
  table.done();
  if (!kind || !date) return std::nullopt;
  return treaty::UnshownAct{std::move(who), std::move(name), *kind,
                            *date,          until,           std::move(source)};
}

treaty::NotBefore read_not_before(StrictTable& table) {
  treaty::NotBefore not_before{table.day("date"), table.string("treaty"),
                               table.day("treaty_in_force")};
  table.done();
  return not_before;
}

treaty::LaterRule read_later(StrictTable& table) {
  treaty::LaterRule later{table.string("article").value_or(""), take_wait(table, "wait"),
                          table.boolean("with_treaty").value_or(false)};
  table.done();
  return later;
}

void take_among(StrictTable& table, const Rolls& rolls, treaty::EntryRule& entry) {
  if (auto roll = take_roll(table, "among", rolls)) entry.among = std::move(*roll);
  if (!table.has("among_participants")) return;
  if (entry.among)
    table.error("among_participants", "among and among_participants exclude each other");
  treaty::Roll roll;
  roll.name = "those that the text names";
  roll.entries = listed(table.strings("among_participants"));
  entry.among = std::move(roll);
}

treaty::EntryRule read_entry(StrictTable& table, const Rolls& rolls) {
  treaty::EntryRule entry;
  entry.article = table.string("article").value_or("");
  entry.number = take_count(table, "instruments");
  take_word(table, "unit", count_unit_of,
            "instruments, parties, States, countries, ratifications, accessions, consents, "
            "signatures, notifications",
            entry.unit);
  entry.fraction = take_fraction(table, "fraction");
  entry.membership = take_roll(table, "membership", rolls);
  entry.membership_on = table.day("membership_on");
  entry.wait = take_wait(table, "wait");
  take_counts(table, entry);
  take_word(table, "successions", succession_rule_of, "\"on notification\", \"not counted\"",
            entry.successions);
  take_word(table, "organizations", organization_rule_of,
            "\"counted\", \"not additional\", \"states only\"", entry.organizations);
  take_among(table, rolls, entry);
  if (auto not_before = table.table("not_before")) entry.not_before = read_not_before(*not_before);
  if (const auto fixed = table.day("fixed_date")) entry.fixed = treaty::FixedDate{*fixed};
  for (StrictTable& condition : table.tables("condition"))
    entry.conditions.push_back(read_condition(condition, rolls));
  for (StrictTable& table_of_act : table.tables("unshown")) {
    if (auto act = read_unshown(table_of_act)) entry.unshown.push_back(std::move(*act));
  }
  entry.needs = table.string("needs").value_or("");
  if (auto later = table.table("later")) entry.later = read_later(*later);
  table.done();
  return entry;
}

treaty::ThresholdRule read_threshold(StrictTable& table) {
  treaty::ThresholdRule threshold{table.required_string("name"),
                                  table.string("article").value_or(""),
                                  take_count(table, "parties").value_or(treaty::Count{})};
  if (!table.has("parties")) table.error("threshold.parties is missing");
  table.done();
  return threshold;
}

treaty::DeadlineRule read_deadline(StrictTable& table) {
  treaty::DeadlineRule deadline;
  deadline.name = table.required_string("name");
  deadline.article = table.string("article").value_or("");
  deadline.date = table.day("date");
  deadline.within = take_wait(table, "within");
  if (const auto start = table.string("after")) {
    if (plain_word(*start) == "threshold") {
      deadline.start = treaty::DeadlineStart::threshold;
    } else if (plain_word(*start) != "entry into force") {
      table.error("after",
                  "after must be \"entry into force\" or \"threshold\", not \"" + *start + '"');
    }
  }
  table.done();
  return deadline;
}

// nullopt when the file has no [entry_into_force]: it then holds a [reading] table alone.
std::optional<treaty::Rule> read_document(const toml::table& root, const std::string& file,
                                          const Rolls& rolls, std::vector<ConfigError>& errors) {
  StrictTable document{root, file, "", errors};
  treaty::Rule rule;
  rule.number = document.required_string("number");
  rule.name = document.string("name").value_or("");
  rule.source = document.string("source").value_or("");
  rule.verified = document.strings("verified");
  if (auto reading = document.table("reading")) reading_exception(*reading);
  auto entry = document.table("entry_into_force");
  const std::size_t errors_before = errors.size();
  if (entry) rule.entry = read_entry(*entry, rolls);
  for (StrictTable& threshold : document.tables("threshold"))
    rule.thresholds.push_back(read_threshold(threshold));
  for (StrictTable& deadline : document.tables("deadline"))
    rule.deadlines.push_back(read_deadline(deadline));
  document.done();
  if (!entry) {
    if (!document.has("reading")) document.error("[entry_into_force] is missing");
    return std::nullopt;
  }
  if (errors.size() == errors_before) {
    for (const std::string& mistake : treaty::mistakes_in(rule))
      document.error("entry_into_force", mistake);
  }
  return rule;
}

treaty::Roll read_roll(const toml::table& root, const std::string& file, std::string key,
                       std::vector<ConfigError>& errors) {
  StrictTable document{root, file, "", errors};
  treaty::Roll roll;
  roll.key = std::move(key);
  roll.name = document.required_string("name");
  roll.source = document.required_string("source");
  roll.total = document.number("total");
  roll.entries = listed(document.strings("participants"));
  for (StrictTable& member : document.tables("members")) {
    treaty::RollEntry entry;
    entry.who = member.required_string("id");
    entry.period = {member.day("from"), member.day("until")};
    entry.weight = member.number("weight").value_or(1);
    entry.group = member.string("group").value_or("");
    if (entry.weight < 0) member.error("weight", "a weight must not be negative");
    member.done();
    roll.entries.push_back(std::move(entry));
  }
  for (StrictTable& size : document.tables("sizes")) {
    const treaty::Period period{size.day("from"), size.day("until")};
    const auto members = take_count(size, "members");
    if (!members) size.error("a size needs members");
    size.done();
    if (members) roll.sizes.push_back({period, *members});
  }
  document.done();
  if (roll.entries.empty() && roll.sizes.empty()) {
    document.error("the roll lists nobody: give participants, members or sizes");
  }
  return roll;
}

}  // namespace

Rolls load_rolls(const std::string& directory, std::vector<ConfigError>& errors) {
  Rolls rolls;
  for (const std::string& path : toml_files(directory + "/rolls")) {
    const auto root = parse_toml_file(path, errors);
    if (!root) continue;
    std::string key = std::filesystem::path{path}.stem().string();
    treaty::Roll roll = read_roll(*root, path, key, errors);
    rolls.emplace(std::move(key), std::move(roll));
  }
  return rolls;
}

std::map<std::string, treaty::Rule> load_rules(const std::string& directory,
                                               std::vector<ConfigError>& errors,
                                               const Rolls& others) {
  Rolls rolls = load_rolls(directory, errors);
  rolls.insert(others.begin(), others.end());
  std::map<std::string, treaty::Rule> rules;
  std::map<std::string, std::string> files;
  for (const std::string& path : toml_files(directory)) {
    const auto root = parse_toml_file(path, errors);
    if (!root) continue;
    const std::size_t errors_before = errors.size();
    auto rule = read_document(*root, path, rolls, errors);
    if (!rule || errors.size() != errors_before) continue;
    const auto [other, first] = files.emplace(rule->number, path);
    if (!first) {
      StrictTable{*root, path, "", errors}.error(
          "number", "treaty " + rule->number + " has a rule already, in " + other->second);
      continue;
    }
    rules.emplace(rule->number, std::move(*rule));
  }
  return rules;
}

treaty::Rule read_rule(std::string_view toml, const std::string& file, const Rolls& rolls,
                       std::vector<ConfigError>& errors) {
  const auto root = parse_toml(toml, file, errors);
  if (!root) return {};
  return read_document(*root, file, rolls, errors).value_or(treaty::Rule{});
}

}  // namespace service
