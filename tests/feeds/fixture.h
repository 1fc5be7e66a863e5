#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "feeds/read_document.h"
#include "support/catch.h"

// Documents of our own in the two forms, with invented dates, around the rows of a test.
namespace fixture {

inline std::filesystem::path recordings() {
  if (const char* named = std::getenv("TREATYD_RECORDINGS")) return named;
  return std::filesystem::path{TREATYD_SOURCE_DIR} / "../shared/recordings";
}

using Rows = std::vector<std::vector<std::string>>;

inline const std::vector<std::string>& headings() {
  static const std::vector<std::string> usual = {"Participant", "Signature",
                                                 "Ratification, Accession(a), Succession(d)"};
  return usual;
}

inline std::string xml_rows(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    text += "<Row>";
    for (const std::string& cell : row)
      text += "<Entry>" + cell + "</Entry>";
    text += "</Row>";
  }
  return text;
}

// `rows` is XML: escape what is meant as text. `after` comes behind the table.
inline std::string xml(const std::string& rows, const std::string& after = "",
                       const std::vector<std::string>& heads = headings()) {
  return "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><Document><Treaty><Header><Chapter>"
         "<Header>CHAPTER XVIII</Header></Chapter><ExternalData><Numsect>99</Numsect>"
         "<Titlesect>Convention on Tests</Titlesect><Conclusion>Geneva, 1 May 1990</Conclusion>"
         "<EIF><Label>Entry into force</Label><Labeltext>2 June 1992, in accordance with article 9."
         "</Labeltext></EIF></ExternalData></Header><Participants><Table><TGroup><Thead>" +
         xml_rows({heads}) + "</Thead><Tbody><Rows>" + rows +
         "</Rows></Tbody></TGroup></Table></Participants>" + after + "</Treaty></Document>";
}

// Notes of a word, with these marks.
inline std::string xml_notes(const std::vector<std::string>& marks) {
  std::string text;
  for (const std::string& mark : marks)
    text += "<Note><index>" + mark + "</index><text>Said.</text></Note>";
  return "<EndNotes>" + text + "</EndNotes>";
}

inline std::string html_notes(const std::vector<std::string>& marks) {
  std::string text;
  for (const std::string& mark : marks) {
    text += "<div id=\"c_InnerPage_dgNotesAll_ctl" + std::to_string(text.size()) +
            "_divNotesAll\"><a name=\"" + mark + "\">" + mark + "</a> Said.<text /><br></div>";
  }
  return "<table id=\"c_InnerPage_dgNotesAll\"><tr><td>" + text + "</td></tr></table>";
}

inline std::string html_rows(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    text += "<tr>";
    for (const std::string& cell : row)
      text += "<td>" + cell + "<br></td>";
    text += "</tr>\n";
  }
  return text;
}

inline std::string html(const std::string& rows, const std::string& status = "",
                        const std::string& after = "") {
  const std::string place = "<div id=\"c_InnerPage_";
  return "<!DOCTYPE html><html><body><form "
         "action=\"./ViewDetails.aspx?mtdsg_no=XVIII-99&amp;x=1\">" +
         place + "div3\">STATUS AS AT : 03-02-2026 10:16:18 EDT</div>" + place +
         "rptTreaty_ctl00_tcTreaty\">99. Convention on Tests</div>" + place +
         "rptStatus_ctl00_tcText\">" + status +
         "</div><table><tr><td><table id=\"c_InnerPage_tblgrid\">" + html_rows({headings()}) +
         rows + "</table></td></tr></table>" + after + "</form></body></html>";
}

inline treaty::Participants participants() {
  using treaty::Nature;
  using treaty::Participant;
  using treaty::ParticipantId;
  const auto one = [](const char* id, const char* name, Nature nature = Nature::state,
                      std::vector<std::string> aliases = {}) {
    return Participant{ParticipantId{id}, name, nature, "", std::move(aliases), {}};
  };
  return treaty::Participants{{
      one("FRA", "France"),
      one("ITA", "Italy"),
      one("JPN", "Japan"),
      one("CIV", "C\xC3\xB4te d'Ivoire"),
      one("CSHH", "Czechoslovakia", Nature::former_state),
      one("YUCS", "Yugoslavia", Nature::former_state, {"former Yugoslavia"}),
      one("DDDE", "German Democratic Republic", Nature::former_state),
      one("ROC", "Republic of China", Nature::former_state),
  }};
}

inline treaty::Reading read(const std::string& bytes) {
  static const treaty::Participants known = participants();
  auto result = feeds::read_document(bytes, known);
  if (const auto* fault = std::get_if<feeds::ReadFault>(&result)) {
    FAIL(fault->code << " at " << fault->where << ": " << fault->text);
  }
  return std::get<treaty::Reading>(std::move(result));
}

inline feeds::ReadFault fault(const std::string& bytes) {
  const auto result = feeds::read_document(bytes, participants());
  REQUIRE(std::holds_alternative<feeds::ReadFault>(result));
  return std::get<feeds::ReadFault>(result);
}

// The place of the first problem of that code; empty when there is none.
inline std::string where(const treaty::Reading& reading, const std::string& code) {
  for (const treaty::Problem& problem : reading.problems) {
    if (problem.code == code) return problem.where;
  }
  return {};
}

inline std::vector<std::string> names(const treaty::Reading& reading) {
  std::vector<std::string> all;
  for (const auto& participant : reading.participants)
    all.push_back(participant.name);
  return all;
}

}  // namespace fixture
