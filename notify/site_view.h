#pragma once

#include "lib/mustache.h"
#include "notify/site.h"
#include "notify/state_view.h"

namespace notify {

/// The values that the page of a treaty sees: title, name, number, headline {big, small}, stale,
/// checked, chart_wide, chart_narrow, chart_words, state (see state_view), groups [{region,
/// parties, signed, states, squares [{look, who}]}], rows [{name, region, signed, signed_iso, act,
/// deposited, deposited_iso, in_force, in_force_iso, standing, withdrawn, why}], regions,
/// explanation, news
/// [{day, headline, text, evidence}], older, url, rule_source.
lib::mustache::data treaty_page_view(const Site& site, const SiteTreaty& entry,
                                     const treaty::Participants& participants, StateWords& words);

/// title, few, treaties (few of them, as cards) or groups [{heading, treaties}]; a treaty is {name,
/// number, big, is_count, bar, cells [{on}], state, stale, checked, chart_narrow}.
lib::mustache::data index_page_view(const Site& site, StateWords& words);

}  // namespace notify
