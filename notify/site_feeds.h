#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/mustache.h"
#include "notify/site.h"
#include "notify/site_words.h"

namespace notify {

/// Path to bytes of the feeds of one treaty, Atom and JSON each:
///   XVIII-16/events, XVIII-16/milestones
std::map<std::string, std::string> treaty_feeds(const Site& site, const SiteTreaty& entry,
                                                const SiteWords& words);

/// Path to bytes of the feeds across treaties, Atom and JSON each:
///   events, milestones, kinds/KIND for each kind of event, participants/ID for each participant
/// Each exists before its first event, so that it can be followed from the beginning.
std::map<std::string, std::string> front_feeds(const Site& site,
                                               const treaty::Participants& participants,
                                               const SiteWords& words);

/// The values that the list of all feeds sees beside those of every page: treaties [{name,
/// number}], kinds [{kind, name}], participants [{id, name}], by name.
lib::mustache::data feeds_page_view(const Site& site, const treaty::Participants& participants,
                                    const SiteWords& words);

}  // namespace notify
