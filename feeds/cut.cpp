#include "feeds/cut.h"

#include <string>

#include "lib/text.h"

namespace feeds {
namespace {

// The last "<name" (or "</name") that is followed by the end of a name.
std::size_t last_tag(std::string_view document, const std::string& beginning) {
  std::size_t last = std::string_view::npos;
  for (std::size_t i = lib::find_ignoring_case(document, beginning); i != std::string_view::npos;
       i = lib::find_ignoring_case(document, beginning, i + 1)) {
    const std::size_t end = i + beginning.size();
    if (end >= document.size() || !lib::is_ascii_letter(document[end])) last = i;
  }
  return last;
}

}  // namespace

bool ends_inside(std::string_view document, std::string_view element) {
  const std::size_t opened = last_tag(document, "<" + std::string{element});
  const std::size_t closed = last_tag(document, "</" + std::string{element});
  if (opened == std::string_view::npos) return false;
  // "</td" without its ">" is a cut as well, but the cell's text is whole.
  return closed == std::string_view::npos || closed < opened;
}

}  // namespace feeds
