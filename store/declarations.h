#pragma once

#include <cstdint>

#include "store/database.h"
#include "store/step.h"
#include "treaty/record.h"

namespace store {

/// Fills in the declarations that were known at `until` (seconds since 1970), those superseded
/// later shown as current. For records.cpp.
void load_declarations(Database& db, treaty::Record& record, std::int64_t until);

/// Records what the step says of declarations, inside of its transaction. For step.cpp. Throws
/// std::logic_error when it supersedes one that is not held.
void record_declarations(Database& db, const StoreStep& step);

}  // namespace store
