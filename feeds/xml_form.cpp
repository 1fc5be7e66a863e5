#include "feeds/xml_form.h"

#include <array>
#include <charconv>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "feeds/cut.h"
#include "feeds/xml_cut.h"
#include "lib/text.h"
#include "lib/xml.h"

namespace feeds {
namespace {

using lib::XmlNode;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

XmlNode at(XmlNode node, const char* path) {
  return node.first_element_by_path(path);
}

// The next element of that name after `node` inside `root`, at any depth: a damaged document may
// have pushed it down. Not inside another of the same name.
XmlNode next_named(std::string_view name, XmlNode node, XmlNode root) {
  if (node == root) {
    node = node.first_child();
  } else if (const XmlNode sibling = node.next_sibling()) {
    node = sibling;
  } else {
    node = lib::next_past(node, root);
  }
  while (node && !lib::is_named(node, name))
    node = lib::next_in(node, root);
  return node;
}

// Honest documents reach a depth of 9.
constexpr int kDeepest = 60;

class XmlReader {
 public:
  /// `rows` are those of the participant table when it was cut out.
  XmlReader(XmlNode treaty, std::vector<RawRow> rows) : treaty_{treaty}, rows_{std::move(rows)} {
    raw_.form = treaty::Form::xml;
  }

  RawDocument read() {
    read_head();
    read_table();
    read_notes();
    read_declarations();
    read_territorial_applications();
    read_special_tables();
    read_league_of_nations();
    return std::move(raw_);
  }

 private:
  std::string line(XmlNode node) { return text_of_xml(node, raw_.repairs).line(); }
  std::string line(const char* path) { return line(at(treaty_, path)); }

  void read_head() {
    const std::string chapter = line("Header/Chapter/Header");
    const std::string subchapter = line("Header/SubChapter/Header");
    const std::string section = line("Header/ExternalData/Numsect");
    const std::string subsection = line("Header/ExternalData/Subnumsect");
    raw_.number = number_from(chapter, subchapter, section, subsection);
    raw_.title = line("Header/ExternalData/Subtitlesect");
    if (raw_.title.empty()) raw_.title = line("Header/ExternalData/Titlesect");
    raw_.concluded = line("Header/ExternalData/Conclusion");
    raw_.eif_label = line("Header/ExternalData/EIF/Label");
    raw_.eif_text = line("Header/ExternalData/EIF/Labeltext");
    for (const char* path : {"Header/ExternalData/Termination/Labeltext",
                             "Header/ExternalData/Expiration/Labeltext"}) {
      const std::string words = line(path);
      if (!words.empty()) raw_.ended_text += (raw_.ended_text.empty() ? "" : " ") + words;
    }
    raw_.published.signatories = total("Header/ExternalData/Status/Signatories");
    raw_.published.parties = total("Header/ExternalData/Status/Parties");
  }

  static std::string number_from(std::string_view chapter, std::string_view subchapter,
                                 std::string_view section, std::string_view subsection) {
    for (const std::string_view word : {"CHAPTER ", "PART "}) {
      if (lib::starts_with_ignoring_case(chapter, word)) chapter.remove_prefix(word.size());
    }
    std::string number;
    for (const std::string_view part : {chapter, subchapter, section, subsection}) {
      std::string plain;
      for (const char c : part) {
        if (lib::is_ascii_letter(c) || lib::is_digit(c) || c == '-') plain += c;
      }
      if (!plain.empty()) number += (number.empty() ? "" : "-") + plain;
    }
    return number;
  }

  std::optional<int> total(const char* path) {
    const std::string words = line(path);
    if (words.empty()) return std::nullopt;
    int value = 0;
    const char* end = words.data() + words.size();
    const auto [stop, error] = std::from_chars(words.data(), end, value);
    if (error != std::errc{}) {
      raw_.problems.push_back({"unread-total", path, "\"" + words + "\" is no number"});
      return std::nullopt;
    }
    return value;
  }

  void read_table() {
    for (const XmlNode participants : treaty_.children("Participants")) {
      for (const XmlNode table : participants.children("Table"))
        raw_.add_participants(table_of(table));
    }
  }

  RawTable table_of(XmlNode table) {
    RawTable raw;
    raw.title = line(table.child("Title"));
    for (const XmlNode group : table.children("TGroup")) {
      if (raw.headings.empty()) {
        for (const XmlNode entry : at(group, "Thead/Row").children("Entry")) {
          raw.headings.push_back(text_of_xml(entry, raw_.repairs));
        }
      }
      for (const XmlNode body : group.children("Tbody"))
        read_rows(body, raw);
    }
    std::move(rows_.begin(), rows_.end(), std::back_inserter(raw.rows));
    rows_.clear();
    return raw;
  }

  void read_rows(XmlNode body, RawTable& raw) {
    for (XmlNode row = next_named("Row", body, body); row; row = next_named("Row", row, body)) {
      RawRow cells;
      cells.cells.reserve(raw.headings.size());
      for (XmlNode entry = next_named("Entry", row, row); entry;
           entry = next_named("Entry", entry, row))
        cells.cells.push_back(text_of_xml(entry, raw_.repairs));
      raw.rows.push_back(std::move(cells));
    }
  }

  // Paragraphs of a block, in order; a note's table goes to the annexes.
  std::string paragraphs(XmlNode block) {
    std::string body;
    for (const XmlNode part : block.children("text")) {
      const std::string words = text_of_xml(part, raw_.repairs).text;
      if (!words.empty()) body += (body.empty() ? "" : "\n") + words;
    }
    return body;
  }

  void read_notes() {
    for (const XmlNode note : at(treaty_, "EndNotes").children("Note")) {
      RawNote raw{line(note.child("index")), paragraphs(note)};
      for (const XmlNode table : note.children("table")) {
        std::string text;
        for (const XmlNode row : table.children("row"))
          text += cells_line(row, "col") + '\n';
        raw_.annexes.push_back({"Table in note " + raw.mark, trimmed_end(std::move(text))});
      }
      raw_.notes.push_back(std::move(raw));
    }
  }

  void read_declarations() {
    struct Section {
      const char* parent;
      const char* child;
      const char* name;
    };
    constexpr std::array<Section, 4> kSections = {{
        {"Declarations", "Declaration", "declaration"},
        {"DeclarationsUnderArticle", "Declaration", "declaration"},
        {"Objections", "Objection", "objection"},
        {"Notifications", "Notification", "notification"},
    }};
    for (const Section& section : kSections) {
      const XmlNode parent = treaty_.child(section.parent);
      std::string title;
      for (const XmlNode part : parent.children("Title"))
        title += (title.empty() ? "" : " ") + line(part);
      for (const XmlNode block : parent.children(section.child)) {
        raw_.declarations.push_back({section.name, title,
                                     text_of_xml(block.child("Participant"), raw_.repairs),
                                     paragraphs(block)});
      }
    }
  }

  void read_territorial_applications() {
    const XmlNode parent = treaty_.child("TerritorialApplications");
    const std::string title = line(parent.child("Title"));
    for (const XmlNode block : parent.children("Application")) {
      const std::string day = line(block.child("DateNotification"));
      const std::string territories = line(block.child("Territories"));
      raw_.declarations.push_back({kTerritorialApplication, title,
                                   text_of_xml(block.child("Participant"), raw_.repairs),
                                   day.empty() ? territories : day + '\n' + territories});
    }
  }

  std::string cells_line(XmlNode row, const char* name) {
    std::string text;
    for (const XmlNode cell : row.children(name)) {
      if (cell != row.child(name)) text += '\t';
      text += line(cell);
    }
    return text;
  }

  void read_special_tables() {
    for (const XmlNode table : at(treaty_, "SpecialTables").children("Table")) {
      std::string title;
      for (const XmlNode part : table.children("Title"))
        title += (title.empty() ? "" : " ") + line(part);
      std::string text = cells_line(table.child("TableHeader"), "Title") + '\n';
      for (const XmlNode row : table.child("Rows").children("Row"))
        text += cells_line(row, "Column") + '\n';
      raw_.annexes.push_back({title, trimmed_end(std::move(text))});
    }
  }

  // The League's tables are lists of States, territories and dates in reading order.
  void read_league_of_nations() {
    for (const XmlNode table : at(treaty_, "LON").children("Table")) {
      std::string text;
      for (const XmlNode part : table.children()) {
        if (std::string_view{part.name()} == "Title") continue;
        for (const XmlNode item : part.children()) {
          const std::string words = line(item);
          if (!words.empty()) text += words + '\n';
        }
      }
      raw_.annexes.push_back({line(table.child("Title")), trimmed_end(std::move(text))});
    }
  }

  static std::string trimmed_end(std::string text) {
    while (!text.empty() && text.back() == '\n')
      text.pop_back();
    return text;
  }

  XmlNode treaty_;
  std::vector<RawRow> rows_;
  RawDocument raw_;
};

XmlNode treaty_in(const lib::ParsedXml& parsed) {
  const XmlNode treaty = at(parsed.document, "Document/Treaty");
  return treaty.child("Header") ? treaty : XmlNode{};
}

// The same as by parsing all of it; nullopt when that cannot be promised.
std::optional<RawDocument> read_cut(std::string_view bytes, Extent extent) {
  auto parts = cut_xml(bytes, extent);
  if (!parts || parts->parsed.find('\0') != std::string::npos) return std::nullopt;
  parts->repairs.ampersands += bare_ampersands(parts->parsed);
  const lib::ParsedXml parsed = lib::parse_xml(std::move(parts->parsed));
  const XmlNode treaty = treaty_in(parsed);
  if (parsed.stop || !treaty || lib::first_deeper_than(kDeepest, treaty)) return std::nullopt;
  RawDocument raw = XmlReader{treaty, std::move(parts->rows)}.read();
  raw.repairs.add(parts->repairs);
  return raw;
}

// What the parser would take for UTF-8, by the mark or by what the document calls itself, and is
// not: its letters would go on as bytes that are no text.
bool is_false_utf8(std::string_view bytes) {
  constexpr std::size_t kDeclaration = 200;
  const bool marked = bytes.starts_with(kByteOrderMark);
  const bool latin = lib::find_ignoring_case(bytes.substr(0, kDeclaration), "iso-8859-1") !=
                     std::string_view::npos;
  return (marked || !latin) && !lib::is_clean_utf8(bytes);
}

}  // namespace

std::variant<RawDocument, ReadFault> read_xml_form(std::string_view bytes, Extent extent) {
  if (!is_false_utf8(bytes)) {
    if (auto raw = read_cut(bytes, extent)) return *std::move(raw);
  }
  return read_whole_xml(bytes);
}

std::variant<RawDocument, ReadFault> read_whole_xml(std::string_view bytes) {
  // A NUL ends the text for the parser; the collection holds none.
  std::string without_nul;
  const std::size_t nul = bytes.find('\0');
  if (nul != std::string_view::npos) {
    without_nul = bytes;
    for (char& c : without_nul) {
      if (c == '\0') c = ' ';
    }
    bytes = without_nul;
  }
  // A mark that somebody on the way put before a document in another encoding says nothing.
  if (is_false_utf8(bytes) && bytes.starts_with(kByteOrderMark)) {
    bytes.remove_prefix(kByteOrderMark.size());
  }
  lib::MendedUtf8 mended;
  if (is_false_utf8(bytes)) {
    mended = lib::mend_utf8(bytes);
    bytes = mended.text;
  }
  const lib::ParsedXml parsed = lib::parse_xml(bytes);
  const XmlNode treaty = treaty_in(parsed);
  const std::string stopped_at =
      parsed.stop ? "byte " + std::to_string(parsed.stop->byte) : "the whole file";
  if (!treaty) {
    return ReadFault{"not-a-treaty", stopped_at,
                     "The file is XML, but holds no Document/Treaty/Header" +
                         (parsed.stop ? ": " + parsed.stop->why : std::string{}) + "."};
  }
  RawDocument raw = XmlReader{treaty, {}}.read();
  raw.repairs.ampersands += bare_ampersands(bytes);
  if (const XmlNode deep = lib::first_deeper_than(kDeepest, treaty)) {
    raw.problems.push_back({"too-deep", "byte " + std::to_string(deep.offset_debug()),
                            "Elements nest deeper than in any honest document; their text is read "
                            "all the same."});
  }
  if (mended.replaced > 0) {
    raw.problems.push_back(
        {"bad-utf8", "byte " + std::to_string(mended.first),
         std::to_string(mended.replaced) + " bytes are not UTF-8 and were replaced by U+FFFD."});
  }
  if (nul != std::string_view::npos) {
    raw.problems.push_back({"nul", "byte " + std::to_string(nul), "A NUL was read as a space."});
  }
  if (parsed.stop) {
    raw.problems.push_back({"cut-short", stopped_at,
                            "The XML breaks off (" + parsed.stop->why +
                                "); what stands before is read, the rest is missing."});
    raw.last_cell_cut = ends_inside(bytes, "Entry");
  }
  return raw;
}

}  // namespace feeds
