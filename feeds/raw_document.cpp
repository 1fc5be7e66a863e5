#include "feeds/raw_document.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace feeds {
namespace {

std::string line_of(const std::vector<RichText>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i)
    line += (i == 0 ? "" : "\t") + cells[i].line();
  return line;
}

}  // namespace

bool RawTable::has_headings_of(const RawTable& other) const {
  return std::equal(headings.begin(), headings.end(), other.headings.begin(), other.headings.end(),
                    [](const RichText& a, const RichText& b) { return a.line() == b.line(); });
}

std::string RawTable::text() const {
  std::string text = line_of(headings);
  for (const RawRow& row : rows)
    text += (text.empty() ? "" : "\n") + line_of(row.cells);
  return text;
}

void RawDocument::add_participants(RawTable further) {
  if (further.rows.empty()) return;
  if (!table) {
    table = std::move(further);
  } else if (table->has_headings_of(further)) {
    std::move(further.rows.begin(), further.rows.end(), std::back_inserter(table->rows));
  } else {
    problems.push_back({"second-table", "participants",
                        "The document has a second participant table with other headings; its " +
                            std::to_string(further.rows.size()) + " rows are kept as an annex."});
    annexes.push_back({further.title, further.text()});
  }
}

}  // namespace feeds
