#pragma once

#include <string_view>
#include <variant>

#include "feeds/raw_document.h"
#include "feeds/read_fault.h"

namespace feeds {

/// Takes a status page (ViewDetails.aspx) apart. A page that shows no treaty, such as the site's
/// "not found" with status 200 or a maintenance notice, is a fault `not-a-treaty`.
std::variant<RawDocument, ReadFault> read_html_form(std::string_view bytes);

}  // namespace feeds
