#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "feeds/extent.h"
#include "feeds/read_fault.h"
#include "feeds/reading_exceptions.h"
#include "treaty/participant.h"
#include "treaty/reading.h"

namespace feeds {

/// The largest real page has 3.2 MB; more than this is refused before it is looked at.
constexpr std::size_t kLargestDocument = std::size_t{8} * 1024 * 1024;

/// Reads a status page or an XML document of the UN Treaty Collection, whichever it is. Pure: the
/// same bytes, participants and exceptions give the same Reading. Never guesses: what does not fit
/// is a problem with its place, and the rest is read.
///
/// `exceptions` is what is known of single treaties whose table means something else than its
/// headings say; it is looked up by the number that the document itself bears.
std::variant<treaty::Reading, ReadFault> read_document(std::string_view bytes,
                                                       const treaty::Participants& participants,
                                                       const ReadingExceptions& exceptions = {},
                                                       Extent extent = Extent::whole);

}  // namespace feeds
