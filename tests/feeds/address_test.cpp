#include "feeds/address.h"

#include "support/catch.h"

using feeds::TreatyNumber;

TEST_CASE("A treaty number is read with its chapter") {
  struct Case {
    const char* text;
    unsigned chapter;
    const char* roman;
  };
  for (const auto& [text, chapter, roman] :
       {Case{"XVIII-16", 18, "XVIII"}, Case{"XXVII-7-d", 27, "XXVII"},
        Case{"XVIII-12-a", 18, "XVIII"}, Case{"I-5-b", 1, "I"}, Case{"XI-A-1", 11, "XI"},
        Case{"XI-B-16-100", 11, "XI"}, Case{"III-2-12b", 3, "III"}, Case{"XIX-41-a", 19, "XIX"},
        Case{"IV-9", 4, "IV"}}) {
    CAPTURE(text);
    const auto number = TreatyNumber::parse(text);
    REQUIRE(number);
    CHECK(number->str() == text);
    CHECK(number->chapter() == chapter);
    CHECK(number->chapter_roman() == roman);
  }
}

TEST_CASE("What is not a treaty number is refused, whatever it could do to an address") {
  for (const char* text :
       {"",          "XVIII",     "XVIII-",          "-16",          "18-16",     "xviii-16",
        "XVIII-16-", "XVIII--16", "XVIII-16/..",     "XVIII-16&x=1", "XVIII-016", "XVIII-16 ",
        " XVIII-16", "XVIII-ab",  "XVIII-1-2-3-4-5", "XVIII-123456", "IIII-1",    "VX-1",
        "IXI-1",     "XVIII_16",  "XVIII-a1"}) {
    CAPTURE(text);
    CHECK_FALSE(TreatyNumber::parse(text));
  }
}

TEST_CASE("Roman numerals are read in their canonical form alone") {
  CHECK(feeds::from_roman("I") == 1U);
  CHECK(feeds::from_roman("XXIX") == 29U);
  CHECK(feeds::from_roman("XCIX") == 99U);
  CHECK(feeds::from_roman("MMMCMXCIX") == 3999U);
  CHECK(feeds::from_roman("XIV") == 14U);
  CHECK(feeds::from_roman("XL") == 40U);
  for (const char* text : {"", "IIII", "VV", "IC", "IXI", "IVI", "XCX", "IIV", "VIV", "XXXX", "CMC",
                           "MMMM", "A", "i"}) {
    CAPTURE(text);
    CHECK_FALSE(feeds::from_roman(text));
  }
}

TEST_CASE("The page and the XML of a treaty have these addresses") {
  const auto cyber = *TreatyNumber::parse("XVIII-16");
  CHECK(feeds::page_address("https://treaties.un.org", cyber) ==
        "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XVIII-16&chapter=18"
        "&clang=_en");
  CHECK(
      feeds::xml_address("https://treaties.un.org/", cyber) ==
      "https://treaties.un.org/doc/Publication/MTDSG/Volume%20II/Chapter%20XVIII/XVIII-16.en.xml");
  CHECK(feeds::xml_address("http://127.0.0.1:8080", *TreatyNumber::parse("I-5-b")) ==
        "http://127.0.0.1:8080/doc/Publication/MTDSG/Volume%20I/Chapter%20I/I-5-b.en.xml");
}

TEST_CASE("Volume I ends with chapter XI") {
  const auto address = [](const char* number) {
    return feeds::xml_address("https://x.example", *TreatyNumber::parse(number));
  };
  CHECK(address("XI-A-1").find("/Volume%20I/Chapter%20XI/") != std::string::npos);
  CHECK(address("XII-1").find("/Volume%20II/Chapter%20XII/") != std::string::npos);
}
