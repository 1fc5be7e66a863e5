#pragma once

#include <string>

#include "feeds/read_fault.h"
#include "lib/json.h"
#include "treaty/reading.h"

namespace service {

/// A Reading as the object that `treatyctl read --json` prints, without "file". Keys and their
/// order are a contract; keys may be added, none removed or renamed.
lib::json::object reading_to_json(const treaty::Reading& reading);

lib::json::object act_to_json(const treaty::Act& act);
lib::json::object problem_to_json(const treaty::Problem& problem);
lib::json::object fault_to_json(const feeds::ReadFault& fault);

}  // namespace service
