#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "feeds/raw_document.h"

namespace feeds {

/// Rows of the XML form's participant table, read without building a tree.
struct PlainRows {
  std::vector<RawRow> rows;
  std::size_t end = 0;  ///< where the "</Rows>" behind them begins
};

/// Reads the rows from `from`, behind "<Rows>", on. nullopt unless they are plain: rows of entries
/// of text and nothing else, in a document that calls itself iso-8859-1. `columns` is how many
/// entries a row is likely to have.
std::optional<PlainRows> read_plain_rows(std::string_view document, std::size_t from,
                                         std::size_t columns, Repairs& repairs);

}  // namespace feeds
