#pragma once

#include "lib/json.h"
#include "treaty/assessment.h"
#include "treaty/rule.h"

namespace service {

/// An Assessment as the object that `treatyctl assess --json` prints and `/v1/treaties/{number}`
/// extends. Keys and their order are a contract; keys may be added, none removed or renamed.
/// `rule` may be null: "rule" is then null.
lib::json::object assessment_json(const treaty::Assessment& assessment, const treaty::Rule* rule);

lib::json::object standing_json(const treaty::Standing& standing);

}  // namespace service
