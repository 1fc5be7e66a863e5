#include "daemon/config/strict_table.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <utility>

#include "daemon/config/nearest.h"

namespace service {
namespace {

std::string_view type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number with a fraction";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
    default: return "nothing";
  }
}

}  // namespace

std::string ConfigError::str() const {
  return line == 0 ? file + ": " + text : file + ':' + std::to_string(line) + ": " + text;
}

StrictTable::StrictTable(const toml::table& table, std::string file, std::string path,
                         std::vector<ConfigError>& errors)
    : table_{&table}, file_{std::move(file)}, path_{std::move(path)}, errors_{&errors} {}

std::string StrictTable::full(std::string_view key) const {
  return path_.empty() ? std::string{key} : path_ + '.' + std::string{key};
}

bool StrictTable::has(std::string_view key) const {
  return table_->contains(key);
}

std::vector<std::string> StrictTable::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, value] : *table_)
    keys.emplace_back(key.str());
  return keys;
}

const toml::node* StrictTable::node(std::string_view key) {
  known_.emplace(key);
  return table_->get(key);
}

void StrictTable::wrong_type(std::string_view key, const toml::node& node,
                             std::string_view wanted) {
  errors_->push_back(
      {file_, static_cast<unsigned>(node.source().begin.line),
       full(key) + " must be " + std::string{wanted} + ", not " + std::string{type_name(node)}});
}

std::optional<std::string> StrictTable::string(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_string()) {
    wrong_type(key, *found, "a string");
    return std::nullopt;
  }
  return found->as_string()->get();
}

std::string StrictTable::required_string(std::string_view key) {
  const bool present = has(key);
  auto value = string(key);
  if (!present) missing(key);
  if (value && value->empty()) error(key, full(key) + " must not be empty");
  return value.value_or("");
}

std::optional<std::int64_t> StrictTable::integer(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_integer()) {
    wrong_type(key, *found, "an integer");
    return std::nullopt;
  }
  return found->as_integer()->get();
}

std::optional<double> StrictTable::number(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number()) {
    wrong_type(key, *found, "a number");
    return std::nullopt;
  }
  return found->value<double>();
}

std::optional<bool> StrictTable::boolean(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_boolean()) {
    wrong_type(key, *found, "true or false");
    return std::nullopt;
  }
  return found->as_boolean()->get();
}

std::optional<treaty::Day> StrictTable::day(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_date()) {
    wrong_type(key, *found, "a date, written without quotes as 2026-12-31");
    return std::nullopt;
  }
  const toml::date date = found->as_date()->get();
  const auto day = treaty::Day::from_ymd(date.year, date.month, date.day);
  if (!day) error(key, full(key) + " is not a day of the calendar");
  return day;
}

std::vector<std::string> StrictTable::strings(std::string_view key) {
  const toml::node* found = node(key);
  std::vector<std::string> values;
  if (found == nullptr) return values;
  const toml::array* array = found->as_array();
  if (array == nullptr) {
    wrong_type(key, *found, "an array of strings");
    return values;
  }
  for (const toml::node& item : *array) {
    if (item.is_string()) {
      values.push_back(item.as_string()->get());
    } else {
      wrong_type(key, item, "an array of strings");
    }
  }
  return values;
}

std::optional<StrictTable> StrictTable::table(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_table()) {
    wrong_type(key, *found, "a table, written [" + full(key) + ']');
    return std::nullopt;
  }
  return StrictTable{*found->as_table(), file_, full(key), *errors_};
}

std::vector<StrictTable> StrictTable::tables(std::string_view key) {
  const toml::node* found = node(key);
  std::vector<StrictTable> tables;
  if (found == nullptr) return tables;
  const toml::array* array = found->as_array();
  if (array == nullptr) {
    wrong_type(key, *found, "a list of tables, each written [[" + full(key) + "]]");
    return tables;
  }
  for (const toml::node& item : *array) {
    if (item.is_table()) {
      tables.emplace_back(*item.as_table(), file_, full(key), *errors_);
    } else {
      wrong_type(key, item, "a list of tables, each written [[" + full(key) + "]]");
    }
  }
  return tables;
}

void StrictTable::error(std::string_view key, std::string text) {
  const toml::node* found = table_->get(key);
  const toml::node& place = found != nullptr ? *found : *table_;
  errors_->push_back({file_, static_cast<unsigned>(place.source().begin.line), std::move(text)});
}

void StrictTable::error(std::string text) {
  errors_->push_back({file_, static_cast<unsigned>(table_->source().begin.line), std::move(text)});
}

void StrictTable::missing(std::string_view key, const std::string& hint) {
  const std::string text = full(key) + " is missing" + hint;
  missing_.emplace(key, text);
  error(text);
}

void StrictTable::done() {
  for (const auto& [key, value] : *table_) {
    if (known_.contains(key.str())) continue;
    const auto nearest = nearest_of(key.str(), known_);
    std::string text = "unknown key " + full(key.str());
    if (nearest) {
      text += "; did you mean " + full(*nearest) + "?";
      // One mistake is told once.
      if (const auto absent = missing_.find(*nearest); absent != missing_.end()) {
        std::erase_if(*errors_, [&](const ConfigError& error) {
          return error.text == absent->second &&
                 error.line == static_cast<unsigned>(table_->source().begin.line);
        });
      }
    } else {
      text += "; valid here:";
      for (const std::string& candidate : known_)
        text += ' ' + candidate;
    }
    errors_->push_back({file_, static_cast<unsigned>(key.source().begin.line), std::move(text)});
  }
}

std::optional<toml::table> parse_toml_file(const std::string& path,
                                           std::vector<ConfigError>& errors) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  // Inserting nothing sets the failbit of `text`: an empty file is empty text.
  const bool empty = in && in.peek() == std::ifstream::traits_type::eof();
  if (empty) in.clear();
  if (in && !empty) text << in.rdbuf();
  if (!in || !text) {
    errors.push_back({path, 0, std::string{"cannot be read: "} + std::strerror(errno)});
    return std::nullopt;
  }
  return parse_toml(text.str(), path, errors);
}

std::optional<toml::table> parse_toml(std::string_view text, const std::string& file,
                                      std::vector<ConfigError>& errors) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& problem) {
    errors.push_back({file, static_cast<unsigned>(problem.source().begin.line),
                      std::string{problem.description()}});
    return std::nullopt;
  }
}

}  // namespace service
