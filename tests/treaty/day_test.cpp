#include "treaty/day.h"

#include "support/catch.h"

using treaty::Day;
using treaty::Days;
using treaty::Months;

TEST_CASE("A day that does not exist cannot be made") {
  CHECK_FALSE(Day::from_ymd(2003, 2, 31));
  CHECK_FALSE(Day::from_ymd(2023, 2, 29));
  CHECK_FALSE(Day::from_iso("2003-13-01"));
  CHECK_FALSE(Day::from_iso("2003-7-1"));
  CHECK_FALSE(Day::from_iso("2003-07-01T00:00"));
  CHECK(Day::from_ymd(2024, 2, 29));
}

TEST_CASE("A day is printed as ISO 8601 and in words") {
  const Day day = *Day::from_iso("2003-07-01");
  CHECK(day.iso() == "2003-07-01");
  CHECK(day.words() == "1 July 2003");
}

TEST_CASE("The ninetieth day after a deposit is the deposit plus ninety") {
  // XVIII-12: 40th deposit on 1 July 2003, in force on 29 September 2003.
  CHECK((*Day::from_iso("2003-07-01") + Days{90}).iso() == "2003-09-29");
}

TEST_CASE("Adding months keeps the day of the month, or cuts it and says so") {
  const auto plain = treaty::add_months(*Day::from_iso("1975-12-23"), Months{3});
  CHECK(plain.day.iso() == "1976-03-23");
  CHECK_FALSE(plain.clamped);
  const auto cut = treaty::add_months(*Day::from_iso("2024-01-31"), Months{1});
  CHECK(cut.day.iso() == "2024-02-29");
  CHECK(cut.clamped);
}

TEST_CASE("An English date is read at the start of a sentence only") {
  const auto found =
      treaty::leading_english_date("29 September 2003, in accordance with article 38.");
  REQUIRE(found);
  CHECK(found->day.iso() == "2003-09-29");
  CHECK(found->length == 17);
  CHECK_FALSE(treaty::leading_english_date("See article 38; 29 September 2003"));
  CHECK_FALSE(treaty::leading_english_date("31 February 2003"));
  CHECK_FALSE(treaty::leading_english_date("1 July 194"));
  CHECK(treaty::leading_english_date(" 1 Jul 1994")->day.iso() == "1994-07-01");
}
