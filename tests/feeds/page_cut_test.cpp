#include "feeds/page_cut.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "feeds/html_form.h"
#include "fixture.h"
#include "raw_text.h"

using fixture::html;
using fixture::html_rows;
using raw_text::of;

namespace {

std::string place(const std::string& name, const std::string& inside) {
  return "<div id=\"c_InnerPage_" + name + "\">" + inside + "</div>\n";
}

// A page of ours with everything that a page can have.
std::string full_page() {
  const std::string rows =
      html_rows({{"France <SUP><A href='#1'>1</A> </SUP>", "&nbsp;1 Mar\t 1991 ", "2 Apr 1992 a"},
                 {"C&ocirc;te d'Ivoire", "&nbsp;", "[ 5 May 1994 ]"}});
  const std::string below =
      "<table class=\"table table-bordered\"><tr><td>Special</td></tr><tr><td>x</td></tr></table>" +
      place("divMainDecTilte", "<b>Declarations</b>") + "<table id=\"c_InnerPage_dgDec\"><tr><td>" +
      place("dgDec_ctl02_divParticipant", "France") +
      place("dgDec_ctl02_divText",
            "<p align=left><i>Reservation:<br></n></i></p>&nbsp;No &amp; no") +
      "</td></tr></table><table id=\"c_InnerPage_dgNotesAll\"><tr><td>" +
      place("dgNotesAll_ctl02_divNotesAll", "<a name=\"1\">1</a> A note.<text /><br>") +
      "</td></tr></table>";
  return html(rows, "Signatories : 1. Parties : 1", below);
}

bool is_cut(const std::string& page) {
  return feeds::cut_page(page).has_value();
}

}  // namespace

TEST_CASE("A page that is cut before it is parsed gives the same as the whole page") {
  const std::string page = full_page();
  REQUIRE(is_cut(page));
  CHECK(of(feeds::read_html_form(page)) == of(feeds::read_whole_page(page)));
  CHECK(of(feeds::read_html_form(page)).find("Special") != std::string::npos);
}

TEST_CASE("A damaged page gives the same, cut or not") {
  const std::string page = full_page();
  const std::vector<std::string> damage = {
      "<div>", "</div>",  "<table>", "</table>", "</td>",   "<tr>",     "</tr>",    "<p>", "</p>",
      "<b>",   "</i>",    "<td>",    "\"",       "'",       "<",        ">",        "&",   "<!--",
      "-->",   "</span>", "<form>",  "</form>",  "</body>", "<script>", "</script>"};
  std::mt19937 random{5};
  int cut = 0;
  for (int i = 0; i < 3'000; ++i) {
    std::string damaged = page;
    const int wounds = 1 + static_cast<int>(random() % 2);
    for (int k = 0; k < wounds; ++k) {
      // In front of a tag or anywhere, added or in the place of some characters.
      std::size_t at = random() % damaged.size();
      if (random() % 2 == 0) at = std::min(damaged.find('<', at), damaged.size());
      damaged.replace(at, random() % 3 == 0 ? random() % 8 : 0, damage[random() % damage.size()]);
    }
    CAPTURE(damaged);
    cut += is_cut(damaged) ? 1 : 0;
    REQUIRE(of(feeds::read_html_form(damaged)) == of(feeds::read_whole_page(damaged)));
  }
  CHECK(cut > 400);
}

TEST_CASE("Recorded pages are all cut, to less than half, and give the same as whole",
          "[recordings]") {
  const auto folder = fixture::recordings() / "html";
  if (!std::filesystem::is_directory(folder)) {
    WARN("skipped: no recordings at " << folder);
    return;
  }
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    CAPTURE(file.path());
    std::ifstream in{file.path(), std::ios::binary};
    const std::string page{std::istreambuf_iterator<char>{in}, {}};
    const auto parts = feeds::cut_page(page);
    REQUIRE(parts);
    std::size_t size = 0;
    for (const auto* some : {&parts->status, &parts->below}) {
      for (const std::string_view part : *some)
        size += part.size();
    }
    CHECK(size < page.size() / 2);
    CHECK(of(feeds::read_html_form(page)) == of(feeds::read_whole_page(page)));
  }
}
