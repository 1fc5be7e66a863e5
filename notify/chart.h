#pragma once

#include <string>

#include "notify/site_words.h"
#include "treaty/assessment.h"

namespace notify {

/// The way to the number that a treaty needs, over time: instruments that count as a filled line,
/// signatures as a thin one, the number itself and the day on which it was reached, and the day of
/// entry into force where there is one. Everything is labelled where it stands.
///
/// An SVG of that size in pixels, light or dark as the reader prefers, that loads nothing and runs
/// nothing; it may stand in a page or alone. Empty when nothing is dated yet.
std::string progress_chart(const treaty::Assessment& assessment, const SiteWords& words, int width,
                           int height);

/// The same in a sentence, for those who do not see it.
std::string chart_in_words(const treaty::Assessment& assessment, const SiteWords& words);

}  // namespace notify
