#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/extent.h"
#include "feeds/raw_document.h"

namespace feeds {

/// A document of the XML form without its plain rows.
struct XmlCut {
  std::string parsed;        ///< what is left for the parser: a whole document again
  std::vector<RawRow> rows;  ///< of the participant table, which need no parser
  Repairs repairs;           ///< made in these
};

/// Cuts a document; of the head and the table alone, what follows the table is left out. nullopt
/// where it cannot be promised that the parts say what the whole says.
std::optional<XmlCut> cut_xml(std::string_view bytes, Extent extent);

}  // namespace feeds
