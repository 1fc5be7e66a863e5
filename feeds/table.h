#pragma once

#include "feeds/raw_document.h"
#include "feeds/reading_exceptions.h"
#include "treaty/participant.h"
#include "treaty/reading.h"

namespace feeds {

/// Reads the participant table of `raw`, whose cells it uses up, into the headings, participants,
/// counts and problems of `reading`. What stands in a column of no acts ("Entry into force")
/// becomes an annex of `raw`. `exception` may be null.
void read_table(RawDocument& raw, const treaty::Participants& participants,
                const ReadingException* exception, treaty::Reading& reading);

/// "unknown-name" with the nearest known names.
treaty::Problem unknown_name(const std::string& name, const std::string& where,
                             const treaty::Participants& participants);

}  // namespace feeds
