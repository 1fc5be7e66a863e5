#pragma once

#include <optional>
#include <string>
#include <vector>

#include "treaty/reading.h"
#include "treaty/record.h"

namespace treaty {

/// Why a reading is not believed. A reading with a doubt changes no fact and tells no reader: the
/// operator is told, and the source counts as failing until a reading passes.
struct Doubt {
  std::string code;  ///< "identity", "checksum", "unknown-name", "headings", …
  std::string text;  ///< a sentence: what was found, what was expected, what to do
  /// What a person may approve: a new title, a lost column, fewer rows, many changes at once, a
  /// cell that cannot be read, a wrong total. Empty where only another document helps.
  std::string claim{};
  /// The record takes up what was approved (a new title), unless this is set: then the document
  /// will show the same at each look, and the approval lasts for as long as it does.
  bool lasting = false;
};

/// The claim of a doubt about a name that nobody knows. It is settled by telling whose name it is,
/// never by approving it as it is.
std::string name_claim(const std::string& name);
/// The name of such a claim; nullopt for any other claim.
std::optional<std::string> name_in_claim(const std::string& claim);

struct CheckOptions {
  std::string number;  ///< the treaty that was asked for
  Day today;           ///< at UN Headquarters
  /// By how many the printed totals are known to exceed what the table of this treaty shows; a
  /// person put that into its file with the reason. They must then differ by just that.
  Totals printed_more{};
};

/// The checks that one document must pass before it is compared, in the order in which a person
/// would want to hear of them: is it the treaty, is it whole, does it add up, is it possible.
///
///  - identity: the number on the document; the title held on record
///  - table: a participant table where the record has facts; no column lost
///  - rows: at least nine in ten of the participants on record; none twice
///  - names: every one known, or nothing is taken from the document at all
///  - problems: nothing in the participant table that could not be read, unless a person approves
///    that it is left out
///  - checksum: our count of the table against the totals that the document prints
///  - dates: none in the future
std::vector<Doubt> check(const Reading& reading, const Record& record, const CheckOptions& options,
                         const Participants& participants);

}  // namespace treaty
