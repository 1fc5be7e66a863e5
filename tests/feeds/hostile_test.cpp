#include <string>
#include <vector>

#include "fixture.h"

using fixture::fault;
using fixture::html;
using fixture::html_rows;
using fixture::names;
using fixture::read;
using fixture::where;
using fixture::xml;
using fixture::xml_rows;

namespace {

const fixture::Rows kThree = {{"France", "1 Mar 1991", "2 Apr 1992"},
                              {"Italy", "3 Mar 1991", "[4 Apr 1993 a]"},
                              {"Japan", "", "5 May 1994 a"}};
const std::vector<std::string> kNames = {"France", "Italy", "Japan"};

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i)
    all += text;
  return all;
}

}  // namespace

TEST_CASE("A document cut anywhere gives no act that the whole one does not") {
  const bool as_html = GENERATE(true, false);
  const std::string whole = as_html ? html(html_rows(kThree)) : xml(xml_rows(kThree));
  const auto complete = read(whole);
  const auto participants = fixture::participants();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto result = feeds::read_document(whole.substr(0, size), participants);
    const auto* part = std::get_if<treaty::Reading>(&result);
    if (part == nullptr) continue;
    CAPTURE(whole.substr(size > 40 ? size - 40 : 0, size));
    if (size + 8 < whole.size()) CHECK_FALSE(part->problems.empty());
    REQUIRE(part->participants.size() <= complete.participants.size());
    for (std::size_t i = 0; i < part->participants.size(); ++i) {
      CHECK(part->participants[i].name == complete.participants[i].name);
      for (const auto& act : part->participants[i].acts) {
        const auto& acts = complete.participants[i].acts;
        CHECK(std::find(acts.begin(), acts.end(), act) != acts.end());
      }
    }
  }
}

TEST_CASE("A document cut inside a cell says so and keeps the rows before") {
  const std::string page = html(html_rows(kThree));
  const auto reading = read(page.substr(0, page.find("4 Apr 1993") + 10));
  CHECK(where(reading, "cut-cell") == "participants, row 2 (Italy), column 2");
  CHECK(where(reading, "cut-short").rfind("byte ", 0) == 0);
  REQUIRE(reading.participants.size() == 2);
  CHECK(reading.participants[0].acts.size() == 2);
  CHECK(reading.participants[1].acts.size() == 1);
}

TEST_CASE("A document cut inside a UTF-8 character says where") {
  const std::string page = html(html_rows({{"France", "1 Mar 1991", ""}, {"C\xC3\xB4te", "", ""}}));
  const auto reading = read(page.substr(0, page.find("C\xC3\xB4") + 2));
  CHECK(where(reading, "bad-utf8") == "byte " + std::to_string(page.find("C\xC3\xB4") + 1));
  CHECK(names(reading) == std::vector<std::string>{"France"});
}

TEST_CASE("A cell that is no cell is a problem with its place, and its neighbours are read") {
  struct Row {
    const char* cell;
    const char* code;
  };
  const auto row = GENERATE(values<Row>({{"31 Feb 1992", "no-such-day"},
                                         {"2 Apr 1194", "unlikely-year"},
                                         {"2 Apr 1992 3 May 1993", "two-dates"},
                                         {"soon", "unread-cell"}}));
  CAPTURE(row.cell);
  const auto reading =
      read(xml(xml_rows({kThree[0], {"Italy", "3 Mar 1991", row.cell}, kThree[2]})));
  CHECK(where(reading, row.code) == "participants, row 2 (Italy), column 2");
  CHECK(names(reading) == kNames);
  CHECK(reading.participants[0].acts.size() == 2);
  CHECK(reading.participants[1].acts.size() == 1);
  CHECK(reading.participants[2].acts.size() == 1);
}

TEST_CASE("A row with too many cells is told, and only dates under a heading are acts") {
  const auto reading =
      read(xml(xml_rows({{"France", "1 Mar 1991", "2 Apr 1992", "3 May 1993"}, kThree[2]})));
  CHECK(where(reading, "row-width").rfind("participants, row 1 (France)", 0) == 0);
  CHECK(reading.participants[0].acts.size() == 2);
  CHECK(names(reading) == std::vector<std::string>{"France", "Japan"});
}

TEST_CASE("Markup in a name or a date is taken out, and said") {
  const auto reading = read(xml(xml_rows(
      {{"Fran&lt;i&gt;ce&lt;/i&gt;", "1 Mar 1991", ""}, {"Italy", "3 &lt;b&gt;Mar 1991", ""}})));
  CHECK(names(reading) == std::vector<std::string>{"France", "Italy"});
  CHECK(where(reading, "repaired-name") == "participants, row 1 (France)");
  CHECK(where(reading, "repaired-date") == "participants, row 2 (Italy), column 1");
  const auto page = read(html(html_rows({{"<b>France</b>", "1 Mar 1991", ""}})));
  CHECK(where(page, "repaired-name") == "participants, row 1 (France)");
}

TEST_CASE("A hundred thousand nested tags lose nothing around them") {
  const std::string tag =
      GENERATE("<div>", "<b>", "<span>", "<table><tr><td>", "<p><i>", "<div><p>");
  CAPTURE(tag);
  const std::string hostile = repeated(tag, 100'000);
  SECTION("between rows") {
    const auto reading = read(html(html_rows({kThree[0]}) + "<tr><td>Italy" + hostile +
                                   "</td><td></td><td></td></tr>" + html_rows({kThree[2]})));
    CHECK_FALSE(where(reading, "too-deep").empty());
    const auto all = names(reading);
    CHECK(std::count(all.begin(), all.end(), "France") == 1);
    CHECK(std::count(all.begin(), all.end(), "Japan") == 1);
  }
  SECTION("before the page") {
    const auto reading = read("<html>" + hostile + html(html_rows(kThree)));
    CHECK_FALSE(where(reading, "too-deep").empty());
    CHECK(names(reading) == kNames);
  }
}

TEST_CASE("Nested elements in the XML lose nothing around them") {
  const std::string open = repeated("<b>", 100'000);
  const std::string close = repeated("</b>", 100'000);
  const auto reading =
      read(xml(xml_rows({kThree[0], {open + "Italy" + close, "3 Mar 1991", ""}, kThree[2]})));
  CHECK(names(reading) == kNames);
  CHECK(where(reading, "too-deep").rfind("byte ", 0) == 0);
}

TEST_CASE("A tag of many attributes does not cost more than its length") {
  std::string tag = "<div";
  for (int i = 0; i < 100'000; ++i)
    tag += " a" + std::to_string(i) + "=1";
  const auto reading = read(html(html_rows(kThree), "", tag + ">x</div>"));
  CHECK(names(reading) == kNames);
  CHECK_FALSE(where(reading, "too-deep").empty());
}

TEST_CASE("Fifty thousand rows are read") {
  const std::string rows = repeated(xml_rows({{"Fraance", "1 Mar 1991", "2 Apr 1992"}}), 50'000);
  const auto reading = read(xml(rows));
  CHECK(reading.participants.size() == 50'000);
  CHECK(reading.counted.parties == 50'000);
  CHECK(where(reading, "unknown-name") == "participants, row 1 (Fraance)");
}

TEST_CASE("What is no document of the collection is a fault with its place") {
  CHECK(fault("").code == "empty");
  CHECK(fault("hello").code == "unknown-form");
  CHECK(fault("<html><body>Site under maintenance</body></html>").code == "not-a-treaty");
  CHECK(fault("<html><body>Site under maintenance</body></html>")
            .text.find("Site under maintenance") != std::string::npos);
  CHECK(fault("<?xml version=\"1.0\"?><Document><Other/></Document>").code == "not-a-treaty");
  CHECK(fault(xml("") + std::string(feeds::kLargestDocument, ' ')).code == "too-large");
  const std::string page = html("");
  CHECK(fault(page.substr(0, 80)).where == "byte 80");
}

TEST_CASE("Letters of an XML document that is called UTF-8 and is not never go on as bytes") {
  const std::string latin = xml(xml_rows({{"C\xF4te d'Ivoire", "1 Mar 1991", ""}}));
  const auto sound = read(latin);
  REQUIRE(names(sound) == std::vector<std::string>{"Côte d'Ivoire"});
  // A mark put before it on the way.
  const auto marked = read("\xEF\xBB\xBF" + latin);
  CHECK(names(marked) == names(sound));
  CHECK(marked.problems.size() == sound.problems.size());
  // A document that calls itself something else than it is.
  std::string called = latin;
  const std::size_t declared = called.find("iso-8859-1");
  REQUIRE(declared != std::string::npos);
  called.replace(declared, 10, "utf-8");
  const auto mended = read(called);
  CHECK(names(mended) == std::vector<std::string>{"C\xEF\xBF\xBDte d'Ivoire"});
  CHECK(where(mended, "bad-utf8").rfind("byte ", 0) == 0);
}
