#include "feeds/table.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "feeds/cell.h"
#include "feeds/heading.h"
#include "lib/text.h"

namespace feeds {
namespace {

using treaty::Act;
using treaty::ActKind;
using treaty::ReadParticipant;

class TableReader {
 public:
  TableReader(const RawDocument& raw, const treaty::Participants& participants,
              const ReadingException* exception, treaty::Reading& reading)
      : raw_{raw}, participants_{participants}, exception_{exception}, reading_{reading} {}

  void read() {
    read_headings();
    const std::vector<RawRow>& rows = raw_.table->rows;
    reading_.participants.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool cut = raw_.last_cell_cut && i + 1 == rows.size();
      read_row(rows[i], i + 1, cut);
    }
    count();
  }

 private:
  // A place in the table, in words only when there is something to say about it.
  struct Place {
    std::size_t row;
    std::string_view name = {};
    std::size_t column = 0;  // 0: the row itself

    [[nodiscard]] std::string str() const {
      std::string words = "participants, row " + std::to_string(row);
      if (!name.empty()) words += " (" + lib::shortened(name, 80) + ')';
      if (column > 0) words += ", column " + std::to_string(column);
      return words;
    }
  };

  void problem(std::string code, std::string where, std::string text) {
    reading_.problems.push_back({std::move(code), std::move(where), std::move(text)});
  }
  void problem(std::string code, const Place& place, std::string text) {
    problem(std::move(code), place.str(), std::move(text));
  }

  void read_headings() {
    for (const RichText& heading : raw_.table->headings) {
      reading_.headings.push_back(heading.line());
      if (reading_.headings.size() == 1) continue;  // the participants' names
      ColumnHeading column = read_heading(heading.line());
      if (exception_ != nullptr) {
        const auto& binding = exception_->binding_columns;
        if (std::find(binding.begin(), binding.end(), column.text) != binding.end()) {
          column.binds = true;
        }
      }
      const std::string where = "headings, column " + std::to_string(columns_.size() + 1);
      for (const std::string& phrase : column.unread) {
        problem("unknown-heading", where, "\"" + phrase + "\" names no kind of act that is known.");
      }
      columns_.push_back(std::move(column));
    }
  }

  void read_row(const RawRow& row, std::size_t number, bool cut) {
    Place where{number};
    if (row.cells.empty()) return problem("empty-row", where, "The row has no cells.");
    ReadParticipant participant;
    participant.marks = row.cells.front().marks;
    participant.name = without_stars(row.cells.front().line(), participant.marks);
    if (participant.name.empty()) {
      if (row_text(row).find_first_not_of("| ") == std::string::npos) return;  // says nothing
      return problem("no-name", where, "The row names nobody: \"" + row_text(row) + "\".");
    }
    if (cut && row.cells.size() == 1) {
      return problem(
          "cut-cell", where,
          "The document ends inside the name \"" + participant.name + "\"; the row is not taken.");
    }
    where.name = participant.name;
    if (row.cells.front().mended) {
      problem("repaired-name", where,
              "Markup or damaged characters were taken out of the name; it reads \"" +
                  lib::shortened(participant.name, 200) + "\" now.");
    }
    identify(participant, where);
    if (row.cells.size() != columns_.size() + 1) {
      problem("row-width", where,
              "The row has " + std::to_string(row.cells.size()) + " cells under " +
                  std::to_string(columns_.size() + 1) + " headings: \"" + row_text(row) + "\".");
    }
    for (std::size_t i = 1; i < row.cells.size(); ++i) {
      const Place place{number, participant.name, i};
      const bool last = i + 1 == row.cells.size();
      if (cut && last && !row.cells[i].text.empty()) {
        problem(
            "cut-cell", place,
            "The document ends inside the cell \"" + row.cells[i].line() + "\"; it is not taken.");
        continue;
      }
      read_cell_of(participant, row.cells[i], i, place);
    }
    reading_.participants.push_back(std::move(participant));
  }

  static std::string row_text(const RawRow& row) {
    std::string text;
    for (const RichText& cell : row.cells)
      text += (text.empty() ? "" : " | ") + cell.line();
    return lib::shortened(text, 300);
  }

  // Stars at the end are marks too, and a comma there stood between marks.
  static std::string without_stars(std::string text, std::vector<std::string>& marks) {
    const auto ends_with_mark = [&] {
      return text.ends_with('*') || text.ends_with(' ') || (text.ends_with(',') && !marks.empty());
    };
    while (ends_with_mark()) {
      if (text.ends_with('*')) marks.emplace_back("*");
      text.pop_back();
    }
    return text;
  }

  void identify(ReadParticipant& participant, const Place& where) {
    const treaty::Participant* known = participants_.find_by_name(participant.name);
    if (known == nullptr) {
      // Nearest names cost time: a table of strangers needs no suggestions for each.
      constexpr int kMostSuggestions = 20;
      reading_.problems.push_back(++unknown_ <= kMostSuggestions
                                      ? unknown_name(participant.name, where.str(), participants_)
                                      : unknown_name(participant.name, where.str(), {}));
      return;
    }
    participant.id = known->id;
    const auto [entry, first] = row_of_.emplace(known, reading_.participants.size());
    if (!first) {
      problem("twice", where,
              "The participant has a second row; the first is named \"" +
                  reading_.participants[entry->second].name + "\".");
    }
  }

  void read_cell_of(ReadParticipant& participant, const RichText& raw, std::size_t column,
                    const Place& where) {
    if (raw.empty() && !raw.mended) return;
    std::vector<std::string> marks = raw.marks;
    const std::string text = without_stars(raw.line(), marks);
    std::move(marks.begin(), marks.end(), std::back_inserter(participant.marks));
    if (raw.mended) {
      problem("repaired-date", where,
              "Markup or damaged characters were taken out of the cell; it reads \"" +
                  lib::shortened(text, 200) + "\" now.");
    }
    const Cell cell = read_cell(text);
    if (const auto* unread = std::get_if<UnreadCell>(&cell)) {
      return problem(
          unread->code, where,
          "The cell \"" + lib::shortened(text, 200) + "\" " + unread->why + "; it is not taken.");
    }
    const auto* dated = std::get_if<DatedCell>(&cell);
    if (dated == nullptr) return;
    if (column > columns_.size()) {
      return problem("row-width", where, "The cell \"" + text + "\" stands under no heading.");
    }
    Act act{ActKind::undetermined,    {},  dated->day, dated->bracketed,
            static_cast<int>(column), text};
    const LetterMeaning meaning = meaning_of(columns_[column - 1], dated->letter);
    if (meaning.kinds.empty()) {
      return problem("unknown-kind", where,
                     "No kind of act is known for \"" + text + "\" under \"" +
                         columns_[column - 1].text + "\"; it is not taken.");
    }
    if (!meaning.in_heading) {
      problem("unknown-letter", where,
              "The heading \"" + columns_[column - 1].text +
                  "\" does not explain the letter of \"" + text + "\".");
    }
    if (meaning.kinds.size() == 1) {
      act.kind = meaning.kinds.front();
    } else {
      act.candidates = meaning.kinds;
    }
    if (dated->letter == "n") notified_.insert({reading_.participants.size(), column});
    participant.acts.push_back(std::move(act));
  }

  void count() {
    const bool has_signatures = std::any_of(columns_.begin(), columns_.end(),
                                            [](const ColumnHeading& c) { return c.signature; });
    int signatories = 0;
    int parties = 0;
    for (std::size_t row = 0; row < reading_.participants.size(); ++row) {
      bool signed_it = false;
      bool bound = false;
      for (const Act& act : reading_.participants[row].acts) {
        const auto column = static_cast<std::size_t>(act.column);
        if (act.withdrawn || notified_.contains({row, column})) continue;
        signed_it = signed_it || columns_[column - 1].signature;
        bound = bound || columns_[column - 1].binds;
      }
      signatories += signed_it ? 1 : 0;
      parties += bound ? 1 : 0;
    }
    if (has_signatures) reading_.counted.signatories = signatories;
    reading_.counted.parties = parties;
    compare("signatories", reading_.published.signatories, reading_.counted.signatories);
    compare("parties", reading_.published.parties, reading_.counted.parties);
  }

  void compare(const std::string& what, std::optional<int> published, std::optional<int> counted) {
    if (!published || published == counted) return;
    problem("checksum", "participants",
            "The record prints " + std::to_string(*published) + ' ' + what + ", its table shows " +
                (counted ? std::to_string(*counted) : std::string{"no column of them"}) + ".");
  }

  const RawDocument& raw_;
  const treaty::Participants& participants_;
  const ReadingException* exception_;
  treaty::Reading& reading_;
  std::vector<ColumnHeading> columns_;
  int unknown_ = 0;
  std::map<const treaty::Participant*, std::size_t> row_of_;  // among reading_.participants
  std::set<std::pair<std::size_t, std::size_t>> notified_;    // row and column of letter n
};

}  // namespace

void read_table(const RawDocument& raw, const treaty::Participants& participants,
                const ReadingException* exception, treaty::Reading& reading) {
  TableReader{raw, participants, exception, reading}.read();
}

treaty::Problem unknown_name(const std::string& name, const std::string& where,
                             const treaty::Participants& participants) {
  std::string text = "No participant is known by the name \"" + lib::shortened(name, 200) + "\".";
  constexpr std::size_t kLongestName = 200;
  if (name.size() <= kLongestName) {
    std::string nearest;
    for (const std::string& known : participants.nearest_names(name, 3))
      nearest += (nearest.empty() ? "" : ", ") + known;
    if (!nearest.empty()) text += " Nearest: " + nearest + '.';
  }
  return {"unknown-name", where, text};
}

}  // namespace feeds
