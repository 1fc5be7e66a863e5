#pragma once

#include <string_view>
#include <variant>

#include "feeds/raw_document.h"
#include "feeds/read_fault.h"

namespace feeds {

/// Takes the depositary's XML form (root Document/Treaty) apart. What stands before a break in the
/// file is read; the break is a problem `cut-short`.
std::variant<RawDocument, ReadFault> read_xml_form(std::string_view bytes);

}  // namespace feeds
