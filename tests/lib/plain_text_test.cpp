#include "lib/plain_text.h"

#include <string>

#include "support/catch.h"

TEST_CASE("text from outside becomes one harmless line", "[plain_text]") {
  using Row = std::tuple<std::string, std::string>;
  const auto [text, line] = GENERATE(table<std::string, std::string>(
      {Row{"France", "France"}, Row{"  two\r\n words\t\v here ", "two words here"},
       Row{"no\xC2\xA0"
           "break",
           "no break"},
       Row{"a\xE2\x80\xA8"
           "b",
           "a b"},
       Row{std::string("a\0b\x7F"
                       "c",
                       5),
           "a b c"},
       Row{"\xE2\x80\xAE"
           "evil\xE2\x80\xAC",
           "evil"},
       Row{"zero\xE2\x80\x8B"
           "width\xEF\xBB\xBF",
           "zerowidth"},
       Row{"bad \xFF byte", "bad \xEF\xBF\xBD byte"},
       Row{"overlong \xC0\xAF", "overlong \xEF\xBF\xBD\xEF\xBF\xBD"},
       Row{"T\xC3\xBCrkiye", "Türkiye"}, Row{"", ""}}));
  CHECK(lib::one_line(text, 100) == line);
}

TEST_CASE("an overlong line is cut at a character and says so", "[plain_text]") {
  CHECK(lib::one_line("abcdef", 6) == "abcdef");
  CHECK(lib::one_line("abcdefg", 6) == "abcde…");
  CHECK(lib::one_line("abcde fg", 6) == "abcde…");
  CHECK(lib::one_line("ééééééé", 6) == "ééééé…");
  CHECK(lib::characters(lib::one_line(std::string(400, 'x'), 80)) == 80);
}

TEST_CASE("lines are broken at spaces and keep their margin", "[plain_text]") {
  CHECK(lib::wrap("one two three", 8) == "one two\nthree\n");
  CHECK(lib::wrap("  one two three", 9) == "  one two\n  three\n");
  CHECK(lib::wrap("- one two three", 9) == "- one two\n  three\n");
  CHECK(lib::wrap("see https://example.org/long-address now", 10) ==
        "see\nhttps://example.org/long-address\nnow\n");
  CHECK(lib::wrap("\n\na\n\n\n\nb\n\n", 10) == "a\n\nb\n");
}

TEST_CASE("only an address that is harmless in every format is one", "[plain_text]") {
  CHECK(lib::web_address("https://example.org/?a=1&b=2#c") == "https://example.org/?a=1&b=2#c");
  for (const char* bad :
       {"", "javascript:alert(1)", "ftp://example.org", "https://a b", "http://a\"b", "http://a>b",
        "http://a\nb", "http://a(b)", "http://\xC3\xA9.org"}) {
    INFO(bad);
    CHECK(lib::web_address(bad).empty());
  }
}
