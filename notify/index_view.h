#pragma once

#include "lib/mustache.h"
#include "notify/site.h"
#include "notify/state_view.h"

namespace notify {

/// The values that the index sees beside its frame: few and cards (see add_heading, with chart), or
/// closest and chapters [{name, treaties}], states [{value, label, n}]; a treaty of a list is
/// {name, number, href, value, big, meter, stale}.
lib::mustache::data index_page_view(const Site& site, const SiteWords& words,
                                    StateWords& state_words);

}  // namespace notify
