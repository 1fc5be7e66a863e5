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

/// A phrase that begins with no act known to us, and the letter that it explains.
struct UnreadPhrase {
  std::string text;
  std::string letter;  ///< empty for none
};

/// What a heading such as "Signature, Succession to signature(d)" says about its column.
///
/// Grammar: phrases joined by commas; a phrase begins with the words of an act, perhaps behind
/// "Date of", "Deposit of the instrument of" and the like, may name the instrument ("of the
/// Protocol", "as amended") and may end with a letter in parentheses. A phrase is one kind, the one
/// it begins with: "Definitive signature or acceptance of the Protocol" is read as a definitive
/// signature, for both bind at once; but in "Ratification or accession(a)", which explains a
/// letter, the letter is the last act's. A comma that no act follows belongs to the phrase before
/// it.
struct ColumnHeading {
  std::string text;
  std::vector<HeadedKind> kinds;
  std::vector<UnreadPhrase> unread;
  bool of_acts = true;     ///< false: "Entry into force", "Denunciation"; its dates are no acts
  bool signature = false;  ///< dates in it make signatories
  bool binds = false;      ///< dates in it make Parties
};

/// By the depositary's practice (measured: equal to the published totals in 493 of 495 tables), a
/// column of signatures makes signatories; one of provisional acts, notifications, confirmations of
/// signature or extensions alone binds nobody; every other column of acts binds.
ColumnHeading read_heading(std::string_view text);

/// Acts that bind nobody even in a column that binds: provisional ones, confirmations of signature
/// and extensions. (A notification there is what its treaty makes of it.)
bool is_preliminary(treaty::ActKind kind);

/// What a date with this letter (none: empty) is under a heading. One kind: that kind. Several:
/// undetermined with the candidates. None: it may be what an unread phrase means. `in_heading` is
/// false when the letter is not announced by the heading and its kind was taken from the
/// collection's general use.
struct LetterMeaning {
  std::vector<treaty::ActKind> kinds;
  bool in_heading = true;
};
LetterMeaning meaning_of(const ColumnHeading& heading, std::string_view letter);

}  // namespace feeds
