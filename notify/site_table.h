#pragma once

#include <string_view>

#include "lib/mustache.h"
#include "notify/site_words.h"
#include "treaty/assessment.h"
#include "treaty/participant.h"

namespace notify {

/// "party", "deposited", "signed", "withdrawn": how a participant stands on the day.
std::string_view standing_of(const treaty::Standing& standing, treaty::Day today);

/// Sets what a treaty's page says of its participants: groups, rows, has_rows, regions, standings,
/// shown and row_count; see treaty_page_view.
void add_participants(lib::mustache::data& view, const treaty::Assessment& assessment,
                      const treaty::Participants& all, const SiteWords& words);

}  // namespace notify
