#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fixture.h"
#include "lib/html.h"
#include "lib/text.h"
#include "support/gumbo_rows.h"

// Another HTML parser as a witness: gumbo and libxml2 must see the same rows of the same tables.
namespace {

std::vector<std::string> our_rows(const std::string& page) {
  std::vector<std::string> rows;
  const auto parsed = lib::parse_html(page);
  REQUIRE(parsed);
  const lib::XmlNode root = parsed->document;
  for (lib::XmlNode table = lib::next_in(root, root); table; table = lib::next_in(table, root)) {
    const std::string_view id = table.attribute("id").value();
    if (id.find("_tblgrid") == std::string_view::npos) continue;
    for (lib::XmlNode row = lib::next_in(table, table); row; row = lib::next_in(row, table)) {
      if (std::string_view{row.name()} != "tr") continue;
      std::string text;
      for (lib::XmlNode node = lib::next_in(row, row); node; node = lib::next_in(node, row)) {
        if (std::string_view{node.name()} == "td") text += " | ";
        text += node.value();
      }
      rows.push_back(lib::folded_space(text));
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("Gumbo reads the same rows of our page") {
  const std::string page = fixture::html(fixture::html_rows(
      {{"<A href='#x'>France</A> <SUP>1</SUP>", " &nbsp;1 Mar\t 1991 ", "2 Apr 1992 a"},
       {"C\xC3\xB4te d'Ivoire", "&nbsp;", "[ 5 May 1994 ]"}}));
  CHECK(our_rows(page) == gumbo::rows_of(page));
  CHECK(our_rows(page).size() == 3);
}

TEST_CASE("Gumbo reads the same rows of every recorded page", "[recordings]") {
  const auto folder = fixture::recordings() / "html";
  if (!std::filesystem::is_directory(folder)) {
    WARN("skipped: no recordings at " << folder);
    return;
  }
  std::size_t rows = 0;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    CAPTURE(file.path());
    std::ifstream in{file.path(), std::ios::binary};
    const std::string page{std::istreambuf_iterator<char>{in}, {}};
    const auto ours = our_rows(page);
    CHECK(ours == gumbo::rows_of(page));
    rows += ours.size();
  }
  CHECK(rows == 2144);
}
