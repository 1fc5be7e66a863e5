#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "treaty/confirm.h"
#include "treaty/event.h"
#include "treaty/events.h"
#include "treaty/reading.h"
#include "treaty/record.h"

namespace treaty {

/// What a declaration is and who made it, as 16 hexadecimal digits: equal for two that differ in
/// white space, punctuation, letter case or footnote marks alone. Numbers count: "article 35" is
/// not "article 36". A heading printed above the text or as its first line makes no difference.
std::string declaration_key(const Declaration& declaration);

/// Two declarations that cannot be told apart are one; their order plays no part. The only text of
/// a participant's section that is gone and the only one that is new there are one that was
/// changed; otherwise each is told by itself.
std::vector<DeclarationChange> compare_declarations(const Record& record, const Reading& reading);

/// The record with the accepted declarations, as first seen in the page of `views`.
Record with_declarations(Record record, const DeclarationDecision& decision,
                         const std::vector<View>& views);

/// Decides what to believe of the declarations of one look.
///
/// Only a page makes claims: the XML form leaves whole sections out and has lost numbers ("Article?
/// (a)" for "Article 1(a)"). It confirms what it shows word for word, and that something is gone it
/// cannot confirm. The declarations of the first page are taken in silence; after that each new,
/// changed or vanished one needs two looks at least `confirm_after` apart, a new one alternatively
/// both forms. More than `kMassChange` of those on record gone or changed at once make one claim
/// that no look settles: it waits for a person.
DeclarationDecision decide_declarations(const Record& record, const std::vector<View>& views,
                                        const std::vector<Pending>& pending,
                                        const Patience& patience = {});

/// One event for each change, by section and participant. Kind `objection` for objections, else
/// `declaration`; its text quotes the beginning, and the page has the rest.
std::vector<Event> events_of_declarations(const std::vector<DeclarationChange>& changes,
                                          const Assessment& after, const EventContext& context);

/// True when the declaration mentions the article or a part of it: "35" finds "35(2)", not "350".
bool mentions_article(const Declaration& declaration, std::string_view article);

}  // namespace treaty
