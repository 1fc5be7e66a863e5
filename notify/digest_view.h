#pragma once

#include "lib/mustache.h"
#include "notify/digest.h"
#include "notify/notice_view.h"
#include "notify/state_view.h"

namespace notify {

/// The sentences that all forms of an issue share.
struct DigestWords {
  StateWords& state;
  lib::Template& reach;  ///< `reach.mustache`: what can be said of the period at all
};

/// False when the record had not been read by the end of the issue: nothing can be said then.
bool is_read(const DigestTreaty& entry, const Digest& digest);

/// The values that the templates of a digest see: title, unreviewed, treaties [{name, number,
/// the_treaty, since, until, unread, stale, past, watched (the day of the first reading, where it
/// lies in the period), checked, quiet or else news, reach, milestones [{text}], deposits {number,
/// one, acts}, signatures {…}, others [{text}], corrections
/// [{text}], state (see state_view), next [{date, and one of entry_into_force (with computed),
/// participant (with several), deadline and meeting (with place and ends)}], url}].
lib::mustache::data digest_view(const Digest& digest, DigestWords words, const Wording& wording);

}  // namespace notify
