#include "feeds/html_form.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>
#include <utility>

#include "feeds/address.h"
#include "feeds/cut.h"
#include "feeds/page_cut.h"
#include "feeds/page_places.h"
#include "feeds/page_table.h"
#include "feeds/stamp.h"
#include "lib/html.h"
#include "lib/text.h"

namespace feeds {
namespace {

using lib::XmlNode;

bool is(XmlNode node, std::string_view name) {
  return lib::is_named(node, name);
}

// "Parties : 111" or "Signatories : 130. Parties : 173": the number after a label.
std::optional<int> total_after(std::string_view text, std::string_view label) {
  std::size_t i = lib::find_ignoring_case(text, label);
  if (i == std::string_view::npos) return std::nullopt;
  i += label.size();
  while (i < text.size() && (lib::is_space(text[i]) || text[i] == ':'))
    ++i;
  int value = 0;
  const auto [stop, error] = std::from_chars(text.data() + i, text.data() + text.size(), value);
  if (error != std::errc{}) return std::nullopt;
  return value;
}

bool is_whole(std::string_view page) {
  constexpr std::string_view kEnd = "</html>";
  constexpr std::size_t kUsuallyWithin = 256;  // of the end of the page
  const std::size_t tail = page.size() - std::min(page.size(), kUsuallyWithin);
  return lib::find_ignoring_case(page, kEnd, tail) != std::string_view::npos ||
         lib::find_ignoring_case(page, kEnd) != std::string_view::npos;
}

class HtmlReader {
 public:
  explicit HtmlReader(XmlNode root) : root_{root} {
    for (XmlNode node = lib::next_in(root, root); node; node = lib::next_in(node, root)) {
      const std::string_view id = node.attribute("id").value();
      if (part_of(id) != Part::none) places_.emplace(place_name(id), node);
      if (is(node, "form")) forms_.push_back(node);
      shows_a_table_ = shows_a_table_ || id.find(place::kTable) != std::string_view::npos;
    }
  }

  bool shows_a_treaty() const { return find(place::kTitle) || find(place::kTable); }

  bool shows_a_table() const { return shows_a_table_; }

  /// Takes a participant table that was read before, with what was mended in it.
  void take_table(RawTable table, const Repairs& repairs) {
    raw_.repairs.add(repairs);
    table.title = line(place::kTableTitle);
    raw_.add_participants(std::move(table));
  }

  RawDocument read() {
    raw_.form = treaty::Form::html;
    read_head();
    read_tables();
    read_declarations();
    read_territorial_applications();
    read_notes();
    return std::move(raw_);
  }

  std::string words_of_page() {
    Repairs none;
    return lib::shortened(text_of_page(root_, none).line(), 200);
  }

 private:
  XmlNode find(std::string_view place) const {
    const auto found = places_.find(place);
    return found == places_.end() ? XmlNode{} : found->second;
  }
  RichText text(XmlNode node) { return text_of_page(node, raw_.repairs); }
  // Rows of a table inside a cell are rows of their own.
  RichText cell_text(XmlNode cell) {
    return text_of_page(cell, raw_.repairs, TablesInside::left_out);
  }
  std::string line(std::string_view place) { return text(find(place)).line(); }

  void read_head() {
    for (const XmlNode form : forms_) {
      if (raw_.number.empty()) raw_.number = number_in_address(form.attribute("action").value());
    }
    const std::string link = find(place::kXmlLink).attribute("href").value();
    if (!link.empty()) raw_.xml_link = link;
    if (raw_.number.empty() && link.ends_with(".en.xml")) {
      const std::string file = link.substr(link.rfind('/') + 1);
      raw_.number = file.substr(0, file.find('.'));
    }
    raw_.title = without_number(line(place::kTitle));
    raw_.concluded = line(place::kConcluded);
    raw_.eif_label = line(place::kEifLabel);
    raw_.eif_text = line(place::kEif);
    raw_.as_at = iso_stamp(line(place::kStamp));
    const std::string status = line(place::kStatus);
    raw_.published.signatories = total_after(status, "Signatories");
    raw_.published.parties = total_after(status, "Parties");
    read_end();
  }

  void read_end() {
    for (const auto& [name, node] : places_) {
      if (is_end_of_treaty(name)) raw_.ended_text += text(node).line();
    }
  }

  // "11. b Optional Protocol …" of number IV-11-b; "2. a", "16.".
  std::string without_number(const std::string& heading) const {
    std::size_t i = 0;
    while (i < heading.size() && lib::is_digit(heading[i]))
      ++i;
    if (i == 0 || i >= heading.size() || heading[i] != '.') return heading;
    ++i;
    while (i < heading.size() && lib::is_space(heading[i]))
      ++i;
    const std::size_t dash = raw_.number.rfind('-');
    const std::string last = dash == std::string::npos ? "" : raw_.number.substr(dash + 1) + ' ';
    if (last.size() > 1 && !lib::is_digit(last[0]) && heading.compare(i, last.size(), last) == 0) {
      i += last.size();
    }
    return heading.substr(i);
  }

  void read_tables() {
    std::string_view title = place::kTableTitle;
    for (XmlNode node = lib::next_in(root_, root_); node;) {
      const std::string_view id = node.attribute("id").value();
      const bool read_elsewhere = id.ends_with(place::kTerritories) || id.ends_with(place::kNotes);
      const bool participants = id.find(place::kTable) != std::string_view::npos;
      const bool data = draws_data(node.attribute("class").value());
      if (!is(node, "table") || !(read_elsewhere || participants || data)) {
        node = lib::next_in(node, root_);
        continue;
      }
      if (participants) {
        RawTable raw = table_of(node);
        raw.title = line(std::exchange(title, ""));
        raw_.add_participants(std::move(raw));
      } else if (!read_elsewhere) {
        const RawTable raw = table_of(node);
        if (!raw.headings.empty()) raw_.annexes.push_back({"", raw.text()});
      }
      node = lib::next_past(node, root_);
    }
  }

  RawTable table_of(XmlNode table) {
    RawTable raw;
    for (XmlNode row = lib::next_in(table, table); row; row = lib::next_in(row, table)) {
      if (!is(row, "tr")) continue;
      RawRow cells;
      cells.cells.reserve(raw.headings.size());
      for (const XmlNode cell : row.children()) {
        if (!is(cell, "td") && !is(cell, "th")) continue;
        cells.cells.push_back(cell_text(cell));
        // A cell that spans columns stands in the first of them.
        constexpr int kMostColumns = 100;
        const int spans = std::min(cell.attribute("colspan").as_int(1), kMostColumns);
        for (int more = 1; more < spans; ++more)
          cells.cells.emplace_back();
      }
      if (raw.headings.empty()) {
        raw.headings = std::move(cells.cells);
      } else {
        raw.rows.push_back(std::move(cells));
      }
    }
    return raw;
  }

  // Blocks are repeater items: dgDec_ctl02_divParticipant, dgDec_ctl02_divText, …
  void read_declarations() {
    struct Section {
      std::string_view grid;
      std::string_view title;
      const char* name;
    };
    constexpr std::array<Section, 4> kSections = {{
        {place::kDeclarations, place::kDeclarationsTitle, "declaration"},
        {place::kUnderArticle, place::kUnderArticleTitle, "declaration"},
        {place::kObjections, place::kObjectionsTitle, "objection"},
        {place::kNotifications, place::kNotificationsTitle, "notification"},
    }};
    for (const Section& section : kSections) {
      const std::string title = line(section.title);
      const XmlNode grid = find(section.grid);
      XmlNode participant;
      for (XmlNode node = grid ? lib::next_in(grid, grid) : grid; node;
           node = lib::next_in(node, grid)) {
        const std::string_view id = node.attribute("id").value();
        if (id.ends_with("_divParticipant")) participant = node;
        if (id.ends_with("_divText") || id.ends_with("_divNotificationText")) {
          raw_.declarations.push_back({section.name, title, text(participant), text(node).text});
          participant = {};
        }
      }
    }
  }

  void read_territorial_applications() {
    const XmlNode table = find(place::kTerritories);
    const std::string title = line(place::kTerritoriesTitle);
    bool heading = true;
    for (XmlNode row = table ? lib::next_in(table, table) : table; row;
         row = lib::next_in(row, table)) {
      if (!is(row, "tr")) continue;
      std::vector<RichText> cells;
      for (const XmlNode cell : row.children("td"))
        cells.push_back(text(cell));
      if (!heading && !cells.empty()) {
        std::string body;
        for (std::size_t i = 1; i < cells.size(); ++i)
          body += (i == 1 ? "" : "\n") + cells[i].line();
        raw_.declarations.push_back(
            {kTerritorialApplication, title, std::move(cells[0]), std::move(body)});
      }
      heading = false;
    }
  }

  void read_notes() {
    const XmlNode grid = find(place::kNotes);
    for (XmlNode node = grid ? lib::next_in(grid, grid) : grid; node;
         node = lib::next_in(node, grid)) {
      const std::string_view id = node.attribute("id").value();
      if (!id.ends_with("_divNotesAll")) continue;
      RawNote note;
      for (XmlNode anchor = lib::next_in(node, node); anchor; anchor = lib::next_in(anchor, node)) {
        if (is(anchor, "a") && anchor.attribute("name")) {
          note.mark = anchor.attribute("name").value();
          break;
        }
      }
      note.text = text_of_page(node, raw_.repairs, TablesInside::left_out).text;
      for (XmlNode table = lib::next_in(node, node); table;) {
        if (is(table, "table")) {
          raw_.annexes.push_back({"Table in note " + note.mark, table_of(table).text()});
          table = lib::next_past(table, node);
        } else {
          table = lib::next_in(table, node);
        }
      }
      if (!note.mark.empty() && note.text.starts_with(note.mark)) {
        note.text = note.text.substr(note.mark.size());
        while (!note.text.empty() && lib::is_space(note.text.front()))
          note.text.erase(0, 1);
      }
      raw_.notes.push_back(std::move(note));
    }
  }

  XmlNode root_;
  std::map<std::string, XmlNode, std::less<>> places_;
  std::vector<XmlNode> forms_;
  bool shows_a_table_ = false;
  RawDocument raw_;
};

// The same as read_whole_page of a page without any fault, in a fraction of the time; nullopt when
// that cannot be promised.
std::optional<RawDocument> read_cut(std::string_view bytes, Extent extent, Tables tables) {
  const auto cut = cut_page(bytes, extent, tables);
  if (!cut) return std::nullopt;
  std::optional<RawTable> table;
  Repairs repairs;
  if (cut->table) {
    if (extent != Extent::whole && !lib::is_clean_utf8(*cut->table)) return std::nullopt;
    table = read_plain_table(*cut->table, repairs);
    if (!table) return read_cut(bytes, extent, Tables::parsed);
  }
  lib::XmlDocument document;
  for (const auto* parts : {&cut->status, &cut->below}) {
    for (const std::string_view part : *parts) {
      if (extent != Extent::whole && !lib::is_clean_utf8(part)) return std::nullopt;
      if (!lib::append_html(document, part)) return std::nullopt;
    }
  }
  HtmlReader reader{document};
  if (table && reader.shows_a_table()) return read_cut(bytes, extent, Tables::parsed);
  if (!table && !reader.shows_a_treaty()) return std::nullopt;
  if (table) reader.take_table(*std::move(table), repairs);
  return reader.read();
}

std::optional<RawDocument> read_cut(std::string_view bytes, Extent extent) {
  if (!is_whole(bytes)) return std::nullopt;
  // A fault of its characters concerns all of a page, and what is not looked at least.
  if (extent == Extent::whole && !lib::is_clean_utf8(bytes)) return std::nullopt;
  return read_cut(bytes, extent, Tables::perhaps_plain);
}

}  // namespace

std::variant<RawDocument, ReadFault> read_html_form(std::string_view bytes, Extent extent) {
  if (auto raw = read_cut(bytes, extent)) return *std::move(raw);
  return read_whole_page(bytes);
}

std::variant<RawDocument, ReadFault> read_whole_page(std::string_view bytes) {
  const lib::MendedUtf8 mended = lib::mend_utf8(bytes);
  const auto parsed = lib::parse_html(mended.text);
  if (!parsed) {
    return ReadFault{"unreadable", "byte " + std::to_string(parsed.error().byte),
                     "The page cannot be read: " + parsed.error().why + "."};
  }
  HtmlReader reader{parsed->document};
  if (!reader.shows_a_treaty()) {
    const bool cut = !is_whole(bytes);
    return ReadFault{
        "not-a-treaty", cut ? "byte " + std::to_string(bytes.size()) : "the whole file",
        std::string{"The page shows no treaty"} + (cut ? " before it breaks off" : "") +
            ". It begins: \"" + reader.words_of_page() + "\"."};
  }
  RawDocument raw = reader.read();
  if (mended.replaced > 0) {
    raw.problems.push_back(
        {"bad-utf8", "byte " + std::to_string(mended.first),
         std::to_string(mended.replaced) + " bytes are not UTF-8 and were replaced by U+FFFD."});
  }
  if (parsed->tamed > 0) {
    raw.problems.push_back({"too-deep", "byte " + std::to_string(parsed->tamed_at),
                            std::to_string(parsed->tamed) +
                                " tags nest deeper than any honest page or have too many "
                                "attributes; they were closed early, their text is kept."});
  }
  if (!is_whole(bytes)) {
    raw.problems.push_back({"cut-short", "byte " + std::to_string(bytes.size()),
                            "The page ends without </html>: what stands before is read, the rest "
                            "is missing."});
    raw.last_cell_cut = ends_inside(bytes, "td");
  }
  return raw;
}

}  // namespace feeds
