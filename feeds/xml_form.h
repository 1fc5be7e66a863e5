#pragma once

#include <string_view>
#include <variant>

#include "feeds/extent.h"
#include "feeds/raw_document.h"
#include "feeds/read_fault.h"

namespace feeds {

/// Takes the depositary's XML form (root Document/Treaty) apart. What stands before a break in the
/// file is read; the break is a problem `cut-short`.
std::variant<RawDocument, ReadFault> read_xml_form(std::string_view bytes,
                                                   Extent extent = Extent::whole);

/// The same by parsing all of the document: the slow way, which every document can go, and the
/// measure of the other.
std::variant<RawDocument, ReadFault> read_whole_xml(std::string_view bytes);

}  // namespace feeds
