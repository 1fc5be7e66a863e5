#include "treaty/wait.h"

#include <string>

#include "support/catch.h"
#include "support/treaties.h"

using tests::day;
using treaty::wait_from_words;

TEST_CASE("Each way of counting leads to the depositary's day") {
  // Official dates of the collection, but for the last four rows.
  const auto [words, from, to, uncertain] =
      GENERATE(table<std::string, const char*, const char*, bool>({
          {"none", "1967-10-04", "1967-10-04", false},
          {"90 days", "2003-07-01", "2003-09-29", false},
          {"30 days", "2016-10-05", "2016-11-04", false},
          {"12 months", "1993-11-16", "1994-11-16", false},
          {"3 months", "1975-12-23", "1976-03-23", false},
          {"2 years", "1973-12-13", "1975-12-13", false},
          {"first of the month after 6 months", "2012-08-07", "2013-03-01", false},
          {"first of the month after 60 days", "2002-04-11", "2002-07-01", false},
          {"first of the 6th month after", "1998-09-16", "1999-03-01", false},
          {"1 month", "2027-01-31", "2027-02-28", true},
          {"1 year", "2028-02-29", "2029-02-28", true},
          {"first of the month after 6 months", "2027-01-01", "2027-08-01", false},
          {"first of the month after 1 month", "2027-01-31", "2027-03-01", false},
      }));
  const auto wait = wait_from_words(words);
  REQUIRE(wait);
  const auto reached = treaty::after(*wait, day(from));
  CHECK(reached.day == day(to));
  CHECK(reached.uncertain == uncertain);
  CHECK(treaty::arithmetic_of(*wait, day(from)).find(day(to).words()) != std::string::npos);
}

TEST_CASE("A wait is written in one way and read back the same") {
  const auto words = GENERATE(
      std::string{"none"}, std::string{"1 day"}, std::string{"90 days"}, std::string{"18 months"},
      std::string{"2 years"}, std::string{"first of the month after 12 months"},
      std::string{"first of the month after 60 days"}, std::string{"first of the 3rd month after"});
  const auto wait = wait_from_words(words);
  REQUIRE(wait);
  CHECK(treaty::words_of(*wait) == words);
}

TEST_CASE("A wait may be written in the words of a treaty, or as a duration of ISO 8601") {
  const auto [words, plain] = GENERATE(table<std::string, std::string>({
      {"on the ninetieth day after the deposit", "90 days"},
      {"30th day", "30 days"},
      {"90-day", "90 days"},
      {"Ninety (90) Days", "90 days"},
      {"one hundred and eighty days", "180 days"},
      {"6 weeks", "42 days"},
      {"P90D", "90 days"},
      {"twelve calendar months", "12 months"},
      {"P3M", "3 months"},
      {"one year", "1 year"},
      {"0", "none"},
      {"0 days", "none"},
      {"upon the deposit", "none"},
      {"on the date of deposit", "none"},
      {"first day of the month following the expiration of six months",
       "first of the month after 6 months"},
      {"first of month after 1 year", "first of the month after 12 months"},
      {"first day of the month after the 60th day", "first of the month after 60 days"},
      {"first day of the sixth month after the month of deposit", "first of the 6th month after"},
      {"first day of the month following the deposit", "first of the 1st month after"},
  }));
  INFO(words);
  const auto wait = wait_from_words(words);
  REQUIRE(wait);
  CHECK(treaty::words_of(*wait) == plain);
}

TEST_CASE("A wait that is not understood is refused") {
  const auto words = GENERATE(
      std::string{""}, std::string{"90"}, std::string{"-3 months"}, std::string{"3 to 6 months"},
      std::string{"3 months or 90 days"}, std::string{"90 working days"},
      std::string{"30 days after entry into force"}, std::string{"1 month after 1 January"},
      std::string{"last day of the month"}, std::string{"first of the month"},
      std::string{"first of the 6 month after"}, std::string{"first of the month after easter"},
      std::string{"P90"}, std::string{"PD"}, std::string{"P1Y6M"});
  INFO(words);
  CHECK_FALSE(wait_from_words(words));
}
