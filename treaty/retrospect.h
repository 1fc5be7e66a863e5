#pragma once

#include "treaty/event.h"

namespace treaty {

/// The event as it is told later, in an issue that gathers past days: entry into force has its date
/// in place of "today", a count is no longer "one to go", and the number that was reached has no
/// computed date that is not printed "yet". Anything else stays as it was told.
Event in_retrospect(Event event);

}  // namespace treaty
