#pragma once

#include <optional>

#include "lib/json.h"
#include "treaty/day.h"
#include "treaty/record.h"

namespace service {

lib::json::value day_or_null(const std::optional<treaty::Day>& day);
lib::json::value instant_or_null(const std::optional<treaty::Instant>& instant);

/// An act that we hold or held as true, with what shows it.
lib::json::object fact_json(const treaty::Fact& fact);

/// A text that is or was on record, in the depositary's words.
lib::json::object declaration_json(const treaty::HeldDeclaration& held);

}  // namespace service
