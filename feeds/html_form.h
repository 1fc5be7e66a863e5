#pragma once

#include <string_view>
#include <variant>

#include "feeds/extent.h"
#include "feeds/raw_document.h"
#include "feeds/read_fault.h"

namespace feeds {

/// Takes a status page (ViewDetails.aspx) apart. A page that shows no treaty, such as the site's
/// "not found" with status 200 or a maintenance notice, is a fault `not-a-treaty`.
/// A page without faults is cut to the parts that are read before it is parsed.
std::variant<RawDocument, ReadFault> read_html_form(std::string_view bytes,
                                                    Extent extent = Extent::whole);

/// The same by parsing all of the page: the slow way, which every page can go, and the measure of
/// the other.
std::variant<RawDocument, ReadFault> read_whole_page(std::string_view bytes);

}  // namespace feeds
