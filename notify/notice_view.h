#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/mustache.h"
#include "notify/event_words.h"
#include "notify/message.h"
#include "treaty/event.h"

namespace notify {

/// A language, and the words that it has for events.
struct Wording {
  const Language& language;
  const EventWords& events;
};

/// The values that the templates of a notice see, from events and state of play. Every value is one
/// harmless line (see lib::one_line); escaping for the format is the template's.
///
///   headline, more (acts that the headline does not name), the_treaty, the_treaty_upper,
///   treaty_line, burst {number_of_acts, deposits | signatures | in_force | mixed}, has_short,
///   list_alone,
///   list_alone,
///   items [{full | short, text, headline, participant, act, day, published}]
///   state {the figures: rule, reached, count, needed, remaining, parties, same, differences,
///   signatures, state_…, date, computed, wait, thresholds, deadlines, bar {done, left}}
///   one flag for each kind of event in the notice: signature, deposit, eif_computed, …
///   url, rule_source, evidence, checked, following, note, unreviewed, and what set_leave sets
///
/// `bar` is percent. A value that is absent is not set, so that its section is left out.
lib::mustache::data notice_view(std::span<const treaty::Event> events, const Context& context,
                                const Reason& reason, const Wording& wording);

/// How to leave: `leave`, the sentence, and the same in parts around its link: leave_before, and
/// with a link leave_href, leave_shown, leave_after.
void set_leave(lib::mustache::data& view, const Leave& leave);

/// The events as a notice tells them: what matters most first, otherwise as recorded.
std::vector<const treaty::Event*> by_weight(std::span<const treaty::Event> events);

}  // namespace notify
