#include <string>
#include <vector>

#include "fixture.h"

using fixture::html;
using fixture::html_rows;
using fixture::read;
using fixture::where;
using fixture::xml;
using fixture::xml_rows;
using treaty::ActKind;

TEST_CASE("The page and the XML of one table give the same participants and counts") {
  const fixture::Rows rows = {{"France", "1 Mar 1991", "2 Apr 1992"},
                              {"Italy", "3 Mar 1991", "[ 4 Apr 1993 a]"},
                              {"Japan", "", "5 May 1994 a"}};
  const auto page = read(html(html_rows(rows), "Signatories : 2. Parties : 2"));
  const auto file = read(xml(xml_rows(rows)));
  REQUIRE(page.participants.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(page.participants[i].name == file.participants[i].name);
    CHECK(page.participants[i].id == file.participants[i].id);
    CHECK(page.participants[i].acts == file.participants[i].acts);
  }
  CHECK(page.counted == file.counted);
  CHECK(page.counted == treaty::Totals{2, 2});
  CHECK(page.published == treaty::Totals{2, 2});
  CHECK(page.problems.empty());
  CHECK(file.problems.empty());
  CHECK(page.participants[1].acts[1].withdrawn);
  CHECK(page.participants[2].acts[0].kind == ActKind::accession);
  CHECK(page.participants[2].acts[0].column == 2);
}

TEST_CASE("The head of each form is read") {
  const auto page = read(html(html_rows({{"France", "", ""}})));
  CHECK(page.number == "XVIII-99");
  CHECK(page.title == "Convention on Tests");
  CHECK(page.as_at == "2026-02-03T10:16:18");
  const auto file = read(xml(xml_rows({{"France", "", ""}})));
  CHECK(file.number == "XVIII-99");
  CHECK(file.title == "Convention on Tests");
  CHECK(file.concluded == "Geneva, 1 May 1990");
  CHECK_FALSE(file.as_at);
  REQUIRE(file.entry_into_force.date);
  CHECK(file.entry_into_force.date->iso() == "1992-06-02");
}

TEST_CASE("Footnote marks are kept apart from names, in either form") {
  const auto file = read(
      xml(xml_rows({{"France&lt;superscript&gt;1,12&lt;/superscript&gt;", "1 Mar 1991", ""}})));
  CHECK(file.participants[0].name == "France");
  CHECK(file.participants[0].marks == std::vector<std::string>{"1", "12"});
  const auto page = read(html(html_rows({{"<A href='#x'>France</A> <SUP><A href='#1'>1</A>, "
                                          "<A href='#12'>12</A> </SUP>",
                                          " &nbsp;1 Mar\t 1991 ", "&nbsp;"}}),
                              "", fixture::html_notes({"1", "12"})));
  CHECK(page.participants[0].name == "France");
  CHECK(page.participants[0].marks == std::vector<std::string>{"1", "12"});
  CHECK(page.participants[0].acts.size() == 1);
  CHECK(page.problems.empty());
}

TEST_CASE("A mark that no note explains is told, once for all of them") {
  const std::string rows =
      xml_rows({{"France&lt;superscript&gt;1&lt;/superscript&gt;", "1 Mar 1991", ""},
                {"Italy&lt;superscript&gt;2&lt;/superscript&gt;", "1 Mar 1991", ""},
                {"Japan&lt;superscript&gt;3&lt;/superscript&gt;", "1 Mar 1991", ""}});
  const auto lost = read(xml(rows, fixture::xml_notes({"1"})));
  REQUIRE(lost.problems.size() == 1);
  CHECK(where(lost, "no-note") == "participants (Italy)");
  CHECK(lost.participants.size() == 3);
  const auto whole = read(xml(rows, fixture::xml_notes({"1", "2", "3"})));
  CHECK(whole.problems.empty());
}

TEST_CASE("Rows of a further table, body or list of participants are read") {
  const std::string row = xml_rows({{"Japan", "1 Mar 1991", ""}});
  const std::string usual = xml(xml_rows({{"France", "1 Mar 1991", ""}}));
  const auto with = [&](const std::string& after, const std::string& more) {
    std::string text = usual;
    return read(text.insert(text.find(after) + after.size(), more));
  };
  const std::string body = "<Tbody><Rows>" + row + "</Rows></Tbody>";
  CHECK(with("</Tbody>", body).participants.size() == 2);
  const std::string head = "<Thead>" + xml_rows({fixture::headings()}) + "</Thead>";
  const auto second = with("</Participants>", "<Participants><Table><TGroup>" + head + body +
                                                  "</TGroup></Table></Participants>");
  CHECK(second.participants.size() == 2);
}

TEST_CASE("A count that differs from the published one is a problem") {
  const auto reading = read(html(html_rows({{"France", "1 Mar 1991", ""}}), "Signatories : 2. "));
  CHECK(where(reading, "checksum") == "participants");
  CHECK(reading.counted == treaty::Totals{1, 0});
}

TEST_CASE("A treaty's exception makes a column bind") {
  const std::string bytes = xml(xml_rows({{"France", "1 Mar 1991", ""}}), "",
                                {"Participant", "Provisional acceptance", "Definitive acceptance"});
  const auto participants = fixture::participants();
  const auto plain = std::get<treaty::Reading>(feeds::read_document(bytes, participants));
  CHECK(plain.counted.parties == 0);
  const auto excepted = std::get<treaty::Reading>(feeds::read_document(
      bytes, participants, {{"XVIII-99", {{"Provisional acceptance"}, {}, "a reason"}}}));
  CHECK(excepted.counted.parties == 1);
}

TEST_CASE("An unknown name is never guessed, and the nearest are suggested") {
  const auto reading = read(xml(xml_rows({{"Itally", "1 Mar 1991", ""}})));
  CHECK_FALSE(reading.participants[0].id);
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].code == "unknown-name");
  CHECK(reading.problems[0].text.find("Italy") != std::string::npos);
}

TEST_CASE("A participant with two rows is told") {
  const auto reading =
      read(xml(xml_rows({{"France", "1 Mar 1991", ""}, {"France", "", "2 Apr 1992"}})));
  CHECK(where(reading, "twice") == "participants, row 2 (France)");
}

TEST_CASE("A document without a table is read all the same") {
  const auto reading = read(xml(""));
  CHECK_FALSE(where(reading, "no-table").empty());
  CHECK_FALSE(reading.counted.parties);
  CHECK(reading.title == "Convention on Tests");
}

TEST_CASE("Control characters that are truncated punctuation are mended and counted") {
  const auto reading =
      read(xml(xml_rows({{"France", "", ""}}),
               "<EndNotes><Note><index>1</index><text>He said \x1C"
               "yes\x1D on 14\x02May & left \x13 at last.</text></Note></EndNotes>"));
  REQUIRE(reading.footnotes.size() == 1);
  CHECK(reading.footnotes[0].text ==
        "He said \xE2\x80\x9Cyes\xE2\x80\x9D on 14 May & left \xE2\x80\x93 at last.");
  CHECK(reading.repairs == 5);
}

TEST_CASE("Special tables, tables of the League and tables in notes yield no acts") {
  const auto reading = read(xml(
      xml_rows({{"France", "", ""}}),
      "<SpecialTables><Table><Title>Extra</Title><TableHeader><Title>State</Title></TableHeader>"
      "<Rows><Row><Column>Japan</Column><Column>1 May 1999</Column></Row></Rows></Table>"
      "</SpecialTables><LON><Table><Title>Old</Title><Ratification><State.no.link>Italy"
      "</State.no.link><Ratification.date>(May 1st, 1929)</Ratification.date></Ratification>"
      "</Table></LON><EndNotes><Note><index>7</index><table><row><col>Japan</col><col>x</col></row>"
      "</table></Note></EndNotes>"));
  CHECK(reading.participants.size() == 1);
  CHECK(reading.participants[0].acts.empty());
  REQUIRE(reading.annexes.size() == 3);
  CHECK(reading.annexes[0].title == "Table in note 7");
  CHECK(reading.annexes[0].text == "Japan\tx");
  CHECK(reading.annexes[1].text == "State\nJapan\t1 May 1999");
  CHECK(reading.annexes[2].text == "Italy\n(May 1st, 1929)");
}

TEST_CASE("A second table continues the first under the same headings, else it is an annex") {
  const auto table = [](const std::string& head, const std::string& name) {
    return "<table id=\"c_InnerPage_tblgrid2\">" +
           html_rows({{"Participant", "Signature", head}, {name, "3 Mar 1991", ""}}) + "</table>";
  };
  const std::string same = "Ratification, Accession(a), Succession(d)";
  const auto continued =
      read(html(html_rows({{"France", "1 Mar 1991", ""}}), "", table(same, "Italy")));
  CHECK(continued.counted.signatories == 2);
  CHECK(continued.annexes.empty());
  const auto other =
      read(html(html_rows({{"France", "1 Mar 1991", ""}}), "", table("Approval", "Italy")));
  CHECK(other.counted.signatories == 1);
  REQUIRE(other.annexes.size() == 1);
  CHECK(other.annexes[0].text == "Participant\tSignature\tApproval\nItaly\t3 Mar 1991\t");
  CHECK(where(other, "second-table") == "participants");
}

TEST_CASE("A page's tables of data and tables in notes are annexes") {
  const auto reading = read(html(
      html_rows({{"France", "", ""}}), "",
      "<table class=\"table table-bordered\"><tr><td>State</td></tr><tr><td>Japan</td></tr></table>"
      "<table id=\"c_InnerPage_dgNotesAll\" class=\"table-bordered\"><tr><td>"
      "<div id=\"c_InnerPage_dgNotesAll_ctl02_divNotesAll\"><a name='7'>7</a>Words.<table><tr>"
      "<td>Italy</td><td>x</td></tr></table></div></td></tr></table>"));
  REQUIRE(reading.annexes.size() == 2);
  CHECK(reading.annexes[0].text == "State\nJapan");
  CHECK(reading.annexes[1].title == "Table in note 7");
  CHECK(reading.annexes[1].text == "Italy\tx");
  REQUIRE(reading.footnotes.size() == 1);
  CHECK(reading.footnotes[0].text == "Words.");
}

TEST_CASE("An asterisk after a name is a mark") {
  const auto reading = read(xml(xml_rows({{"France *", "1 Mar 1991", ""}})));
  CHECK(reading.participants[0].name == "France");
  CHECK(reading.participants[0].marks == std::vector<std::string>{"*"});
}

TEST_CASE("A date under a heading that names no act is a problem, not an act") {
  const auto reading = read(xml(xml_rows({{"France", "1 Mar 1991", "2 Apr 1992"}}), "",
                                {"Participant", "Signature", "Benediction"}));
  CHECK(where(reading, "unknown-heading") == "headings, column 2");
  CHECK(where(reading, "unknown-kind") == "participants, row 1 (France), column 2");
  CHECK(reading.participants[0].acts.size() == 1);
}

TEST_CASE("Words under a heading that names no act are kept apart, with one problem for all") {
  const auto reading =
      read(xml(xml_rows({{"France", "1 Mar 1991", "first"}, {"Italy", "", "none"}}), "",
               {"Participant", "Signature", "Remarks"}));
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].code == "unknown-heading");
  REQUIRE(reading.annexes.size() == 1);
  CHECK(reading.annexes[0].text == "France\tfirst\nItaly\tnone");
}

TEST_CASE("Stars and commas between footnote marks are no part of a name or a date") {
  const auto reading = read(html(html_rows({{"France<SUP>1</SUP>, <SUP>2</SUP>", "1 Mar 1991 *",
                                             "2 Apr 1992<SUP>3</SUP>,<SUP>4</SUP> a"}}),
                                 "", fixture::html_notes({"1", "2", "3", "4", "*"})));
  CHECK(reading.problems.empty());
  REQUIRE(reading.participants.size() == 1);
  CHECK(reading.participants[0].name == "France");
  CHECK(reading.participants[0].marks == std::vector<std::string>{"1", "2", "*", "3", "4"});
  CHECK(reading.participants[0].acts.size() == 2);
}

TEST_CASE("Dates in a column of no acts are kept apart, and make nobody a Party") {
  const auto reading =
      read(xml(xml_rows({{"France", "1 Mar 1991", "3 Apr 1992"}, {"Italy", "", "4 Apr 1993 a"}}),
               "", {"Participant", "Signature", "Date of entry into force"}));
  CHECK(reading.problems.empty());
  CHECK(reading.participants[0].acts.size() == 1);
  CHECK(reading.participants[1].acts.empty());
  CHECK(reading.counted == treaty::Totals{1, 0});
  REQUIRE(reading.annexes.size() == 1);
  CHECK(reading.annexes[0].title == "Date of entry into force");
  CHECK(reading.annexes[0].text == "France\t3 Apr 1992\nItaly\t4 Apr 1993 a");
}

TEST_CASE("In a column of signatures and other acts each date counts as what it is") {
  const auto reading =
      read(xml(xml_rows({{"France", "1 Mar 1991"}, {"Italy", "3 Mar 1991 s"}, {"Japan", ""}}), "",
               {"Participant", "Signature, Definitive signature(s)"}));
  CHECK(reading.counted == treaty::Totals{1, 1});
}

TEST_CASE("The column that is headed Participant is that of the names, wherever it stands") {
  const auto reading = read(xml(xml_rows({{"1 Mar 1991", "France", "2 Apr 1992 a"}}), "",
                                {"Signature", "Participant", "Accession(a)"}));
  REQUIRE(reading.participants.size() == 1);
  CHECK(reading.participants[0].name == "France");
  REQUIRE(reading.participants[0].acts.size() == 2);
  CHECK(reading.participants[0].acts[1].kind == ActKind::accession);
  CHECK(reading.participants[0].acts[1].column == 2);
}

TEST_CASE("Headings that are printed again further down are no row") {
  const auto reading =
      read(xml(xml_rows({{"France", "1 Mar 1991", ""},
                         {"Participant", "Signature", "Ratification, Accession(a), Succession(d)"},
                         {"Italy", "1 Mar 1991", ""}})));
  CHECK(fixture::names(reading) == std::vector<std::string>{"France", "Italy"});
  CHECK(reading.problems.empty());
}

TEST_CASE("Digits after a known name are marks that were not raised, an article apart is no name") {
  const auto reading = read(
      xml(xml_rows({{"France 3, 4a", "", ""}, {"Italy (The)", "", ""}, {"The Japan [2]", "", ""}}),
          fixture::xml_notes({"2", "3", "4a"})));
  CHECK(reading.problems.empty());
  CHECK(fixture::names(reading) == std::vector<std::string>{"France", "Italy (The)", "The Japan"});
  CHECK(reading.participants[0].marks == std::vector<std::string>{"3", "4a"});
  CHECK(reading.participants[2].marks == std::vector<std::string>{"2"});
  CHECK(reading.participants[2].id == treaty::ParticipantId{"JPN"});
  CHECK_FALSE(read(xml(xml_rows({{"Atlantis 3", "", ""}}))).participants[0].id);
}

TEST_CASE("A cell that spans columns stands in the first of them") {
  const auto reading =
      read(html("<tr><td>France</td><td colspan=2>1 Mar 1991</td></tr>"
                "<tr><td>Italy</td><td colspan=1></td><td>2 Apr 1992</td></tr>"));
  CHECK(reading.problems.empty());
  CHECK(reading.counted == treaty::Totals{1, 1});
}

TEST_CASE("Spaces of Unicode part a date like others, and are counted as repairs") {
  const auto reading = read(html(html_rows({{"France",
                                             "1\xE2\x80\x89Mar\xE2\x80\xAF"
                                             "1991",
                                             "2\xE2\x80\x82"
                                             "Apr 1992 a"}})));
  CHECK(reading.problems.empty());
  CHECK(reading.repairs == 3);
  CHECK(reading.participants[0].acts.size() == 2);
}

TEST_CASE("Of the head and the table alone is read what all of the document says of them") {
  const std::string rows = xml_rows({{"France", "1 Mar 1991", "2 Apr 1992"}, {"Italy", "", ""}});
  const std::string note = "<EndNotes><Note><index>1</index><text>Words.</text></Note></EndNotes>";
  const auto read_part = [](const std::string& bytes) {
    return std::get<treaty::Reading>(
        feeds::read_document(bytes, fixture::participants(), {}, feeds::Extent::head_and_table));
  };
  const auto part = read_part(xml(rows, note));
  CHECK(part.title == "Convention on Tests");
  CHECK(part.counted == treaty::Totals{1, 1});
  CHECK(part.footnotes.empty());
  CHECK(part.problems.empty());
  const auto tableless = read_part(xml("", note));
  CHECK(tableless.number == "XVIII-99");
  // A comment may hide anything: such a document is read whole.
  CHECK(read_part(xml(rows + "<!-- -->", note)).footnotes.size() == 1);
  const std::string broken_off = xml(rows, note + note).substr(0, xml(rows, note).size());
  CHECK_FALSE(where(read_part(broken_off), "cut-short").empty());
  const auto page = read_part(html(html_rows({{"France", "1 Mar 1991", ""}}), "",
                                   "<div id=\"c_InnerPage_divMainDecTilte\">Declarations</div>"));
  CHECK(page.counted == treaty::Totals{1, 0});
  CHECK(page.problems.empty());
}
