#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "treaty/day.h"

namespace feeds {

/// A cell of the participant table. The depositary's cells are: optional "[", day, English month,
/// year, optional kind letter, optional "]". The letter may stand in parentheses or behind the "]".
struct DatedCell {
  treaty::Day day;
  std::string letter;  ///< "a", "AA", …; empty for none
  bool bracketed = false;
};
struct EmptyCell {};
struct UnreadCell {
  std::string code;  ///< of a treaty::Problem: "two-dates", "no-such-day", "unlikely-year", …
  std::string why;   ///< words that end a sentence about the cell
};
using Cell = std::variant<EmptyCell, DatedCell, UnreadCell>;

/// Reads a cell whose white space is folded. Nothing is guessed: what is not exactly a cell of the
/// depositary is an UnreadCell.
Cell read_cell(std::string_view folded);

/// Acts lie between these years; the register begins with acts of 1904 and earlier Hague law.
constexpr int kEarliestYear = 1850;
constexpr int kLatestYear = 2150;

}  // namespace feeds
