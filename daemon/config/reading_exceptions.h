#pragma once

#include <string>
#include <vector>

#include "daemon/config/strict_table.h"
#include "feeds/reading_exceptions.h"

namespace service {

/// Reads the table [reading] of one treaty's file:
///
///   [reading]
///   binding_columns = ["Provisional acceptance/accession"]   headings, as the record prints them
///   published_parties = 23           totals known to be wrong at the source, exactly as printed;
///   published_signatories = 17       the daemon then raises no doubt about them
///   reason          = "why the record must be read so"
///
/// `reason` is required. Mistakes go where the table reports them.
feeds::ReadingException reading_exception(StrictTable& reading);

/// The [reading] tables of every `*.toml` in `directory`, by the file's `number`. Other keys are
/// not looked at: the rule's reader checks them. A missing directory has no exceptions.
feeds::ReadingExceptions read_reading_exceptions(const std::string& directory,
                                                 std::vector<ConfigError>& errors);

}  // namespace service
