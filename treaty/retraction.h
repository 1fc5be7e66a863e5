#pragma once

#include <string>

#include "treaty/assessment.h"
#include "treaty/event.h"

namespace treaty {

/// The notice that takes back another one, for those who were told it. `reason` is a person's
/// words; `state` is where the treaty stands without what was told.
Event retraction_of(const Event& told, const std::string& reason, const Assessment& state,
                    Instant now);

/// The id of the retraction of an event. At most one: what is told anew afterwards has an id of its
/// own.
std::string retraction_id(const std::string& event_id);

}  // namespace treaty
