#pragma once

#include <functional>
#include <string>
#include <vector>

#include "daemon/config/groups.h"
#include "lib/expected.h"
#include "lib/json.h"
#include "notify/message.h"
#include "notify/subscriber.h"
#include "treaty/participant.h"

namespace service {

/// What a sign-up is checked against.
struct KnownNames {
  const treaty::Participants& participants;
  std::function<bool(const std::string& number)> tracks;
  const Groups& groups;
  std::vector<std::string> languages;  ///< empty: any
  std::string language;                ///< of those who name none
};

/// What somebody wants to be told, from {"mail", "treaties": [], "participants": [], "groups": [],
/// "kinds": [], "milestones_only", "when", "hour", "zone", "weekends", "language", "why"}; all but
/// `mail` may be absent, and mean what they mean in [[subscriber]]. Participants are ids or names.
/// The error is a sentence that names the field. The subscriber has no id yet.
lib::expected<notify::Subscriber, std::string> subscriber_from_json(const lib::json::object& json,
                                                                    const KnownNames& known);

/// The same fields of any subscriber, without `mail`.
lib::json::object subscriber_json(const notify::Subscriber& subscriber);

/// {"days", "notices", "events", "watching_since", "sentence"}.
lib::json::object preview_json(const notify::Preview& preview, const notify::Templates& words);

}  // namespace service
