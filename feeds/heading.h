#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "treaty/act.h"

namespace feeds {

/// One kind of act that a column heading names, and the letter that marks it in a cell:
/// "Accession(a)".
struct HeadedKind {
  treaty::ActKind kind;
  std::string letter;  ///< empty: a date without a letter
};

/// What a heading such as "Signature, Succession to signature(d)" says about its column.
///
/// Grammar: phrases joined by commas; a phrase begins with the words of an act, may name the
/// instrument ("of the Protocol", "as amended") and may end with a letter in parentheses. A phrase
/// is one kind, the one it begins with: "Definitive signature or acceptance of the Protocol" is
/// read as a definitive signature, for both bind at once; but in "Ratification or accession(a)",
/// which explains a letter, the letter is the last act's. A comma that no act follows belongs to
/// the phrase before it.
struct ColumnHeading {
  std::string text;
  std::vector<HeadedKind> kinds;
  std::vector<std::string> unread;  ///< phrases that begin with no act known to us
  bool signature = false;           ///< its dates make signatories
  bool binds = false;               ///< its dates make Parties
};

/// By the depositary's practice (measured: equal to the published totals in 493 of 495 tables), a
/// column headed "Signature…" holds signatures; "Provisional…", "Undertaking…", "Notification…",
/// "Confirmation of signature…" and "Extension…" bind nobody, and no more do denunciations,
/// withdrawals and terminations; every other column binds.
ColumnHeading read_heading(std::string_view text);

/// What a date with this letter (none: empty) is under a heading. One kind: that kind. Several, or
/// none that fits: undetermined with the candidates. `in_heading` is false when the letter is not
/// announced by the heading and its kind was taken from the collection's general use.
struct LetterMeaning {
  std::vector<treaty::ActKind> kinds;
  bool in_heading = true;
};
LetterMeaning meaning_of(const ColumnHeading& heading, std::string_view letter);

}  // namespace feeds
