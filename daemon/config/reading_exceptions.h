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
///   parties_more    = 1              by how many the total that the record prints is known to
///   signatories_more = -1            exceed its own table: the daemon then raises no doubt about
///   it reason          = "why the record must be read so"
///
/// `reason` is required. Mistakes go where the table reports them.
feeds::ReadingException reading_exception(StrictTable& reading);

/// The [reading] tables of every `*.toml` in `directory`, by the file's `number`. Other keys are
/// not looked at: the rule's reader checks them. A missing directory has no exceptions.
feeds::ReadingExceptions read_reading_exceptions(const std::string& directory,
                                                 std::vector<ConfigError>& errors);

}  // namespace service
