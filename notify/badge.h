#pragma once

#include <optional>
#include <string>

#include "notify/site_words.h"
#include "treaty/assessment.h"

namespace notify {

enum class BadgeTone { counting, dated, in_force, stale, plain };

/// What a badge says, in a language; the same on the small badge and the counter.
struct Badge {
  std::string label;     ///< "UN Convention against Cybercrime"
  std::string value;     ///< "3 of 40", "in force", "in force on 31 Jan 2027 (computed)"
  std::string detail;    ///< "37 more are needed", "since 29 September 2003"; may be empty
  std::string as_of;     ///< "as of 3 November 2026"; "not yet checked"
  std::string source;    ///< "UN Treaty Collection"
  int percent = 0;       ///< of the number that the rule asks for, 0 to 100
  bool has_bar = false;  ///< false without a rule
  BadgeTone tone = BadgeTone::plain;
};

/// `stale` greys it and puts the day of the last good check beside the value, so that nobody takes
/// an old figure for today's.
Badge badge_of(const treaty::Assessment& assessment, const SiteWords& words,
               const std::optional<treaty::Instant>& last_good_check, bool stale);

/// A badge of one line, 20 high, as SVG that loads nothing and runs nothing: no script, no font, no
/// address. Text that a screen reader reads out is in its title.
std::string badge_svg(const Badge& badge);

/// The same as a card, 320 by 128, with a bar; light or dark as the reader prefers.
std::string counter_svg(const Badge& badge);

}  // namespace notify
