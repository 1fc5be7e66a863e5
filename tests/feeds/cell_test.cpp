#include "feeds/cell.h"

#include <string>

#include "support/catch.h"

using feeds::DatedCell;
using feeds::EmptyCell;
using feeds::read_cell;
using feeds::UnreadCell;

TEST_CASE("A cell is a date with an optional letter and optional brackets") {
  struct Row {
    const char* cell;
    const char* day;
    const char* letter;
    bool bracketed;
  };
  const auto row = GENERATE(values<Row>({
      {"24 Jan 1983", "1983-01-24", "", false},
      {"4 Oct 1991 a", "1991-10-04", "a", false},
      {"12 Dec 2000 AA", "2000-12-12", "AA", false},
      {"[19 Dec 1966 ]", "1966-12-19", "", true},
      {"[ 3 Oct 1975 a]", "1975-10-03", "a", true},
      {"1 September 2003 A", "2003-09-01", "A", false},
      {"29 Feb 2000", "2000-02-29", "", false},
      {"[19 Dec 1966] a", "1966-12-19", "a", true},
      {"3 Sept 2003 (d)", "2003-09-03", "d", false},
      {"3Sep2003d", "2003-09-03", "d", false},
  }));
  CAPTURE(row.cell);
  const auto cell = read_cell(row.cell);
  REQUIRE(std::holds_alternative<DatedCell>(cell));
  const auto& dated = std::get<DatedCell>(cell);
  CHECK(dated.day.iso() == row.day);
  CHECK(dated.letter == row.letter);
  CHECK(dated.bracketed == row.bracketed);
}

TEST_CASE("An empty cell says nothing") {
  CHECK(std::holds_alternative<EmptyCell>(read_cell("")));
}

TEST_CASE("What is not a cell of the depositary is refused with its reason") {
  struct Row {
    const char* cell;
    const char* code;
  };
  const auto row = GENERATE(values<Row>({
      {"31 Feb 2001", "no-such-day"},
      {"0 Mar 2001", "no-such-day"},
      {"29 Feb 1900 a", "no-such-day"},
      {"3 Mar 1194", "unlikely-year"},
      {"3 Mar 9999 a", "unlikely-year"},
      {"3 Mar 1994 4 Apr 1995", "two-dates"},
      {"3 Mar 1994 a 4 Apr 1995 d", "two-dates"},
      {"[3 Mar 1994", "half-bracket"},
      {"3 Mar 1994]", "half-bracket"},
      {"3 Mar 19945", "unread-cell"},
      {"3 Mar 194", "unread-cell"},
      {"Mar 1994", "unread-cell"},
      {"3 Mrz 1994", "unread-cell"},
      {"3 Mar 1994 abc", "unread-cell"},
      {"3 Mar 1994 (a", "unread-cell"},
      {"3 Mar 1994 ()", "unread-cell"},
      {"[3 Mar 1994 a] d", "unread-cell"},
      {"3 Mar 1994 a.", "unread-cell"},
      {"pending", "unread-cell"},
      {"[]", "unread-cell"},
  }));
  CAPTURE(row.cell);
  const auto cell = read_cell(row.cell);
  REQUIRE(std::holds_alternative<UnreadCell>(cell));
  CHECK(std::get<UnreadCell>(cell).code == row.code);
}
