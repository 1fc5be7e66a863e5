#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "lib/sqlite.h"
#include "treaty/day.h"
#include "treaty/reading.h"

namespace store {

// How the values of the domain stand in columns.

inline std::int64_t seconds(treaty::Instant instant) {
  return instant.time_since_epoch().count();
}
inline std::optional<std::int64_t> seconds(const std::optional<treaty::Instant>& instant) {
  if (!instant) return std::nullopt;
  return seconds(*instant);
}

inline treaty::Instant take_instant(lib::Row& row) {
  return treaty::Instant{std::chrono::seconds{row.take<std::int64_t>()}};
}
inline std::optional<treaty::Instant> take_optional_instant(lib::Row& row) {
  const auto value = row.take<std::optional<std::int64_t>>();
  if (!value) return std::nullopt;
  return treaty::Instant{std::chrono::seconds{*value}};
}

inline std::string form_text(treaty::Form form) {
  return form == treaty::Form::html ? "html" : "xml";
}
inline treaty::Form take_form(lib::Row& row) {
  return row.take<std::string>() == "html" ? treaty::Form::html : treaty::Form::xml;
}

/// A value that only this program writes: nullopt means that the database was damaged by hand.
template <typename T>
T known(std::optional<T> value, const std::string& text) {
  if (!value) throw std::runtime_error("the database holds a value that nobody wrote: " + text);
  return *std::move(value);
}

}  // namespace store
