#pragma once

#include <optional>
#include <string_view>

#include "feeds/raw_document.h"

namespace feeds {

/// Reads a participant table of a page, cut out of it, without building a tree. nullopt for one
/// whose markup is not plain to see (see lib/html_regular.h), or in which anything is but rows of
/// cells of text: such a table must be parsed.
std::optional<RawTable> read_plain_table(std::string_view html, Repairs& repairs);

}  // namespace feeds
