#pragma once

#include <map>
#include <string>
#include <vector>

#include "treaty/day.h"
#include "treaty/ledger.h"
#include "treaty/rule.h"

namespace treaty {

/// The smallest changes of the record, or of the counting, under which the rule gives the printed
/// date: hypotheses and no findings. Alternatives of one size, each a clause that follows "if";
/// the likeliest first, at most five; empty when nothing small does.
///
/// Looked for, in this order: a difference of one or two days in counting; one cell with one wrong
/// digit, and beside it what explains the date as well; one instrument that was counted or left out
/// against the rule; the instrument that completed the number, dated later than it was deposited;
/// one or two instruments that the record no longer shows (a predecessor State's, or one
/// overwritten by a later accession).
std::vector<std::string> smallest_change(const EntryRule& rule, const Ledger& ledger,
                                         const std::map<std::string, Day>& in_force, Day printed);

}  // namespace treaty
