#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "feeds/extent.h"

namespace feeds {

/// The parts of a status page that are read, cut out of it as they stand. The rest of a page is the
/// site's frame and the state of its form, two thirds of the bytes.
/// In the page's order, and as long-lived as the page.
struct PageCut {
  std::vector<std::string_view> status;   ///< of the head, and the participant table
  std::vector<std::string_view> below;    ///< from the first declaration, objection or note on
  std::optional<std::string_view> table;  ///< a participant table that is perhaps plain
};

enum class Tables { parsed, perhaps_plain };

/// Cuts a page. A parser makes of each part what it makes of it in its page: a part is a whole
/// `div` or `table` whose end is found by the parser's own rules, or a start tag alone. nullopt
/// where that cannot be promised (nothing of it is there, an element that does not end, a place on
/// another element, elements nested like in no honest page): such a page must be parsed whole.
///
/// Of the head and the table alone, `below` stays empty and nothing behind its beginning is
/// promised. With `tables` `perhaps_plain` the first participant table is `table`, if it may be
/// plain; the promise then holds if read_plain_table reads it, and if there is no other.
std::optional<PageCut> cut_page(std::string_view page, Extent extent = Extent::whole,
                                Tables tables = Tables::parsed);

}  // namespace feeds
