#pragma once

#include <span>

#include "notify/data_table.h"
#include "notify/site.h"

namespace notify {

// The data that lie beside the pages. Rows are in the order of the site and, within a treaty, of
// the record.

/// One row a treaty: number, name, its rule's number, the counts, the date and its state.
DataTable treaties_table(std::span<const SiteTreaty* const> treaties);

/// One row a participant of a treaty: what it signed and deposited, since when it is in force.
DataTable participants_table(std::span<const SiteTreaty* const> treaties,
                             const treaty::Participants& participants);

/// One row for everything that was told, oldest first, by id for ever.
DataTable events_table(std::span<const SiteTreaty* const> treaties);

}  // namespace notify
