#include "lib/text.h"

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "support/catch.h"

namespace {

// The same by the plainest means.
std::size_t found_plainly(const std::string& text, const std::string& wanted, std::size_t from) {
  return lib::lower_ascii(text).find(lib::lower_ascii(wanted), from);
}

std::size_t white_plainly(const std::string& text, std::size_t i) {
  for (const char* space : {"\xC2\xA0", "\xE2\x80\x82", "\xE2\x80\x89", "\xE2\x80\xAF"}) {
    const std::string one = space;
    if (text.compare(i, one.size(), one) == 0) return one.size();
  }
  return lib::is_space(text[i]) ? 1 : 0;
}

std::string folded_plainly(const std::string& text) {
  std::string folded;
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const std::size_t white = white_plainly(text, i); white > 0) {
      gap = !folded.empty();
      i += white - 1;
      continue;
    }
    if (gap) folded += ' ';
    gap = false;
    folded += text[i];
  }
  return folded;
}

std::string some(const std::string& alphabet, std::size_t length, std::mt19937& random) {
  std::string text;
  for (std::size_t i = 0; i < length; ++i)
    text += alphabet[random() % alphabet.size()];
  return text;
}

}  // namespace

TEST_CASE("Words are found whatever their case, as by comparing at every place") {
  std::mt19937 random{1};
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = some("abAB<\xC3", random() % 40, random);
    const std::string wanted = some("abAB<\xC3", random() % 5, random);
    const std::size_t from = random() % 6;
    CAPTURE(text, wanted, from);
    REQUIRE(lib::find_ignoring_case(text, wanted, from) == found_plainly(text, wanted, from));
  }
  const std::string wide = std::string(300, 'x') + 'Y' + std::string(300, 'x');
  CHECK(lib::find_ignoring_case("x" + wide, wide) == 1);
}

TEST_CASE("White space is folded to single spaces, none at the ends") {
  CHECK(lib::folded_space(" \t1 Mar\xC2\xA0 1991\n") == "1 Mar 1991");
  CHECK(lib::folded_space("\xC2\xA0").empty());
  std::mt19937 random{2};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::size_t k = random() % 12; k > 0; --k) {
      constexpr std::array<const char*, 9> kParts = {"a",        "bcdefghij",    " ",
                                                     "  ",       "\t",           "\xC2\xA0",
                                                     "\xC3\xA0", "\xE2\x80\xAF", "\xE2\x80\x99"};
      text += kParts.at(random() % kParts.size());
    }
    CAPTURE(text);
    REQUIRE(lib::folded_space(text) == folded_plainly(text));
  }
}

TEST_CASE("What is not plain text is found where it is") {
  CHECK(lib::find_odd("") == 0);
  CHECK(lib::find_odd("plain text of some length, with single spaces") == 45);
  std::mt19937 random{4};
  const std::string odd = "\t<&\xC3";
  for (int i = 0; i < 20'000; ++i) {
    const std::string text =
        some(random() % 2 == 0 ? "abcdefgh " : "abcdefgh <&\t\xC3", random() % 40, random);
    const std::size_t from = random() % 10;
    std::size_t plainly = std::min(from, text.size());
    while (plainly < text.size() && odd.find(text[plainly]) == std::string::npos &&
           !(plainly > 0 && text[plainly] == ' ' && text[plainly - 1] == ' '))
      ++plainly;
    CAPTURE(text, from);
    REQUIRE(std::min(lib::find_odd(text, from), text.size()) == plainly);
  }
}

TEST_CASE("Clean UTF-8 is what mending leaves as it is") {
  CHECK(lib::is_clean_utf8("C\xC3\xB4te d'Ivoire"));
  CHECK_FALSE(lib::is_clean_utf8(std::string("a\0b", 3)));
  CHECK_FALSE(lib::is_clean_utf8("twelve bytes\xC3"));
  std::mt19937 random{3};
  for (int i = 0; i < 20'000; ++i) {
    std::string text = some("abcdefgh\xC3\xB4\xE2\x80\x99", random() % 24, random);
    if (random() % 8 == 0) text += '\0';
    REQUIRE(lib::is_clean_utf8(text) == (lib::mend_utf8(text).replaced == 0));
  }
}
