#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "treaty/day.h"

namespace notify {

/// An absent value is std::monostate: an empty cell of CSV, null in JSON.
using Cell = std::variant<std::monostate, std::string, int, bool, treaty::Day, treaty::Instant>;

/// Types are those of the Table Schema: "string", "integer", "boolean", "date", "datetime".
struct Column {
  const char* name;
  const char* type;
  const char* description;
};

/// A column whose values are those of a column of another table of the same package.
struct Reference {
  const char* column;
  const char* table;
  const char* of;
};

/// A table of published data. Names of tables and columns are fixed: people's scripts rely on them.
struct DataTable {
  std::string name;   ///< of its files: NAME.csv and NAME.json
  std::string title;  ///< what it holds, a phrase
  std::span<const Column> columns;
  std::vector<const char*> key;         ///< the columns that together name a row
  std::vector<std::vector<Cell>> rows;  ///< a cell for each column
  std::vector<Reference> references;    ///< to tables that a package may hold
};

/// RFC 4180: a header line, then one line a row, CRLF; "yes" and "no" for booleans. Text is one
/// harmless line, and a cell that a spreadsheet would run begins with an apostrophe.
std::string csv_of(const DataTable& table);

/// An array of objects with the same names; booleans and integers as such.
std::string json_of(const DataTable& table);

/// A Data Package (Frictionless Data, tabular-data-package 1.0) that describes both files of each
/// table, as they lie beside its datapackage.json; references to tables it does not hold are left
/// out. `name` is lower case, without spaces.
std::string data_package(std::string_view name, std::string_view title,
                         std::span<const DataTable> tables);

}  // namespace notify
