#include "feeds/catalogue.h"

#include <string>

#include "support/catch.h"

using feeds::CatalogueEntry;
using feeds::CataloguePage;

namespace {

std::string entry(const std::string& number, const std::string& text,
                  const std::string& page = "ViewDetails.aspx") {
  return "<tr><td><a href=\"" + page + "?src=TREATY&amp;mtdsg_no=" + number +
         "&amp;chapter=18&amp;clang=_en\">" + text + "</a></td></tr>";
}

std::string page(const std::string& rows) {
  return "<html><body><a href=\"Home.aspx\">Home</a><table>" + rows + "</table></body></html>";
}

std::string code_of(const std::string& bytes) {
  const auto read = feeds::read_catalogue(bytes, 18);
  const auto* fault = std::get_if<feeds::ReadFault>(&read);
  return fault == nullptr ? "" : fault->code;
}

}  // namespace

TEST_CASE("Every link to a treaty's page is an entry, whichever page shows the treaty") {
  const auto read = feeds::read_catalogue(
      page(entry("XVIII-12", "Organized Crime") +
           entry("XVIII-12-a", "Protocol on\n Trafficking<br>New York", "ViewDetailsIII.aspx") +
           entry("XVIII~16", "16. Cybercrime")),
      18);
  REQUIRE(std::holds_alternative<CataloguePage>(read));
  CHECK(std::get<CataloguePage>(read).entries ==
        std::vector<CatalogueEntry>{{"XVIII-12", "Organized Crime"},
                                    {"XVIII-12-a", "Protocol on Trafficking New York"},
                                    {"XVIII-16", "Cybercrime"}});
}

TEST_CASE("Of several links to a treaty the longest text is its title") {
  const auto read = feeds::read_catalogue(
      page(entry("XVIII-12", "12.") + entry("XVIII-12", "12. Organized Crime") +
           entry("XVIII-12", "PDF")),
      18);
  CHECK(std::get<CataloguePage>(read).entries ==
        std::vector<CatalogueEntry>{{"XVIII-12", "Organized Crime"}});
}

TEST_CASE("A link whose number is none is named and does not hide the others") {
  const auto read =
      feeds::read_catalogue(page(entry("LON-7", "Old") + entry("XVIII-2", "New")), 18);
  CHECK(std::get<CataloguePage>(read).entries.size() == 1);
  CHECK(std::get<CataloguePage>(read).unread == std::vector<std::string>{"LON-7"});
}

TEST_CASE("A page without a treaty, and one of another chapter, is a fault") {
  CHECK(code_of(page("")) == "no-entries");
  CHECK(code_of("nothing") == "no-entries");
  CHECK(code_of(page(entry("XVIII-2", "Here") + entry("XIX-34", "Elsewhere"))) == "other-chapter");
  CHECK(code_of("") == "unreadable");
}

TEST_CASE("Every chapter has one list, and chapter XI five") {
  const auto lists = feeds::catalogue_lists();
  CHECK(lists.size() == 33);
  CHECK(feeds::list_address("https://treaties.un.org/", {11, 'E'}) ==
        "https://treaties.un.org/Pages/Treaties.aspx?id=11&subid=E&clang=_en");
}
