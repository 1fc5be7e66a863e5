#pragma once

#include <string_view>

#include "feeds/repair.h"
#include "feeds/text_collector.h"
#include "lib/xml.h"

namespace feeds {

/// The text of an element of a page and everything below it. `<p class='invisible'>` is left out,
/// as the browser does.
enum class TablesInside { kept, left_out };
RichText text_of_page(lib::XmlNode element, Repairs& repairs,
                      TablesInside tables = TablesInside::kept);

/// The text of a string into which the depositary escaped markup, as the XML form does throughout.
/// Anything that looks like a tag is taken out, closed or not; linear in time.
RichText text_of_markup(std::string_view markup, Repairs& repairs);

/// The text of an element of the XML form, its escaped markup taken out.
RichText text_of_xml(lib::XmlNode element, Repairs& repairs);

}  // namespace feeds
