#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace service {

/// A word of `track` that stands for several treaties: "*" for all, "XVIII-*" for a chapter,
/// "XXVII-7-*" for the numbers under one.
bool is_pattern(std::string_view word);

bool matches_pattern(std::string_view pattern, std::string_view number);

/// The numbers of `known` that a pattern matches and `track` has not yet are added to it, in order.
/// Nothing is taken out: a treaty once tracked stays so for as long as the service runs.
void widen(std::vector<std::string>& track, const std::vector<std::string>& patterns,
           const std::vector<std::string>& known);

/// The chapters in which a pattern can match; all of them for "*".
std::set<unsigned> chapters_of(const std::vector<std::string>& patterns);

}  // namespace service
