#include "daemon/config/participants_file.h"

#include <algorithm>
#include <map>
#include <utility>

namespace service {
namespace {

bool is_id(std::string_view id) {
  return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::vector<treaty::Period> periods(StrictTable& table) {
  std::vector<treaty::Period> all;
  for (StrictTable& period : table.tables("european_union")) {
    const treaty::Period span{period.day("from"), period.day("until")};
    period.done();
    if (span.from && span.until && *span.until < *span.from) {
      period.error("until", "the period ends before it begins");
    }
    all.push_back(span);
  }
  return all;
}

treaty::Participant participant(StrictTable& table) {
  const std::string id = table.required_string("id");
  if (!id.empty() && !is_id(id)) {
    table.error("id", "id \"" + id + "\" must be capital letters, digits and hyphens");
  }
  treaty::Participant one{treaty::ParticipantId{id}, table.required_string("name"),
                          treaty::Nature::state,     table.string("region").value_or(""),
                          table.strings("aliases"),  periods(table),
                          table.day("ceased")};
  for (const std::string& successor : table.strings("successors"))
    one.successors.emplace_back(successor);
  one.began = table.day("began");
  if (one.began && (!one.ceased || *one.ceased < *one.began || one.successors.size() < 2)) {
    table.error("began", "began is for a union: it needs a later ceased, and two successors");
  }
  if (const auto word = table.string("nature")) {
    const auto nature = treaty::nature_from_name(*word);
    if (nature) {
      one.nature = *nature;
    } else {
      table.error("nature", "nature \"" + *word +
                                "\" is none of state, former-state, organization, territory, "
                                "regional-economic-integration-organization");
    }
  }
  table.done();
  return one;
}

// Each name may lead to one participant only; said at the line of the second.
class NameCheck {
 public:
  void check(const treaty::Participant& one, StrictTable& table) {
    if (!ids_.emplace(one.id.str(), true).second) {
      table.error("id", "id \"" + one.id.str() + "\" is used twice");
    }
    claim(one.name, "name", one, table);
    for (const std::string& alias : one.aliases)
      claim(alias, "aliases", one, table);
  }

 private:
  void claim(const std::string& name, std::string_view key, const treaty::Participant& one,
             StrictTable& table) {
    const auto [entry, first] = names_.emplace(treaty::folded_name(name), one.id.str());
    if (!first && entry->second != one.id.str()) {
      table.error(key, "\"" + name + "\" is already a name of " + entry->second);
    }
  }

  std::map<std::string, bool, std::less<>> ids_;
  std::map<std::string, std::string, std::less<>> names_;
};

std::optional<treaty::Participants> from_table(const toml::table& root, const std::string& file,
                                               std::vector<ConfigError>& errors) {
  const std::size_t errors_before = errors.size();
  StrictTable document{root, file, "", errors};
  std::vector<treaty::Participant> all;
  NameCheck names;
  for (StrictTable& table : document.tables("participant")) {
    all.push_back(participant(table));
    names.check(all.back(), table);
  }
  document.done();
  if (all.empty() && errors.size() == errors_before) {
    document.error("the file names no [[participant]]");
  }
  if (errors.size() != errors_before) return std::nullopt;
  return treaty::Participants{std::move(all)};
}

}  // namespace

std::optional<treaty::Participants> read_participants_file(const std::string& path,
                                                           std::vector<ConfigError>& errors) {
  const auto table = parse_toml_file(path, errors);
  if (!table) return std::nullopt;
  return from_table(*table, path, errors);
}

std::optional<treaty::Participants> read_participants(std::string_view toml,
                                                      const std::string& file,
                                                      std::vector<ConfigError>& errors) {
  const auto table = parse_toml(toml, file, errors);
  if (!table) return std::nullopt;
  return from_table(*table, file, errors);
}

}  // namespace service
