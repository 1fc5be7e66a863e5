#include "lib/text.h"

#include <random>
#include <string>

#include "support/catch.h"

namespace {

// The same by the plainest means.
std::size_t found_plainly(const std::string& text, const std::string& wanted, std::size_t from) {
  return lib::lower_ascii(text).find(lib::lower_ascii(wanted), from);
}

std::string folded_plainly(const std::string& text) {
  std::string folded;
  bool gap = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool no_break = text.compare(i, 2, "\xC2\xA0") == 0;
    if (no_break || lib::is_space(text[i])) {
      gap = !folded.empty();
      i += no_break ? 1 : 0;
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
    const std::string text = some("ab  \t\xC2\xA0\xC3", random() % 20, random);
    REQUIRE(lib::folded_space(text) == folded_plainly(text));
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
