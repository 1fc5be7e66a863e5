#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "treaty/participant.h"

namespace service {

/// The known word most like a mistyped one, the first of equals; nullopt when none is like it, that
/// is when more than half of its letters, and more than two, would have to change; of a word of
/// three letters or less, more than one: most codes are two changes from each other. `known` is any
/// range of texts.
template <typename Words>
std::optional<std::string> nearest_of(std::string_view typed, const Words& known) {
  std::optional<std::string> nearest;
  constexpr std::size_t kCode = 3;
  std::size_t best = (typed.size() <= kCode ? 1 : std::max<std::size_t>(2, typed.size() / 2)) + 1;
  for (const auto& word : known) {
    const std::size_t distance = treaty::edit_distance(typed, word);
    if (distance < best) {
      best = distance;
      nearest = word;
    }
  }
  return nearest;
}

/// Why a word is no kind of event, with the nearest kind.
std::string no_such_kind(std::string_view typed);

/// Why a word is no participant, with the nearest name.
std::string no_such_participant(std::string_view typed, const treaty::Participants& known);

}  // namespace service
