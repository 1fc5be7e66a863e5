#pragma once

#include <optional>
#include <string>
#include <vector>

#include "treaty/reading.h"
#include "treaty/record.h"

namespace treaty {

enum class ChangeKind {
  added,      ///< an act that the record did not hold
  corrected,  ///< the same participant's act of the same sort, now with another date or kind
  bracketed,  ///< the act is now shown in brackets: withdrawn, whatever the cause
  restored,   ///< brackets taken off again
  rejoined,   ///< a new act has overwritten a withdrawn one (the USA in the Paris Agreement, 2021)
  vanished,   ///< the act is no longer shown at all
};

/// One difference between what we hold and what a document shows.
struct Change {
  ChangeKind kind = ChangeKind::added;
  ParticipantId participant;
  std::string name;            ///< the depositary's form
  std::optional<Fact> before;  ///< the fact that it touches; nullopt when added
  std::optional<Act> after;    ///< what the document shows; nullopt when vanished
  bool again = false;          ///< added, and the record held this very act before it vanished

  /// The claim in one line, equal for two documents that claim the same:
  /// "added FRA ratification 2026-11-02". Wording, column and footnotes play no part.
  [[nodiscard]] std::string claim() const;
};

/// One difference between the declarations that we hold and those that a page shows.
struct DeclarationChange {
  std::optional<HeldDeclaration> before;  ///< nullopt: it is new
  std::optional<Declaration> after;       ///< nullopt: it is no longer shown

  /// "declaration added FRA 0123456789abcdef", equal for two pages that claim the same.
  [[nodiscard]] std::string claim() const;
};

/// What a document would change in the record, by participant and not by row: order, renames and
/// renumbered footnotes make no difference. Every participant of the reading must have an id.
///
/// A changed date is one correction and not a loss and a gain when the participant had exactly one
/// act of that sort (signatures are one sort, binding acts another, the rest a third) left
/// unmatched on each side.
std::vector<Change> compare(const Record& record, const Reading& reading);

/// The record as it would stand with the changes made; `seen` and `evidence` go to the new facts.
/// Facts without a row of the store yet have id 0.
Record with_changes(Record record, const std::vector<Change>& changes, Instant seen,
                    const std::string& evidence);

}  // namespace treaty
