#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include "feeds/xml_form.h"
#include "feeds/xml_rows.h"
#include "fixture.h"
#include "raw_text.h"

using fixture::xml;
using raw_text::of;

namespace {

// A document of ours whose rows have all that rows can have.
std::string full_document() {
  return xml(
      "<Row>\n <Entry>France&lt;superscript&gt;1, 2&lt;/superscript&gt;</Entry><Entry>1 Mar 1991"
      "</Entry>\n<Entry /></Row><Row><Entry>C\xF4te d\x19Ivoire *</Entry><Entry> </Entry>"
      "<Entry>[ 5 May &amp; 1994 ]</Entry></Row><Row><Entry>A & B &quot;&apos;</Entry><Entry/>"
      "<Entry>2 Apr&lt;br/&gt;1992 a</Entry></Row>",
      "<EndNotes><Note><index>1</index><text>A \x1Cnote\x1D & more.</text></Note></EndNotes>");
}

bool is_plain(const std::string& document) {
  const std::string begin = "<Rows>";
  const std::size_t at = document.find(begin);
  feeds::Repairs repairs;
  return at != std::string::npos &&
         feeds::read_plain_rows(document, at + begin.size(), 3, repairs).has_value();
}

}  // namespace

TEST_CASE(
    "A document whose rows are read without a parser gives the same as by parsing all of it") {
  const std::string document = full_document();
  REQUIRE(is_plain(document));
  CHECK(of(feeds::read_xml_form(document)) == of(feeds::read_whole_xml(document)));
}

TEST_CASE("A damaged document gives the same, plain rows or not") {
  const std::string document = full_document();
  constexpr std::array<const char*, 20> kDamage = {
      "<Row>",   "</Row>",    "<Entry>",  "</Entry>",  "<Rows>",
      "</Rows>", "<Tbody>",   "<TGroup>", "</TGroup>", "<!--",
      "-->",     "<![CDATA[", "]]>",      "&#233;",    "&",
      "<",       ">",         "\r\n",     "\xE9",      "</Participants>"};
  std::mt19937 random{6};
  int plain = 0;
  for (int i = 0; i < 4'000; ++i) {
    std::string damaged = document;
    const int wounds = 1 + static_cast<int>(random() % 2);
    for (int k = 0; k < wounds; ++k) {
      std::size_t at = random() % damaged.size();
      if (random() % 2 == 0) at = std::min(damaged.find('<', at), damaged.size());
      damaged.replace(at, random() % 3 == 0 ? random() % 8 : 0,
                      kDamage.at(random() % kDamage.size()));
    }
    CAPTURE(damaged);
    plain += is_plain(damaged) ? 1 : 0;
    REQUIRE(of(feeds::read_xml_form(damaged)) == of(feeds::read_whole_xml(damaged)));
  }
  CHECK(plain > 400);
}

TEST_CASE("Recorded documents give the same by parsing all of them", "[recordings]") {
  const auto folder = fixture::recordings() / "xml";
  if (!std::filesystem::is_directory(folder)) {
    WARN("skipped: no recordings at " << folder);
    return;
  }
  int plain = 0;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    CAPTURE(file.path());
    std::ifstream in{file.path(), std::ios::binary};
    const std::string document{std::istreambuf_iterator<char>{in}, {}};
    plain += is_plain(document) ? 1 : 0;
    CHECK(of(feeds::read_xml_form(document)) == of(feeds::read_whole_xml(document)));
  }
  CHECK(plain > 200);
}
