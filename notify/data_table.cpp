#include "notify/data_table.h"

#include <algorithm>
#include <utility>

#include "lib/json.h"
#include "lib/plain_text.h"
#include "lib/rfc3339.h"

namespace notify {
namespace {

namespace json = lib::json;

constexpr std::size_t kCell = 4000;

// A cell that begins like a formula is run by spreadsheets.
std::string csv_text(const std::string& raw) {
  std::string text = lib::one_line(raw, kCell);
  if (!text.empty() && std::string_view{"=+-@"}.find(text[0]) != std::string_view::npos) {
    text.insert(0, 1, '\'');
  }
  if (text.find_first_of("\",") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

struct AsCsv {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return csv_text(text); }
  std::string operator()(int n) const { return std::to_string(n); }
  std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
  std::string operator()(treaty::Day day) const { return day.iso(); }
  std::string operator()(treaty::Instant instant) const { return lib::rfc3339(instant); }
};

struct AsJson {
  json::value operator()(std::monostate) const { return nullptr; }
  json::value operator()(const std::string& text) const {
    return json::string{lib::one_line(text, kCell)};
  }
  json::value operator()(int n) const { return n; }
  json::value operator()(bool yes) const { return yes; }
  json::value operator()(treaty::Day day) const { return json::string{day.iso()}; }
  json::value operator()(treaty::Instant instant) const {
    return json::string{lib::rfc3339(instant)};
  }
};

// To the tables that the package holds.
json::array foreign_keys(const DataTable& table, std::span<const DataTable> tables) {
  json::array keys;
  for (const Reference& reference : table.references) {
    const bool held = std::any_of(tables.begin(), tables.end(), [&](const DataTable& other) {
      return other.name == reference.table;
    });
    if (!held) continue;
    json::object to;
    to["resource"] = reference.table;
    to["fields"] = reference.of;
    json::object key;
    key["fields"] = reference.column;
    key["reference"] = std::move(to);
    keys.emplace_back(std::move(key));
  }
  return keys;
}

json::object schema_of(const DataTable& table, std::span<const DataTable> tables) {
  json::array fields;
  for (const Column& column : table.columns) {
    json::object field;
    field["name"] = column.name;
    field["type"] = column.type;
    field["description"] = column.description;
    if (std::string_view{column.type} == "boolean") {
      field["trueValues"] = {"yes", "true"};
      field["falseValues"] = {"no", "false"};
    }
    fields.emplace_back(std::move(field));
  }
  json::object schema;
  schema["fields"] = std::move(fields);
  schema["missingValues"] = json::array{""};
  json::array key;
  for (const char* column : table.key)
    key.emplace_back(column);
  schema["primaryKey"] = std::move(key);
  json::array foreign = foreign_keys(table, tables);
  if (!foreign.empty()) schema["foreignKeys"] = std::move(foreign);
  return schema;
}

json::object resource_of(const DataTable& table, const char* format,
                         std::span<const DataTable> tables) {
  const bool csv = std::string_view{format} == "csv";
  json::object resource;
  resource["name"] = csv ? table.name : table.name + "-json";
  resource["title"] = lib::one_line(table.title, kCell);
  resource["path"] = table.name + '.' + format;
  resource["format"] = format;
  resource["mediatype"] = csv ? "text/csv" : "application/json";
  resource["encoding"] = "utf-8";
  resource["profile"] = csv ? "tabular-data-resource" : "data-resource";
  if (csv) resource["schema"] = schema_of(table, tables);
  return resource;
}

}  // namespace

std::string csv_of(const DataTable& table) {
  std::string csv;
  for (const Column& column : table.columns)
    csv += (csv.empty() ? "" : ",") + std::string{column.name};
  csv += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      csv += (i == 0 ? "" : ",") + std::visit(AsCsv{}, row[i]);
    csv += "\r\n";
  }
  return csv;
}

std::string json_of(const DataTable& table) {
  json::array rows;
  for (const auto& row : table.rows) {
    json::object object;
    for (std::size_t i = 0; i < row.size(); ++i)
      object[table.columns[i].name] = std::visit(AsJson{}, row[i]);
    rows.emplace_back(std::move(object));
  }
  return json::serialize(rows) + '\n';
}

std::string data_package(std::string_view name, std::string_view title,
                         std::span<const DataTable> tables) {
  json::object package;
  package["profile"] = "data-package";
  package["name"] = name;
  package["title"] = lib::one_line(title, kCell);
  package["description"] =
      "Computed from the United Nations Treaty Collection. Only the depositary's record is "
      "authoritative. Dates are legal dates; first_seen is when the record showed an act.";
  json::object source;
  source["title"] = "United Nations Treaty Collection";
  source["path"] = "https://treaties.un.org";
  package["sources"] = json::array{std::move(source)};
  json::array resources;
  for (const DataTable& table : tables) {
    resources.emplace_back(resource_of(table, "csv", tables));
    resources.emplace_back(resource_of(table, "json", tables));
  }
  package["resources"] = std::move(resources);
  return json::serialize(package) + '\n';
}

}  // namespace notify
