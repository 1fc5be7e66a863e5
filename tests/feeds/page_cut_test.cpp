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

using fixture::html;
using fixture::html_rows;

namespace {

std::string of(const feeds::RichText& rich) {
  std::string all = rich.text + (rich.mended ? "!" : "");
  for (const std::string& mark : rich.marks)
    all += '^' + mark;
  return all + '\n';
}

std::string of(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "none";
}

// All that a reading takes from a page, as text.
std::string of(const std::variant<feeds::RawDocument, feeds::ReadFault>& read) {
  if (const auto* fault = std::get_if<feeds::ReadFault>(&read)) {
    return fault->code + '\n' + fault->where + '\n' + fault->text;
  }
  const auto& raw = std::get<feeds::RawDocument>(read);
  std::string all = raw.number + '\n' + raw.title + '\n' + raw.concluded + '\n' +
                    raw.as_at.value_or("") + '\n' + raw.eif_label + '\n' + raw.eif_text + '\n' +
                    raw.ended_text + '\n' + of(raw.published.signatories) + '\n' +
                    of(raw.published.parties) + '\n' + raw.xml_link.value_or("") + '\n';
  if (raw.table) {
    all += raw.table->title + '\n';
    for (const feeds::RichText& heading : raw.table->headings)
      all += of(heading);
    for (const feeds::RawRow& row : raw.table->rows) {
      all += "row\n";
      for (const feeds::RichText& cell : row.cells)
        all += of(cell);
    }
  }
  for (const feeds::RawNote& note : raw.notes)
    all += "note " + note.mark + '\n' + note.text + '\n';
  for (const feeds::RawDeclaration& one : raw.declarations)
    all += one.section + '\n' + one.title + '\n' + of(one.participant) + one.body + '\n';
  for (const treaty::Annex& annex : raw.annexes)
    all += "annex " + annex.title + '\n' + annex.text + '\n';
  for (const treaty::Problem& problem : raw.problems)
    all += problem.code + ' ' + problem.where + ' ' + problem.text + '\n';
  const feeds::Repairs& repairs = raw.repairs;
  return all + std::to_string(repairs.total()) + ' ' + std::to_string(repairs.unknown);
}

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
