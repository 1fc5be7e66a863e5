#pragma once

#include <string>

#include "lib/mustache.h"
#include "notify/site.h"
#include "notify/state_view.h"

namespace notify {

/// What every page sees: title, code, w (see SiteWords), root and home (the ways to the folder on
/// top and to the language's), editions [{code, name, href, here}], unreviewed. `path` is the
/// page's own in the language's folder.
void add_frame(lib::mustache::data& view, const Site& site, const SiteWords& words,
               const std::string& path);

/// How a treaty stands, on its page and on the index: name, number, big, is_count, stale,
/// stale_sentence, checked, bar and cells [{on}], state (see state_view).
void add_heading(lib::mustache::data& view, const SiteTreaty& entry, const SiteWords& words,
                 StateWords& state_words);

/// A chart for the page, to stand inside of it; empty when nothing is dated yet.
std::string inline_chart(const treaty::Assessment& assessment, const SiteWords& words, int width,
                         int height);

/// The values that the page of a treaty sees beside its frame and heading: dated_first, missing,
/// figures [{n, label}], next [{when, soon, what, detail, link, done}], chart_wide, chart_narrow,
/// chart_words, map, map_words, groups [{region, deposits, tally, label, squares [{look, who}]}],
/// rows [{name, region, signed, signed_iso, act, deposited, deposited_iso, in_force, in_force_iso,
/// since, standing, standing_words, why}], regions [{region}], standings [{value, label}], shown,
/// explanation [{step, item}], foreign, news [{id, when, headline, text, seen, url, evidence}],
/// older, url, rule_source.
lib::mustache::data treaty_page_view(const Site& site, const SiteTreaty& entry,
                                     const treaty::Participants& participants,
                                     const SiteWords& words, StateWords& state_words);

}  // namespace notify
